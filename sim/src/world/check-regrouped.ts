import { ingestBatches, type Sent } from '@gatehouse/server/modules/checkin/log/ingest.js';
import { type NewRow, readBatch } from '@gatehouse/server/modules/checkin/log/sort-batch.js';
import { MemoryDatabase } from '../server/database.js';
import { memoryDeps } from '../server/ingest-deps.js';
import { emptyState, type State } from '../server/state.js';
import { Loop } from '../time/loop.js';
import type { Random } from '../time/random.js';
import { fail } from './failure.js';
import type { World } from './world.js';

const LONGEST_BATCH = 4;

/**
 * 7: the rows of the evening, cut into other batches and handed over in another order to a server that knows nothing,
 * come to the same reviews, bounds and conflicts, byte by byte.
 */
export async function checkRegrouped(world: World): Promise<void> {
  const { state } = world.database;
  if (![...state.rows.values()].every((log) => log.every(isOrderless))) return;
  const { random } = world;
  const again = await handedOver(world, random.fork());
  for (const [id, one] of state.scans) {
    const [expected, found] = [said(state, id), said(again, id)];
    world.tally.note('check 7');
    if (expected !== found)
      fail(7, `${id} of phone ${one.record.row.device} is ${expected}, and in another order ${found}`);
  }
  if (again.scans.size !== state.scans.size)
    fail(7, `there are ${state.scans.size} scans, and ${again.scans.size} in another order`);
}

/** Which of two rows of one seq counts, and what a revoked phone may still say, depends on what came first. */
function isOrderless({ quarantine, broken, row }: NewRow): boolean {
  return !broken && row !== null && (quarantine === null || quarantine === 'unknown_event');
}

function said({ scans, conflicts }: State, id: string): string | null {
  const scan = scans.get(id);
  if (scan === undefined) return null;
  const { review, span, reviewed } = scan.record;
  const conflict = conflicts.get(id);
  const open = conflict?.isOpen ? conflict.first : null;
  const { standing, sure, first, what } = review;
  const { estimate, earliest, latest } = span;
  return JSON.stringify([standing, sure, first, what, estimate, earliest, latest, reviewed, open]);
}

/** @returns what a second server holds in the end */
async function handedOver(world: World, random: Random): Promise<State> {
  const loop = new Loop(world.loop.now);
  const database = new MemoryDatabase(loop, random.fork());
  const { state } = world.database;
  // Whom it revoked since, it trusted then.
  const trusted = [...state.devices].map(
    ([id, device]) => [id, { ...device, status: 'active' as const }] as const,
  );
  database.state = { ...emptyState(), events: new Map(state.events), devices: new Map(trusted) };
  const { doorKeyOf } = world.server.side;
  const deps = memoryDeps({ database, doorKeyOf, tell: () => undefined });
  for (const sent of arrivals(state, random)) {
    const [first] = sent;
    const organisationId = state.devices.get(first?.read.batch.device ?? '')?.organisationId ?? '';
    const take = () =>
      deps.tenancy.run({ organisationId }, (trx) =>
        ingestBatches(trx, deps, { organisationId, sent, mayRepeatIds: random.chance(0.5) }),
      );
    await loop.drive(null, take);
  }
  return database.state;
}

/** Batches in any order, seldom one twice, and at times one of each of two phones together. */
function arrivals(state: State, random: Random): Sent[][] {
  const batches = [...state.rows].flatMap(([device, log]) => cut(device, log, random));
  const repeated = batches.filter(() => random.chance(0.15));
  const shuffled = [...batches, ...repeated]
    .map((sent) => ({ sent, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ sent }) => sent);
  const grouped: Sent[][] = [];
  for (const sent of shuffled) {
    const last = grouped.at(-1);
    const device = sent.read.batch.device;
    const owner = (id = '') => state.devices.get(id)?.organisationId;
    const isTogether =
      last?.length === 1 &&
      last[0]?.read.batch.device !== device &&
      owner(last[0]?.read.batch.device) === owner(device) &&
      random.chance(0.3);
    if (isTogether) last.push(sent);
    else grouped.push([sent]);
  }
  return grouped;
}

function cut(device: string, log: readonly NewRow[], random: Random): Sent[] {
  const sent: NewRow[][] = [];
  for (const row of log.toSorted((a, b) => a.seq - b.seq)) {
    const last = sent.at(-1);
    const isNext = last?.at(-1)?.seq === row.seq - 1 && last.length < LONGEST_BATCH && random.chance(0.6);
    if (isNext) last.push(row);
    else sent.push([row]);
  }
  return sent.map((rows) => {
    const batch = {
      device,
      nonce: random.bytes(16),
      positions: [],
      firstSeq: rows[0]?.seq ?? 1,
      rows: rows.map(({ bytes, details }) => ({ bytes, details })),
    };
    return { read: readBatch(batch), unsent: undefined };
  });
}
