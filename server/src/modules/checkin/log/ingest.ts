import { groupBy } from '@gatehouse/shared/checkin';
import type { Batch, RowAnswer } from '@gatehouse/shared/protocol';
import type { Live } from '../../../platform/live/live.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { applyBinds } from './apply-binds.js';
import type { Watermark } from './device-log.js';
import { judgeRows } from './judge-rows.js';
import { type AnswerDeps, keepAnswers } from './keep-answers.js';
import type { LogStore } from './log-store.js';
import { type ReviewDeps, reviewEvent } from './review-event.js';
import { newRecord } from './scan-rows.js';
import { type NewRow, type ReadBatch, type SortedBatch, sortBatch } from './sort-batch.js';
import { tellDoors, topicsOf } from './tell-doors.js';
import { advanceWatermarks } from './watermarks.js';

export interface IngestDeps extends ReviewDeps, AnswerDeps {
  readonly live: Live;
}

export interface Ingested {
  /** One for each row of the batch, in its order. */
  readonly answers: readonly RowAnswer[];
  readonly watermark: Watermark;
}

/** Batches on their way in, each of another phone. */
export interface Arrivals {
  readonly organisationId: string;
  readonly sent: readonly Sent[];
  /**
   * Ids that are taken already are looked for. Otherwise the database refuses a scan with such an id: the phone draws
   * them at random, so there hardly ever is one.
   */
  readonly mayRepeatIds: boolean;
  /** Waits for its turn among those of this process who review the same events. */
  readonly beforeReview?: (eventIds: readonly string[]) => Promise<void>;
}

export interface Sent {
  readonly read: ReadBatch;
  /** How many rows the phone says it still holds; undefined when it says nothing. */
  readonly unsent: number | undefined;
}

/**
 * Keeps what phones signed, exactly once, and reviews what it touches, in the caller's transaction. No fact is
 * refused: what does not count is kept and waits.
 * @returns one for each batch; undefined when its phone is gone
 */
export async function ingestBatches(
  trx: ClosedTransaction,
  deps: IngestDeps,
  { organisationId, sent, mayRepeatIds, beforeReview }: Arrivals,
): Promise<(Ingested | undefined)[]> {
  const heard = sent.map(({ read, unsent }) => ({ deviceId: read.batch.device, unsent }));
  const store = deps.store(trx);
  const devices = await store.lockDevices(organisationId, heard);
  const sorted = await sortBatches(
    store,
    sent.map(({ read }) => read).filter(({ batch }) => devices.has(batch.device)),
  );
  const arrived = [...sorted.values()].flatMap(({ fresh }) => fresh);
  const eventIds = await deps.events.findIds(trx, numbersOf(arrived));
  const judged = await judgeRows(trx, deps, { devices, rows: arrived, eventIds, mayRepeatIds });
  const rows = await keepAnswers(trx, deps, { organisationId, eventIds, rows: judged });
  await store.insertRows(organisationId, rows);
  await store.keepHeads?.(
    organisationId,
    sent.flatMap(({ read }) => {
      const known = sorted.get(read.batch.device)?.known;
      return known ? [{ read, known }] : [];
    }),
  );
  const ofLogs = rows.filter(({ quarantine }) => quarantine !== 'fork');
  const watermarks = await advanceWatermarks(
    store,
    { organisationId, deviceIds: [...devices.keys()] },
    ofLogs,
  );
  // Last, because others who hand over scans of these events wait from here on.
  await beforeReview?.([...eventIds.values()]);
  await reviewFresh(trx, deps, { organisationId, rows, eventIds });
  const kept = groupBy(rows, ({ device }) => device);
  return sent.map(({ read: { batch } }) => {
    const watermark = watermarks.get(batch.device);
    const known = sorted.get(batch.device)?.known ?? [];
    return (
      watermark && { answers: answersOf(batch, { known, fresh: kept.get(batch.device) ?? [] }), watermark }
    );
  });
}

/** Phone → what of its batch is new. */
async function sortBatches(
  store: LogStore,
  batches: readonly ReadBatch[],
): Promise<ReadonlyMap<string, SortedBatch>> {
  const ranges = batches.flatMap(({ batch: { device, firstSeq, rows } }) =>
    rows.length > 0 ? [{ deviceId: device, from: firstSeq - 1, to: firstSeq + rows.length }] : [],
  );
  const held = ranges.length > 0 ? await store.readHeldRows(ranges) : new Map();
  return new Map(
    batches.map((read) => [read.batch.device, sortBatch(read, held.get(read.batch.device) ?? [])]),
  );
}

async function reviewFresh(
  trx: ClosedTransaction,
  deps: IngestDeps,
  kept: { organisationId: string; rows: readonly NewRow[]; eventIds: ReadonlyMap<number, string> },
): Promise<void> {
  const { organisationId, eventIds } = kept;
  const rows = kept.rows.filter(isOfEvent);
  const records = groupBy(rows, ({ row }) => (row ? eventIds.get(row.event) : undefined));
  const touched = [...records.keys()].flatMap((eventId) => eventId ?? []);
  for (const scans of await deps.store(trx).lockScans(organisationId, touched)) {
    const fresh = (records.get(scans.eventId) ?? []).flatMap((one) => newRecord(one) ?? []);
    const outcome = await reviewEvent(trx, deps, { scans, fresh, tickets: [] });
    const hasNewMedia = await applyBinds(trx, deps, { scans, fresh });
    const what = topicsOf(outcome, hasNewMedia);
    // The phones' last sync is part of what the portal shows.
    await tellDoors(trx, deps, { scans, what, here: ['synced'] });
  }
}

function numbersOf(rows: readonly NewRow[]): number[] {
  return [...new Set(rows.flatMap(({ row }) => (row ? [row.event] : [])))];
}

/** Whether the row has a place among the scans of its event. */
function isOfEvent({ row, quarantine }: NewRow): boolean {
  if (row === null || row.kind === 'clock' || row.kind === 'lost') return false;
  return quarantine === null || quarantine === 'revoked' || quarantine === 'unconfirmed';
}

function answersOf(
  batch: Batch,
  { known, fresh }: { known: readonly (RowAnswer | undefined)[]; fresh: readonly NewRow[] },
): RowAnswer[] {
  const bySeq = new Map(fresh.map((row) => [row.seq, row]));
  return batch.rows.map((_, index) => {
    const answer = known[index];
    if (answer) return answer;
    const reason = bySeq.get(batch.firstSeq + index)?.quarantine ?? null;
    return reason === null ? { outcome: 'stored' } : { outcome: 'quarantined', reason };
  });
}
