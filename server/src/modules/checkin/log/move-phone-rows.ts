import { groupBy } from '@gatehouse/shared/checkin';
import type { LogStore } from './log-store.js';
import { isSameSpan, placePhoneRows, type RowSpan } from './placement.js';
import { type ScanRecord, withChange } from './scan-rows.js';
import type { LockedScans } from './scans-feed.js';

/**
 * Finds the place of new rows among the rows of their phones, and moves those that the new ones bound more tightly.
 * @returns the new rows, placed, and the tickets of rows that moved
 */
export async function movePhoneRows(
  store: LogStore,
  scans: LockedScans,
  fresh: readonly ScanRecord[],
): Promise<{ readonly fresh: readonly ScanRecord[]; readonly tickets: readonly string[] }> {
  const phones = groupBy(
    fresh.filter(({ reviewed }) => reviewed),
    ({ row }) => row.device,
  );
  const placed = new Map<string, RowSpan>();
  const tickets: string[] = [];
  for (const [deviceId, records] of phones) {
    const moved = await moveOnePhone(store, scans, { deviceId, records });
    for (const { row } of records) {
      const span = moved.spans.get(row.seq);
      if (span) placed.set(row.id, span);
    }
    tickets.push(...moved.tickets);
  }
  return {
    fresh: fresh.map((record) => withChange(record, { span: placed.get(record.row.id) ?? record.span })),
    tickets,
  };
}

async function moveOnePhone(
  store: LogStore,
  scans: LockedScans,
  { deviceId, records }: { deviceId: string; records: readonly ScanRecord[] },
): Promise<{ spans: ReadonlyMap<number, RowSpan>; tickets: string[] }> {
  const firstSeq = Math.min(...records.map(({ row }) => row.seq));
  const latest = Math.min(...records.map(({ row }) => row.time.latest ?? Number.POSITIVE_INFINITY));
  const known = await store.readPhoneRows(scans, {
    deviceId,
    firstSeq,
    latest: Number.isFinite(latest) ? latest : null,
  });
  const [first] = known;
  const stays = first && first.seq < firstSeq && staysAt(first, latest) ? first : null;
  const movable = stays ? known.slice(1) : known;
  const rows = [
    ...movable.map(({ seq, own }) => written(seq, own)),
    ...records.map(({ row, span }) => written(row.seq, span)),
  ].sort((a, b) => a.seq - b.seq);
  const spans = placePhoneRows(rows, stays);
  const moved = movable.filter((row) => {
    const span = spans.get(row.seq);
    return span !== undefined && !isSameSpan(span, row);
  });
  const changes = moved.flatMap(({ seq }) => {
    const span = spans.get(seq);
    return span ? [[seq, span] as const] : [];
  });
  await store.updateSpans(deviceId, new Map(changes));
  return { spans, tickets: moved.flatMap(({ ticket }) => ticket ?? []) };
}

function written(seq: number, { estimate, earliest, latest }: RowSpan): RowSpan & { seq: number } {
  return { seq, estimate, earliest, latest };
}

/** Nothing that comes behind it is bound more tightly. */
function staysAt(row: RowSpan, latest: number): boolean {
  return latest === Number.POSITIVE_INFINITY || (row.latest !== null && row.latest <= latest);
}
