import { type FuzzTarget, fuzzCases, fuzzSeed, fuzzTimeoutMs, runFuzz } from '@gatehouse/shared/fuzz';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, dataOf } from './answers.js';
import { carriedBatches, signedBatches } from './door-fuzz/batches.js';
import { brokenQuestions } from './door-fuzz/questions.js';
import { intoProcess, overNetwork, postBatch, type Send } from './door-fuzz/wire.js';
import { type DoorWorld, startDoorWorld } from './door-world.js';

let world: DoorWorld;
let strictListId: string;
beforeAll(async () => {
  world = await startDoorWorld({ tickets: 4, list: { entry: 'multiple', byHand: 'admit' } });
  const at = `/events/${world.place.eventId}`;
  const types = dataOf(await world.owner.request({ method: 'GET', url: `/api/v1${at}/ticket-types` }));
  const classes = types.map((type: { class: number }) => type.class);
  const strict = { name: 'Moving', classes, entry: 'multiple', byHand: 'admit', rotation: 'required' };
  ({ id: strictListId } = await create(world.owner, `${at}/access-lists`, strict));
});
afterAll(() => world[Symbol.asyncDispose]());

const ways: readonly (readonly [name: string, share: number, send: () => Send])[] = [
  ['into the process', 0.018, () => intoProcess(world.gatehouse.app)],
  ['over the network', 0.002, () => overNetwork(world.url)],
];

async function expectNoFault(target: FuzzTarget, share: number): Promise<void> {
  expect(await runFuzz(target, { cases: fuzzCases(share) })).toBeNull();
}

test.each(ways)(
  `no row of an altered batch is taken, %s (seed ${fuzzSeed})`,
  async (_name, share, send) => {
    const phone = await world.phone({ name: 'Honest' });
    for (const ticket of world.tickets) phone.write(ticket);
    const blobs = [
      await phone.batch(),
      await phone.batch(2, 2),
      await phone.signed({ firstSeq: 1, rows: [] }),
    ];
    expect((await postBatch(send(), phone, [blobs[0] ?? new Uint8Array(), false])).status).toBe(200);
    const before = await rowCount();
    await expectNoFault(carriedBatches(send(), phone, blobs), share / 3);
    expect(await rowCount()).toBe(before);
  },
  fuzzTimeoutMs,
);

test.each(ways)(
  `whatever a phone has signed is answered, and everybody goes on reading, %s (seed ${fuzzSeed})`,
  async (_name, share, send) => {
    await expectNoFault(await signedBatches(world, send()), share / 3);
    // Otherwise all of it would have been turned away, and nothing would have been read.
    const kept = await world.gatehouse.database.query<{ why: string | null; rows: number }>(
      'select quarantine as why, count(*)::int as rows from checkin.log_row group by 1',
      [],
    );
    expect(kept.length).toBeGreaterThan(2);
  },
  fuzzTimeoutMs,
);

test.each(ways)(
  `nobody comes in by asking something else, %s (seed ${fuzzSeed})`,
  async (_name, share, send) => {
    await expectNoFault(
      await brokenQuestions(world, send(), { codes: await codesOf(), strictListId }),
      share / 3,
    );
  },
  fuzzTimeoutMs,
);

async function rowCount(): Promise<number> {
  const rows = await world.gatehouse.database.query<{ count: number }>(
    'select count(*)::int from checkin.log_row',
    [],
  );
  return rows[0]?.count ?? 0;
}

/** Of tickets that are let in: of each its code, and what is typed where that cannot be read. */
async function codesOf(): Promise<string[]> {
  const at = `/api/v1/events/${world.place.eventId}/tickets`;
  const codes = [];
  for (const { ticketId } of world.tickets)
    codes.push(dataOf(await world.owner.request({ method: 'GET', url: `${at}/${ticketId}/code` })));
  return codes.flatMap(({ code, shortCode }: { code: string; shortCode: string }) => [code, shortCode]);
}
