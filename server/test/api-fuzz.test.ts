import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemoEventAs, requestWith } from '../src/demo/create-demo-event.js';
import { demoEvents } from '../src/demo/demo-events.js';
import { addScans } from './add-scans.js';
import { addTickets } from './add-tickets.js';
import { describe } from './api-description.js';
import { everyKnownTrouble, type FuzzRequest, type KnownIds, requestsFor, send } from './api-fuzz.js';
import { createJudge } from './api-judge.js';
import { doorIds } from './door-ids.js';
import type { Phone } from './phones.js';
import { addPhone, findIds, startTwoOrganisations, type TwoOrganisations } from './two-organisations.js';

/** Set FUZZ_SEED to the seed of a failure to see it again. */
const isSoak = Boolean(process.env['GATEHOUSE_SOAK']);
/** The same all day long, so that a run that failed can be run again. */
const dayNumber = Math.floor(Date.now() / 86_400_000);
const seed = Number(process.env['FUZZ_SEED'] ?? (isSoak ? Math.floor(Math.random() * 2 ** 31) : dayNumber));
const requests = isSoak ? 50_000 : 600;
const requestsOfRound = isSoak ? 50 : 25;
const timeoutMs = 300_000 + requests * 50;

let world: TwoOrganisations;
let judge: ReturnType<typeof createJudge>;
/** Of the latest event. */
let phone: Phone;
beforeAll(async () => {
  world = await startTwoOrganisations();
  judge = createJudge(describe(world.gatehouse.app), world.operations);
});
afterAll(() => world[Symbol.asyncDispose]());

test(
  'the API keeps its promises to every value that is known to make trouble, in every field',
  async () => {
    const findings = new Findings();
    for (const operation of tried()) {
      for (const request of everyKnownTrouble(operation, await idsFor(operation)))
        await findings.try(request, operation.forPhones);
    }
    expect(findings.faults()).toEqual({});
    expect(findings.count()).toBeGreaterThan(isSoak ? 1000 : 60);
  },
  timeoutMs,
);

test(
  `the API keeps its promises to ${requests} requests (seed ${seed})`,
  async () => {
    const operations = tried();
    const rounds = Math.ceil(requests / operations.length / requestsOfRound);
    const findings = new Findings();
    for (const [index, operation] of operations.entries()) {
      for (let round = 0; round < rounds; round++) {
        const wanted = requestsFor(operation, await idsFor(operation));
        const parameters = { seed: seed + index * rounds + round, numRuns: requestsOfRound };
        for (const request of fc.sample(wanted, parameters)) await findings.try(request, operation.forPhones);
      }
    }
    expect(findings.faults()).toEqual({});
    // Otherwise the requests would all have been turned away at the door and proved nothing.
    for (const status of isSoak ? [200, 201, 204, 400, 404, 405] : [400, 404])
      expect(findings.count(status), `answers with status ${status}`).toBeGreaterThan(0);
  },
  timeoutMs,
);

/** All of them in the soak; every day a twenty-fourth, another one each time. */
function tried(): TwoOrganisations['operations'] {
  return isSoak ? world.operations : world.operations.filter((_, index) => (index + seed) % 24 === 0);
}

/** Sends requests and keeps one example of each kind of fault. */
class Findings {
  readonly #statuses = new Map<number, number>();
  readonly #faults = new Map<string, string>();
  readonly #url = world.gatehouse.url.replace('localhost', '127.0.0.1');

  async try(request: FuzzRequest, forPhones: boolean): Promise<void> {
    const authorization = `Bearer ${forPhones ? phone.accessToken : await world.a.owner.freshToken()}`;
    const sent = { ...request, headers: { authorization, ...request.headers } };
    const answer = await send(this.#url, sent);
    this.#statuses.set(answer.status, this.count(answer.status) + 1);
    for (const fault of judge(sent, answer))
      this.#faults.set(`${request.method}: ${fault}`, shorten({ request, answer }));
  }

  faults(): Record<string, string> {
    return Object.fromEntries(this.#faults);
  }

  /** How many answers there were, in all or with one status. */
  count(status?: number): number {
    if (status !== undefined) return this.#statuses.get(status) ?? 0;
    return [...this.#statuses.values()].reduce((sum, count) => sum + count, 0);
  }
}

/** A new event takes a second: it is made where the one before may have been ended, or was written to often. */
const usesOfAnEvent = 8;
const ending = /status|revoke|wiped|door-key|confirm/;
let ids: KnownIds | undefined;
let uses = 0;

async function idsFor({
  method,
  path,
}: {
  readonly method: string;
  readonly path: string;
}): Promise<KnownIds> {
  if (ids === undefined || uses >= usesOfAnEvent) {
    ids = await freshIds();
    uses = 0;
  }
  const given = ids;
  const mayEndIt = method.toUpperCase() === 'DELETE' || ending.test(path);
  uses = mayEndIt ? usesOfAnEvent : uses + 1;
  return given;
}

/** Ids of a new event in the one organisation, and now and then of the other: what came before may be archived. */
async function freshIds(): Promise<KnownIds> {
  const { a, b, gatehouse, operations } = world;
  const [event] = demoEvents(new Date());
  if (!event) throw new Error('The demo has no event.');
  const { id: eventId } = await createDemoEventAs(
    requestWith(gatehouse.app, await a.owner.freshToken()),
    event,
  );
  await addTickets(a.owner, eventId);
  phone = await addPhone(gatehouse.app, a.owner, eventId);
  const { photoHash, rowHash } = await addScans(gatehouse, { owner: a.owner, phone, eventId });
  const known = new Map([
    ['eventId', eventId],
    ['photoName', photoHash],
    ['rowHash', rowHash],
    ...(await doorIds(phone, eventId)),
  ]);
  const ids = await findIds(a.owner, operations, known);
  return new Map([...ids].map(([name, id]) => [name, [id, id, id, id, b.ids.get(name) ?? id]]));
}

function shorten(exchange: object): string {
  const text = JSON.stringify(exchange);
  return text.length > 1500 ? `${text.slice(0, 1500)}…` : text;
}
