import { encodeRow, type LogRow, NO_PREVIOUS, rowHash } from '@gatehouse/shared/log';
import { signBatch } from '@gatehouse/shared/protocol';
import { simSubtle } from '../phone/crypto.js';
import type { StoredDevice } from '../server/state.js';
import { takeOverTime } from '../time/globals.js';
import { Loop } from '../time/loop.js';
import type { Random } from '../time/random.js';
import { checkScansFeeds } from '../world/checks.js';
import { drawDraft } from '../world/draft.js';
import { Failure } from '../world/failure.js';
import { eventIdOf, listId, organisationIdOf, World } from '../world/world.js';

const PHONES = 3;
const BATCHES = 4;
/** Within so many milliseconds all of them hand over. */
const RUSH_MS = 200;
const evening = 1_800_000_000_000;

/**
 * Lets several phones hand over at once to two processes of a server, and reads along whatever is committed.
 * @returns what is wrong with the positions that rows were given; null: nothing
 */
export async function playFeeds(random: Random): Promise<string | null> {
  const loop = new Loop(evening);
  const giveBack = takeOverTime(loop);
  try {
    const draft = { ...drawDraft(random.fork(), []), phones: 0, organisations: 1, tickets: 1 };
    const world = new World(loop, random.fork(), { draft });
    await world.open();
    world.server.start(2);
    for (let phone = 0; phone < PHONES; phone += 1) await handOver(world, random);
    while (await loop.step(loop.now + 60_000)) checkScansFeeds(world);
    return null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.message;
  } finally {
    giveBack();
  }
}

/** The batches of one phone, each when it comes. */
async function handOver(world: World, random: Random): Promise<void> {
  const fields = { name: 'P', status: 'active', profile: 'steward', trustedSeq: null, unsent: 0 } as const;
  const device: StoredDevice = {
    ...fields,
    id: random.uuid(),
    organisationId: organisationIdOf(0),
    signKey: random.bytes(65),
  };
  await world.write(({ devices }) => devices.set(device.id, device));
  const subtle = simSubtle(random);
  const sign = async (message: Uint8Array) =>
    new Uint8Array(await subtle.sign(null, { raw: device.signKey }, message));
  let previous: Uint8Array = NO_PREVIOUS;
  for (let seq = 1; seq <= BATCHES; seq += 1) {
    const bytes = encodeRow(countOf(world, random, { device: device.id, seq, previous }));
    previous = rowHash(bytes);
    const batch = { device: device.id, nonce: random.bytes(16), positions: [], firstSeq: seq };
    const body = await signBatch({ ...batch, rows: [{ bytes, details: null }] }, sign);
    const headers = { authorization: `Bearer ${device.id} ${world.loop.now + 600_000}` };
    const asked = {
      method: 'POST',
      path: '/api/v1/device/sync',
      query: new URLSearchParams(),
      headers,
      body,
    };
    const instance = world.server.instance();
    world.loop.post(random.int(0, RUSH_MS), () => void world.server.answer(asked), instance);
  }
}

function countOf(world: World, random: Random, written: Pick<LogRow, 'device' | 'seq' | 'previous'>): LogRow {
  const at = world.loop.now;
  const zero = { start: 0, count: 0 };
  return {
    ...written,
    kind: 'count',
    id: random.uuid(),
    event: world.event(eventIdOf(0)).number,
    list: listId,
    gate: null,
    direction: 'in',
    how: null,
    persons: 1,
    proof: null,
    ticketHash: null,
    generation: 0,
    result: null,
    effect: 'none',
    reason: '',
    names: null,
    time: {
      wall: at,
      monotonic: 0,
      session: new Uint8Array(8),
      estimate: at,
      earliest: at,
      latest: at,
      unsure: false,
    },
    held: { root: zero, tickets: zero, scans: zero, stale: false },
    details: null,
  };
}
