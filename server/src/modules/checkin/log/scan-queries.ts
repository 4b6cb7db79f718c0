import { sql } from 'kysely';
import { byteas, uuids } from '../../../platform/database/binary-arrays.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Standing } from './log-tables.js';
import type { RowSpan } from './placement.js';
import { readKnownRow, type ScanRecord } from './scan-rows.js';
import type { LockedScans } from './scans-feed.js';

/** Which rows a review needs: all admissions and exits of these tickets, these scans, and what takes them back. */
export interface Wanted {
  readonly tickets: readonly string[];
  /** Scans that were here before. */
  readonly scanIds: readonly string[];
  /** Scans that are here for the first time; an undo may have come before them. */
  readonly freshIds: readonly string[];
}

interface StoredRow extends RowSpan {
  bytes: Buffer;
  standing: Standing;
  sure: boolean;
  firstId: string | null;
  what: string;
  inside: number | null;
  leftFromOutside: number | null;
}

/** Rows that were here before, as far as the review looks at them. */
export async function readRecords(
  trx: ClosedTransaction,
  { eventId }: LockedScans,
  { tickets, scanIds, freshIds }: Wanted,
): Promise<ScanRecord[]> {
  const hashes = byteas(tickets.map((ticket) => Buffer.from(ticket, 'hex')));
  const named = uuids(scanIds);
  const columns = sql`device_id, seq, id, estimate, earliest, latest, standing, sure, first_id, what, inside,
    left_from_outside`;
  const ofEvent = sql`from checkin.scan where event_id = ${eventId}::uuid and reviewed`;
  const moves = sql`kind = 'scan' and effect in ('entry', 'person', 'exit')`;
  const result = await sql<StoredRow>`
    with wanted as (
      select ${columns} ${ofEvent} and ticket_hash = any(${hashes}::bytea[]) and ${moves}
      union
      select ${columns} ${ofEvent} and id = any(${named}::uuid[]) and ${moves}
    ), needed as (
      select * from wanted
      union all
      select ${columns} ${ofEvent} and kind = 'undo' and named_id = any(
        array(select id from wanted) || ${named}::uuid[] || ${uuids(freshIds)}::uuid[])
    )
    select needed.*, log_row.bytes from needed join checkin.log_row using (device_id, seq)
    where not log_row.fork`.execute(trx);
  return result.rows.map(recordOf);
}

/** Admissions and exits of all tickets of the event, by their hashes; for when the rules have changed. */
export async function readTicketsWithMoves(
  trx: ClosedTransaction,
  { eventId }: LockedScans,
): Promise<string[]> {
  const result = await sql<{ ticket: string }>`
    select distinct encode(ticket_hash, 'hex') as ticket from checkin.scan
    where event_id = ${eventId}::uuid and ticket_hash is not null and reviewed and kind = 'scan'
      and effect in ('entry', 'person', 'exit')`.execute(trx);
  return result.rows.map(({ ticket }) => ticket);
}

function recordOf(stored: StoredRow): ScanRecord {
  const { estimate, earliest, latest, standing, sure, firstId, what, inside, leftFromOutside } = stored;
  return {
    row: readKnownRow(stored.bytes),
    reviewed: true,
    span: { estimate, earliest, latest },
    review: { standing, sure, first: firstId, what },
    place: inside === null || leftFromOutside === null ? null : { inside, leftFromOutside },
  };
}

/** A row of one phone whose place among its rows may have moved. */
export interface PhoneRow extends RowSpan {
  readonly seq: number;
  readonly id: string;
  readonly ticket: string | null;
  readonly own: RowSpan;
}

/**
 * The rows of one phone that new ones may move: those from the first new one on, and those before it whose bound is
 * later than one of the new ones; and in front of them the last row that stays.
 */
export async function readPhoneRows(
  trx: ClosedTransaction,
  { eventId }: LockedScans,
  fresh: { deviceId: string; firstSeq: number; latest: number | null },
): Promise<PhoneRow[]> {
  const ofPhone = sql`event_id = ${eventId}::uuid and device_id = ${fresh.deviceId}::uuid and reviewed`;
  const result = await sql<Omit<PhoneRow, 'own'> & { bytes: Buffer }>`
    select seq, id, estimate, earliest, latest, bytes,
      case when kind = 'scan' and effect in ('entry', 'person', 'exit') then encode(ticket_hash, 'hex') end as ticket
    from checkin.scan join checkin.log_row using (organisation_id, device_id, seq)
    where ${ofPhone} and not fork and seq >= coalesce((
      select seq from checkin.scan where ${ofPhone} and seq < ${fresh.firstSeq}
        and (${fresh.latest}::bigint is null or latest <= ${fresh.latest}::bigint)
      order by seq desc limit 1), 0)
    order by seq`.execute(trx);
  return result.rows.map(({ bytes, ...row }) => ({ ...row, own: readKnownRow(bytes).time }));
}
