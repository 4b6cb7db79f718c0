import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { comparePositions, contentAddress, type Position } from '@gatehouse/shared/manifest';
import { sql } from 'kysely';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import { readTicketsPosition } from './feed-position.js';
import { readTicketList } from './read-list.js';
import type { PackedSegment } from './record-store.js';
import type { ManifestTables } from './tables.js';

export interface EventKey {
  readonly organisationId: string;
  readonly eventId: string;
}

/** Which segments hold the event's whole list, as of a position of its tickets feed. */
export interface Cut extends Position {
  /** How many rows the core table has. */
  readonly tickets: number;
  /** SHA-256 of each segment, in the order of their index. */
  readonly core: readonly Buffer[];
  readonly media: readonly Buffer[];
}

export interface CutDeps {
  readonly tenancy: Tenancy;
  readonly ticketing: Ticketing;
}

/** Pages of so few records weigh less than the segments that would replace them. */
const fewestChanges = 1000;
const shareOfChanges = 0.25;

/**
 * Cuts an event's ticket list into segments where there are none yet, where those there are belong to an earlier
 * life of the database, and where a quarter of the tickets has changed since. Those who ask at once share one cut.
 */
export function createCutter(deps: CutDeps): (key: EventKey) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  return async (key) => {
    if (!(await deps.tenancy.run(key, (trx) => needsCut(trx, deps.ticketing, key.eventId)))) return;
    const cut = running.get(key.eventId) ?? cutList(deps, key);
    running.set(key.eventId, cut);
    try {
      await cut;
    } finally {
      running.delete(key.eventId);
    }
  };
}

export function readCut(trx: ClosedTransaction, eventId: string): Promise<Cut | undefined> {
  return trx
    .$extendTables<ManifestTables>()
    .selectFrom('checkin.cut')
    .select(['start', 'count', 'tickets', 'core', 'media'])
    .where('eventId', '=', eventId)
    .executeTakeFirst();
}

async function needsCut(trx: ClosedTransaction, ticketing: Ticketing, eventId: string): Promise<boolean> {
  const cut = await readCut(trx, eventId);
  const now = await readTicketsPosition(trx, ticketing, eventId);
  if (cut?.start !== now.start) return true;
  const fewest = Math.max(fewestChanges, cut.tickets * shareOfChanges);
  // A ticket that changed often has as many positions behind the cut and counts once.
  if (now.count - cut.count < fewest) return false;
  return (await ticketing.countChanged(trx, eventId, cut)) >= fewest;
}

/** No transaction is open while the list is packed, and none writes while it is read. */
async function cutList({ tenancy, ticketing }: CutDeps, key: EventKey): Promise<void> {
  const list = await tenancy.snapshot(key, (trx) => readTicketList(trx, ticketing, key.eventId));
  const core = await compressAll(await list.core.pack());
  const media = await compressAll(await list.media.pack());
  const cut = {
    ...list.position,
    tickets: list.core.count,
    core: core.map(({ sha256 }) => sha256),
    media: media.map(({ sha256 }) => sha256),
  };
  await tenancy.run(key, (trx) => keepCut(trx, key, { cut, segments: [...core, ...media] }));
}

interface KeptSegment {
  readonly sha256: Buffer;
  readonly count: number;
  readonly raw: Buffer;
  readonly brotli: Buffer;
}

const compress = promisify(brotliCompress);

/** The differences of random hashes hardly compress; quality 11 would take 200 times as long for 2.6 % less. */
const quality = 6;

async function compressAll(segments: readonly PackedSegment[]): Promise<KeptSegment[]> {
  const kept: KeptSegment[] = [];
  for (const { bytes, count } of segments) {
    const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const brotli = await compress(raw, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
      },
    });
    kept.push({ sha256: Buffer.from(contentAddress(raw)), count, raw, brotli });
  }
  return kept;
}

/** A cut never goes back: of two that were made at once the one of the later position stays. */
async function keepCut(
  trx: ClosedTransaction,
  key: EventKey,
  { cut, segments }: { cut: Cut; segments: readonly KeptSegment[] },
): Promise<void> {
  await lockManifest(trx, key.eventId);
  const before = await readCut(trx, key.eventId);
  if (before && comparePositions(before, cut) > 0) return;
  const db = trx.$extendTables<ManifestTables>();
  await sweepSegments(trx, key.eventId, [...cut.core, ...cut.media]);
  for (const segment of segments)
    await db
      .insertInto('checkin.segment')
      .values({ ...key, ...segment, droppedAt: null })
      .onConflict((conflict) =>
        conflict.columns(['organisationId', 'eventId', 'sha256']).doUpdateSet({ droppedAt: null }),
      )
      .execute();
  const lists = { core: [...cut.core], media: [...cut.media] };
  await db
    .insertInto('checkin.cut')
    .values({ ...key, ...cut, ...lists })
    .onConflict((conflict) =>
      conflict.columns(['organisationId', 'eventId']).doUpdateSet({ ...cut, ...lists }),
    )
    .execute();
}

/** Segments that the cut does not name stay for a day: until then a phone may be half way through their root. */
async function sweepSegments(
  trx: ClosedTransaction,
  eventId: string,
  named: readonly Buffer[],
): Promise<void> {
  const db = trx.$extendTables<ManifestTables>();
  await db
    .updateTable('checkin.segment')
    .set({ droppedAt: sql`now()` })
    .where('eventId', '=', eventId)
    .where('droppedAt', 'is', null)
    .where(sql<boolean>`sha256 <> all(${named}::bytea[])`)
    .execute();
  await db
    .deleteFrom('checkin.segment')
    .where('eventId', '=', eventId)
    .where(sql<boolean>`dropped_at < now() - interval '1 day'`)
    .execute();
}

/** Cuts and roots of one event follow each other, also where there is no row yet that could be locked. */
export async function lockManifest(trx: ClosedTransaction, eventId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`checkin.root ${eventId}`}, 0))`.execute(trx);
}
