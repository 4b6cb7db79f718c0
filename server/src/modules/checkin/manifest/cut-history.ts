import type { Position } from '@gatehouse/shared/manifest';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { type EventKey, lockManifest, readCut } from './cut.js';
import { addressesOf, asKept, type KeptSegment, keepSegments } from './keep-segments.js';
import { packHistoryApart } from './pack-apart.js';
import type { HistoryBytes } from './pack-list.js';
import type { ManifestTables } from './tables.js';

/** What the log can say of an event's counting scans. */
export interface HistorySource {
  /** How far the scans feed is; undefined before the first scan. */
  position(trx: ClosedTransaction, eventId: string): Promise<Position | undefined>;
  /** @returns undefined where its scans do not fit into a history, and phones page through them */
  read(trx: ClosedTransaction, key: EventKey, position: Position): Promise<HistoryBytes | undefined>;
}

export interface HistoryDeps {
  readonly tenancy: Tenancy;
  readonly history: HistorySource;
}

/** A page of the scans feed holds so many: fewer are fetched sooner than a history. */
const fewestScans = 1000;
const shareOfScans = 0.25;

/**
 * Cuts the counting scans of an event into segments where so many are new that a phone which is paired now would page
 * long. Nothing of the ticket list is touched, and nobody waits for it.
 */
export async function ensureHistory({ tenancy, history }: HistoryDeps, key: EventKey): Promise<void> {
  const { eventId } = key;
  const made = await tenancy.snapshot(key, async (trx) => {
    const position = await duePosition(trx, history, eventId);
    const bytes = position && (await history.read(trx, key, position));
    return bytes && { position, bytes };
  });
  if (!made) return;
  const segments = (await packHistoryApart(made.bytes)).map(asKept);
  await tenancy.run(key, (trx) => keepHistory(trx, key, { position: made.position, segments }));
}

async function duePosition(
  trx: ClosedTransaction,
  history: HistorySource,
  eventId: string,
): Promise<Position | undefined> {
  const cut = await readCut(trx, eventId);
  const now = await history.position(trx, eventId);
  if (!cut || !now) return undefined;
  const held = cut.scansStart === now.start ? cut.scansCount : 0;
  return now.count - held >= Math.max(fewestScans, held * shareOfScans) ? now : undefined;
}

async function keepHistory(
  trx: ClosedTransaction,
  key: EventKey,
  { position, segments }: { readonly position: Position; readonly segments: readonly KeptSegment[] },
): Promise<void> {
  await lockManifest(trx, key.eventId);
  const cut = await readCut(trx, key.eventId);
  if (!cut || (cut.scansStart === position.start && cut.scansCount >= position.count)) return;
  const history = addressesOf(segments);
  await keepSegments(trx, key, segments, [...cut.core, ...cut.media, ...cut.links, ...history]);
  await trx
    .$extendTables<ManifestTables>()
    .updateTable('checkin.cut')
    .set({ history, scansStart: position.start, scansCount: position.count })
    .where('eventId', '=', key.eventId)
    .execute();
}
