import type { InjectOptions } from 'fastify';
import type { JsonSchema } from 'json-schema-faker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtInRoles } from '../src/modules/identity/rules.js';
import { fillPath, knownQuery, type Operation, parametersIn } from './api-description.js';
import { fingerprintOf, idsOf, uuidsIn } from './tenant-tables.js';
import type { Actor } from './test-app.js';
import { startTwoOrganisations, type TwoOrganisations } from './two-organisations.js';
import { smallestValue, validValue } from './valid-values.js';

/** Operations that anybody may call, each with the reason why. */
const open: Readonly<Record<string, string>> = {
  'GET /api/v1/health': 'Monitoring asks it; it names no data.',
  'GET /api/v1/ready': 'A balancer asks it; it names no data.',
  'POST /api/v1/auth/sign-in': 'It is how one becomes somebody.',
  'POST /api/v1/auth/refresh': 'The cookie is the proof.',
  'POST /api/v1/auth/sign-out': 'The cookie is the proof; without one there is nothing to end.',
  'POST /api/v1/device/pair': 'The secret of the link is the proof.',
  'POST /api/v1/device/pairing-links': 'The typed code is the proof.',
  'POST /api/v1/device/challenges': 'Random bytes; it names no data.',
  'POST /api/v1/device/sessions': 'The signature of the phone’s own key is the proof.',
};

/** Operations that write and need no more than the right to read, each with the reason why. */
const readingBy: Readonly<Record<string, string>> = {
  'POST /api/v1/events/{eventId}/access-lists/{accessListId}/trials':
    'It asks what would be; nothing is stored.',
  'POST /api/v1/events/{eventId}/live-tickets': 'Its ticket opens a socket, which is for reading.',
};

/** Fields of bodies whose ids the caller makes up, each with the reason why. */
const madeUp: Readonly<Record<string, string>> = {
  'POST /api/v1/checkin/scans/{scanId}/annul id': 'Of the new row, so that a retry is the same.',
};

/** Paths outside the API, each with the reason why nobody has to sign in. */
const outside: readonly [RegExp, string][] = [
  [/^\/metrics$/, 'Loopback or a token of its own.'],
  [/^\/mail(\/|$)/, 'Caught mail, shown to loopback only and never in production.'],
  [/^\/docs(\/|$)/, 'The description of the API.'],
  [/^\/(portal|scanner)(\/|$)/, 'The built web apps: files without data.'],
  [
    /^\/t\/(sw\.js|\{token\})$/,
    'A signed link to one ticket, for whoever holds it; the worker beside it has no data.',
  ],
  [/^\/api\/v1\/live$/, 'A socket, for which the description has no words; its ticket is the proof.'],
  [/^\/favicon\.ico$/, 'A redirect to the mark.'],
  [/^\/(\{organisation\}.*)?$/, 'The public pages: published events only.'],
  [/^\*$/, 'Preflights of browsers.'],
];

let world: TwoOrganisations;
let before: string;
let secured: Operation[];
let portal: Operation[];
/** `GET /api/v1/events/{eventId}` → the permission that its route names. */
const permissions = new Map<string, string>();

beforeAll(async () => {
  world = await startTwoOrganisations();
  for (const route of world.gatehouse.app.knownRoutes) {
    const permission = route.config?.permission;
    for (const method of [route.method].flat())
      if (permission) permissions.set(`${method} ${inBraces(route.url)}`, permission);
  }
  secured = world.operations.filter((operation) => operation.secured);
  portal = secured.filter((operation) => permissions.has(nameOf(operation)));
  before = await fingerprintOf(world.gatehouse.database, world.b.owner.organisationId);
});
afterAll(() => world[Symbol.asyncDispose]());

async function expectUntouched(): Promise<void> {
  expect(await fingerprintOf(world.gatehouse.database, world.b.owner.organisationId)).toBe(before);
}

