import { groupBy } from '@gatehouse/shared/checkin';
import type { Batch, RowAnswer } from '@gatehouse/shared/protocol';
import type { Live } from '../../../platform/live/live.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { advanceWatermark, insertRows, lockDevice, readHeldRows, type Watermark } from './device-log.js';

import { judgeRows } from './judge-rows.js';
import { type ReviewDeps, reviewEvent } from './review-event.js';
import { newRecord } from './scan-rows.js';
import { lockScans } from './scans-feed.js';
import { type NewRow, sortBatch } from './sort-batch.js';

export interface IngestDeps extends ReviewDeps {
  readonly events: Events;
  readonly live: Live;
}

export interface Ingested {
  /** One for each row of the batch, in its order. */
  readonly answers: readonly RowAnswer[];
  readonly watermark: Watermark;
}

/** A batch on its way in. */
export interface Sent {
  readonly organisationId: string;
  readonly batch: Batch;
  /** How many rows the phone says it still holds; undefined when it says nothing. */
  readonly unsent: number | undefined;
  /**
   * Ids that are taken already are looked for. Otherwise `isTakenId` knows the error by which the database says
   * that there is one: the phone draws them at random, so there hardly ever is.
   */
  readonly mayRepeatIds: boolean;
}

/**
 * Keeps what a phone signed, exactly once, and reviews what it touches, in the caller's transaction. No fact is
 * refused: what does not count is kept and waits.
 * @returns undefined when the phone is gone
 */
export async function ingestBatch(
  trx: ClosedTransaction,
  deps: IngestDeps,
  sent: Sent,
): Promise<Ingested | undefined> {
  const { batch, organisationId } = sent;
  const device = await lockDevice(trx, { organisationId, deviceId: batch.device }, sent.unsent);
  if (!device) return undefined;
  const range = { from: batch.firstSeq - 1, to: batch.firstSeq + batch.rows.length };
  const held = batch.rows.length > 0 ? await readHeldRows(trx, device.deviceId, range) : [];
  const sorted = sortBatch(batch, held);
  const eventIds = await deps.events.findIds(trx, numbersOf(sorted.fresh));
  const { mayRepeatIds } = sent;
  const fresh = await judgeRows(trx, deps, { device, rows: sorted.fresh, eventIds, mayRepeatIds });
  if (fresh.length > 0) await insertRows(trx, device, fresh);
  const watermark = await advanceWatermark(
    trx,
    device,
    fresh.filter(({ quarantine }) => quarantine !== 'fork'),
  );
  // Last, because others who hand over scans of these events wait from here on.
  await reviewFresh(trx, deps, { organisationId, rows: fresh, eventIds });
  return { answers: answersOf(batch, { known: sorted.known, fresh }), watermark };
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
  for (const scans of await lockScans(trx, organisationId, touched)) {
    const fresh = (records.get(scans.eventId) ?? []).flatMap(({ row, quarantine }) =>
      row ? [newRecord(row, quarantine !== null)] : [],
    );
    const outcome = await reviewEvent(trx, deps, { scans, fresh, tickets: [] });
    const what = [
      ...(outcome.scans ? ['scans' as const] : []),
      ...(outcome.conflicts ? ['conflicts' as const] : []),
    ];
    // The phones' last sync is part of what the portal shows.
    await deps.live.publish(trx, { organisationId, eventId: scans.eventId, what: [...what, 'devices'] });
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
