import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemoEventAs, requestWith } from '../src/demo/create-demo-event.js';
import { demoEvents } from '../src/demo/demo-events.js';
import { describe } from './api-description.js';
import { createJudge, type KnownIds, requestsFor, send } from './api-fuzz.js';
import { findIds, startTwoOrganisations, type TwoOrganisations } from './two-organisations.js';

/** Set FUZZ_SEED to the seed of a failure to see it again. */
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const requests = process.env['GATEHOUSE_SOAK'] ? 50_000 : 1500;
const requestsOfRound = 50;
const timeoutMs = 60_000 + requests * 50;

let world: TwoOrganisations;
beforeAll(async () => {
  world = await startTwoOrganisations();
});
afterAll(() => world[Symbol.asyncDispose]());

test(
  `the API keeps its promises to ${requests} requests (seed ${seed})`,
  async () => {
    const { operations, gatehouse } = world;
    const judge = createJudge(describe(gatehouse.app), operations);
    const authorization = `Bearer ${world.a.owner.accessToken}`;
    const url = gatehouse.url.replace('localhost', '127.0.0.1');
    const rounds = Math.ceil(requests / operations.length / requestsOfRound);
    const seen = new Map<number, number>();
    const faults = new Map<string, string>();
    for (const operation of operations) {
      for (let round = 0; round < rounds; round++) {
        const wanted = requestsFor(operation, await freshIds());
        for (const request of fc.sample(wanted, { seed: seed + round, numRuns: requestsOfRound })) {
          const withToken = { ...request, headers: { authorization, ...request.headers } };
          const answer = await send(url, withToken);
          seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
          for (const fault of judge(withToken, answer))
            faults.set(`${operation.method} ${operation.path}: ${fault}`, shorten({ request, answer }));
        }
      }
    }
    expect(Object.fromEntries(faults)).toEqual({});
    // Otherwise the requests would all have been turned away at the door and proved nothing.
    for (const status of [200, 201, 204, 400, 401, 404, 405, 413, 415, 422])
      expect(seen.get(status) ?? 0, `answers with status ${status}`).toBeGreaterThan(0);
    expect((await world.b.owner.request({ method: 'GET', url: '/api/v1/health' })).statusCode).toBe(200);
  },
  timeoutMs,
);

/** Ids of a new event in the one organisation, and now and then of the other: what came before may be archived. */
async function freshIds(): Promise<KnownIds> {
  const { a, b, gatehouse, operations } = world;
  const [event] = demoEvents(new Date());
  if (!event) throw new Error('The demo has no event.');
  const eventId = await createDemoEventAs(requestWith(gatehouse.app, a.owner.accessToken), event);
  const ids = await findIds(a.owner, operations, new Map([['eventId', eventId]]));
  return new Map([...ids].map(([name, id]) => [name, [id, id, id, id, b.ids.get(name) ?? id]]));
}

function shorten(request: object): string {
  const text = JSON.stringify(request);
  return text.length > 1500 ? `${text.slice(0, 1500)}…` : text;
}