describe('every route', () => {
  test('is described, or stands outside the API for a reason', () => {
    const described = new Set(world.operations.map(nameOf));
    const hidden = world.gatehouse.app.knownRoutes
      .flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${inBraces(url)}`))
      .filter((name) => !name.startsWith('HEAD ') && !described.has(name))
      .filter((name) => !outside.some(([path]) => path.test(name.slice(name.indexOf(' ') + 1))))
      .filter((name) => !refusedMethods.has(name));
    expect(hidden).toEqual([]);
    expect(portal.length).toBeGreaterThan(20);
  });

  test('asks for a token, or is open for a reason', async () => {
    const unsecured = world.operations.filter((operation) => !operation.secured).map(nameOf);
    expect(unsecured.sort()).toEqual(Object.keys(open).sort());
    for (const operation of secured) {
      for (const authorization of [undefined, 'Bearer none', 'Basic YTpi']) {
        const answer = await world.gatehouse.app.inject({
          ...requestFor(operation, world.b.ids),
          headers: {
            'x-organisation': world.b.owner.organisationId,
            ...(authorization === undefined ? {} : { authorization }),
          },
        });
        expect(answer.statusCode, nameOf(operation)).toBe(401);
      }
    }
    await expectUntouched();
  });

  test('answers its own members', async () => {
    for (const operation of secured.filter(({ method }) => method === 'GET')) {
      const answer = await callerOf(operation).request(requestFor(operation, world.a.ids));
      expect(answer.statusCode, nameOf(operation)).toBe(200);
    }
  });

  test('refuses a token of another organisation', async () => {
    for (const operation of portal) {
      const answer = await world.a.owner.request({
        ...requestFor(operation, world.b.ids),
        headers: { 'x-organisation': world.b.owner.organisationId },
      });
      expect(answer.statusCode, nameOf(operation)).toBe(403);
    }
    await expectUntouched();
  });

  test('asks for more than the right to read where it writes', () => {
    for (const operation of portal.filter(({ method }) => method !== 'GET'))
      if (readingBy[nameOf(operation)] === undefined)
        expect(permissions.get(nameOf(operation)), nameOf(operation)).not.toMatch(/\.read$/);
  });

  test('refuses members whose roles lack its permission, and nobody else', async () => {
    const members = [
      [world.a.door, builtInRoles.door],
      [world.a.sponsor, builtInRoles.sponsor],
    ] as const satisfies readonly [Actor, readonly string[]][];
    for (const [member, granted] of members) {
      const may = new Set<string>(granted);
      for (const operation of portal) {
        const allowed = may.has(permissions.get(nameOf(operation)) ?? '');
        const answer = await member.request(requestFor(operation, world.a.ids));
        expect(answer.statusCode === 403, `${nameOf(operation)} for ${member.email}`).toBe(!allowed);
      }
    }
  });
});

describe('a member of one organisation who knows the other’s ids', () => {
  test('finds nothing at them, whatever the method', async () => {
    const withParameters = portal.filter((operation) => parametersIn(operation, 'path').length > 0);
    expect(withParameters.length).toBeGreaterThan(15);
    for (const operation of withParameters) {
      for (const ids of mixtures(operation)) {
        const answer = await world.a.owner.request(requestFor(operation, ids));
        expect([403, 404], `${nameOf(operation)}: ${answer.body}`).toContain(answer.statusCode);
      }
    }
    await expectUntouched();
  });

  test('cannot name them in a body', async () => {
    let tried = 0;
    for (const operation of portal) {
      for (const [field, schema] of idFields(operation.body)) {
        if (madeUp[`${nameOf(operation)} ${field}`] !== undefined) continue;
        for (const foreign of [...world.b.ids.values()].filter((value) => uuidsIn(value).length > 0)) {
          const value = schema.type === 'array' ? [foreign] : foreign;
          const { payload, ...request } = requestFor(operation, world.a.ids, smallestValue);
          const answer = await world.a.owner.request({
            ...request,
            payload: { ...(payload as object), [field]: value },
          });
          tried += 1;
          expect([403, 404, 422], `${nameOf(operation)} ${field}: ${answer.body}`).toContain(
            answer.statusCode,
          );
        }
      }
    }
    expect(tried).toBeGreaterThan(20);
    await expectUntouched();
  });

  test('never reads one of them anywhere', async () => {
    const foreign = await idsOf(world.gatehouse.database, world.b.owner.organisationId);
    expect(foreign.size).toBeGreaterThan(20);
    for (const operation of secured.filter(({ method }) => method === 'GET')) {
      const answer = await callerOf(operation).request(requestFor(operation, world.a.ids));
      const seen = uuidsIn(answer.body).filter((id) => foreign.has(id));
      expect(seen, nameOf(operation)).toEqual([]);
    }
  });
});

describe('a phone of one organisation that knows the other’s ids', () => {
  test('finds nothing at them, whatever the method', async () => {
    const forPhones = secured.filter(({ forPhones }) => forPhones);
    expect(forPhones.length).toBeGreaterThan(2);
    for (const operation of forPhones.filter((one) => parametersIn(one, 'path').length > 0)) {
      for (const ids of mixtures(operation)) {
        const answer = await world.a.phone.request(requestFor(operation, ids));
        expect([403, 404], `${nameOf(operation)}: ${answer.body}`).toContain(answer.statusCode);
      }
    }
    await expectUntouched();
  });
});

/** Who of the first organisation may call it. */
function callerOf(operation: Operation): Pick<Actor, 'request'> {
  return operation.forPhones ? world.a.phone : world.a.owner;
}

/** What the API refuses with 405, registered for the methods that a path does not have. */
const refusedMethods = {
  has: (name: string) => {
    const route = world.gatehouse.app.knownRoutes.find(
      ({ method, url, schema }) =>
        Array.isArray(method) && schema && 'hide' in schema && name.endsWith(` ${inBraces(url)}`),
    );
    return route !== undefined && [route.method].flat().some((method) => name.startsWith(`${method} `));
  },
};

function nameOf(operation: Operation): string {
  return `${operation.method} ${operation.path}`;
}

function inBraces(url: string): string {
  return url.replace(/:(\w+)/g, '{$1}');
}

let seed = 0;

/** A request that is valid in itself, so that only its ids can be the reason for a refusal. */
function requestFor(
  operation: Operation,
  ids: ReadonlyMap<string, string>,
  bodyOf: typeof validValue = validValue,
): InjectOptions {
  seed += 1;
  const query = knownQuery(operation, ids);
  const url = fillPath(operation.path, ids) + (query && `?${query}`);
  const method = operation.method as NonNullable<InjectOptions['method']>;
  if (!operation.body) return { method, url };
  return { method, url, payload: withName(bodyOf(operation.body, seed) as object) };
}

/** Names are unique in an event; a taken one would be refused for that and not for its ids. */
function withName(body: object): object {
  return 'name' in body ? { ...body, name: `Name ${seed}` } : body;
}

/** Every way to put the other organisation's ids into the path, one by one and all at once. */
function* mixtures(operation: Operation): Generator<ReadonlyMap<string, string>> {
  yield world.b.ids;
  const names = parametersIn(operation, 'path').map((parameter) => parameter.name);
  for (const foreign of names) {
    yield new Map([
      ...world.a.ids,
      ...names.map(
        (name) => [name, (name === foreign ? world.b : world.a).ids.get(name) ?? missing(name)] as const,
      ),
    ]);
  }
}

function missing(name: string): never {
  throw new Error(`No id is known for ${name}.`);
}

/** The fields of a body that hold an id, alone, in a list or beside null. */
function idFields(body: JsonSchema | undefined): [string, { type?: unknown }][] {
  if (typeof body !== 'object') return [];
  return Object.entries(body.properties ?? {}).flatMap(([name, schema]) =>
    JSON.stringify(schema).includes('"format":"uuid"') && !JSON.stringify(schema).includes('"properties"')
      ? [[name, schema as { type?: unknown }]]
      : [],
  );
}
