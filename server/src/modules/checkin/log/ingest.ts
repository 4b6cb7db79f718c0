import { groupBy } from '@gatehouse/shared/checkin';
import type { Batch, RowAnswer } from '@gatehouse/shared/protocol';
import type { Live } from '../../../platform/live/live.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import {
  advanceWatermark,
  insertRows,
  type LockedDevice,
  lockDevice,
  noteSync,
  readHeldRows,
  type Watermark,
} from './device-log.js';
import { judgeRows } from './judge-rows.js';
import { type AnswerDeps, keepAnswers } from './keep-answers.js';
import { type ReviewDeps, reviewEvent } from './review-event.js';
import { newRecord } from './scan-rows.js';
import { lockScans } from './scans-feed.js';
import { type NewRow, sortBatch } from './sort-batch.js';

export interface IngestDeps extends ReviewDeps, AnswerDeps {
  readonly events: Events;
  readonly live: Live;
}

export interface Ingested {
  /** One for each row of the batch, in its order. */
  readonly answers: readonly RowAnswer[];
  readonly watermark: Watermark;
}

/**
 * Keeps what a phone signed, exactly once, and reviews what it touches, in the caller's transaction. No fact is
 * refused: what does not count is kept and waits.
 * @param sent `unsent`: how many rows the phone says it still holds; undefined when it says nothing
 * @returns undefined when the phone is gone
 */
export async function ingestBatch(
  trx: ClosedTransaction,
  deps: IngestDeps,
  sent: { organisationId: string; batch: Batch; unsent: number | undefined },
): Promise<Ingested | undefined> {
  const { batch, organisationId } = sent;
  const device = await lockDevice(trx, { organisationId, deviceId: batch.device });
  if (!device) return undefined;
  const range = { from: batch.firstSeq - 1, to: batch.firstSeq + batch.rows.length };
  const held = batch.rows.length > 0 ? await readHeldRows(trx, device.deviceId, range) : [];
  const sorted = sortBatch(batch, held);
  const fresh = sorted.fresh.length > 0 ? await takeIn(trx, deps, { device, rows: sorted.fresh }) : [];
  const watermark = await advanceWatermark(
    trx,
    device,
    fresh.filter(({ quarantine }) => quarantine !== 'fork'),
  );
  await noteSync(trx, device.deviceId, sent.unsent);
  return { answers: answersOf(batch, { known: sorted.known, fresh }), watermark };
}

/** @returns the rows as they were kept */
async function takeIn(
  trx: ClosedTransaction,
  deps: IngestDeps,
  arrived: { device: LockedDevice; rows: readonly NewRow[] },
): Promise<readonly NewRow[]> {
  const { device } = arrived;
  const { organisationId } = device;
  const numbers = arrived.rows.flatMap(({ row }) => (row ? [row.event] : []));
  const eventIds = await deps.events.findIds(trx, [...new Set(numbers)]);
  const locked = await lockScans(trx, organisationId, eventsOf(arrived.rows, eventIds));
  const judged = await judgeRows(trx, deps, { device, rows: arrived.rows, eventIds });
  const rows = await keepAnswers(trx, deps, { ...device, eventIds, rows: judged });
  await insertRows(trx, device, rows);
  const records = groupBy(rows.filter(isOfEvent), ({ row }) => (row ? eventIds.get(row.event) : undefined));
  for (const scans of locked) {
    const fresh = (records.get(scans.eventId) ?? []).flatMap((one) => newRecord(one) ?? []);
    if (fresh.length === 0) continue;
    const outcome = await reviewEvent(trx, deps, { scans, fresh, tickets: [] });
    const what = [
      ...(outcome.scans ? ['scans' as const] : []),
      ...(outcome.conflicts ? ['conflicts' as const] : []),
    ];
    // The phones' last sync is part of what the portal shows.
    await deps.live.publish(trx, { organisationId, eventId: scans.eventId, what: [...what, 'devices'] });
  }
  return rows;
}

/** Whether the row has a place among the scans of its event. */
function isOfEvent({ row, quarantine }: NewRow): boolean {
  if (row === null || row.kind === 'clock' || row.kind === 'lost') return false;
  return quarantine === null || quarantine === 'revoked' || quarantine === 'unconfirmed';
}

function eventsOf(rows: readonly NewRow[], eventIds: ReadonlyMap<number, string>): string[] {
  return rows.filter(isOfEvent).flatMap(({ row }) => (row ? (eventIds.get(row.event) ?? []) : []));
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
