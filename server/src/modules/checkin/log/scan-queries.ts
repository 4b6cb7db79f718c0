import { type RawBuilder, sql } from 'kysely';
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
  readonly freshIds?: readonly string[];
}

/** Rows that one walk looks at: of an event without those of passes' lists, or of the lists of a pass, wherever. */
export interface ScanScope {
  /** The event, or the pass. */
  readonly eventId: string;
  /** A pass has it. */
  readonly family?: readonly string[];
}

function isOf({ eventId, family }: ScanScope): RawBuilder<unknown> {
  return family === undefined ? isOfEvent(eventId) : isOfPass(eventId);
}

function isOfEvent(eventId: string): RawBuilder<unknown> {
  return sql`event_id = ${eventId}::uuid and list_pass_id is null`;
}

function isOfPass(passId: string): RawBuilder<unknown> {
  return sql`list_pass_id = ${passId}::uuid`;
}

interface StoredRow extends RowSpan {
  eventId: string;
  passId: string | null;
  listPassId: string | null;
  bytes: Buffer;
  standing: Standing;
  sure: boolean;
  firstId: string | null;
  what: string;
  answered: boolean;
  inside: number | null;
  leftFromOutside: number | null;
  peak: number | null;
}

/** Rows that were here before, as far as the review looks at them. */
export function readRecords(trx: ClosedTransaction, scope: ScanScope, wanted: Wanted): Promise<ScanRecord[]> {
  return findRecords(trx, isOf(scope), wanted);
}

/** @param isWhere which rows count, whatever is wanted */
async function findRecords(
  trx: ClosedTransaction,
  isWhere: RawBuilder<unknown>,
  { tickets, scanIds, freshIds = [] }: Wanted,
): Promise<ScanRecord[]> {
  // In their order, so that neighbours are looked up in one page of the index after another.
  const hashes = byteas([...tickets].sort().map((ticket) => Buffer.from(ticket, 'hex')));
  const named = uuids(scanIds);
  const columns = sql`device_id, seq, id, estimate, earliest, latest, standing, sure, first_id, what, answered, inside,
    left_from_outside, peak, pass_id, list_pass_id`;
  const moves = sql`select event_id, ${columns} from checkin.scan
    where reviewed and kind = 'scan' and effect in ('entry', 'person', 'exit')`;
  const undos = sql`select event_id, ${columns} from checkin.scan where reviewed and kind = 'undo'`;
  // "offset 0" makes each of them one look into one index. Left to itself the planner reads a whole event for a long
  // list, above all before a new table has statistics, on its busiest evening.
  const result = await sql<StoredRow>`
    with wanted as (
      select found.* from unnest(${hashes}::bytea[]) as ticket(hash)
        cross join lateral (${moves} and ticket_hash = ticket.hash offset 0) as found
        where ${isWhere}
      union
      select found.* from unnest(${named}::uuid[]) as named(id)
        cross join lateral (${moves} and scan.id = named.id offset 0) as found
        where ${isWhere}
    ), needed as (
      select * from wanted
      union all
      select found.* from (
          select id from wanted union select unnest(${named}::uuid[] || ${uuids(freshIds)}::uuid[])
        ) as named
        cross join lateral (${undos} and named_id = named.id offset 0) as found
        where ${isWhere}
    )
    select needed.*, (select bytes from checkin.log_row
      where log_row.device_id = needed.device_id and log_row.seq = needed.seq and not fork) as bytes
    from needed`.execute(trx);
  return result.rows.map(recordOf);
}

/**
 * Rows at an event's doors as `readRecords` gives them, and those of the lists of passes, which stand here too, at
 * whatever date.
 */
export async function readRecordsAtDoor(
  trx: ClosedTransaction,
  { eventId, passIds }: { readonly eventId: string; readonly passIds: readonly string[] },
  wanted: Wanted,
): Promise<ScanRecord[]> {
  const records = await findRecords(trx, isOfEvent(eventId), wanted);
  for (const passId of passIds) records.push(...(await findRecords(trx, isOfPass(passId), wanted)));
  return records;
}

/** Scans at an event's doors, and those on the lists that stand there of passes. */
export function isAtDoorOf(eventId: string): RawBuilder<unknown> {
  return sql`(event_id = ${eventId}::uuid or list_pass_id = any(events.accepted_at(${eventId}::uuid)))`;
}

/** Ticket → the lists on which it has answered and was let in. @param tickets hashes in hexadecimal */
export async function readAskedLists(
  trx: ClosedTransaction,
  eventId: string,
  tickets: readonly string[],
): Promise<Map<string, string[]>> {
  if (tickets.length === 0) return new Map();
  const hashes = tickets.map((ticket) => Buffer.from(ticket, 'hex'));
  const { rows } = await sql<{ ticket: string; lists: string[] }>`
    select encode(ticket_hash, 'hex') as ticket, array_agg(distinct list_id::text) as lists from checkin.scan
    where ${isAtDoorOf(eventId)} and ticket_hash = any(${hashes}::bytea[]) and answered
      and standing in ('stands', 'extra')
    group by ticket_hash`.execute(trx);
  return new Map(rows.map(({ ticket, lists }) => [ticket, lists]));
}

/** Admissions and exits of all tickets of the event, by their hashes; for when the rules have changed. */
export async function readTicketsWithMoves(trx: ClosedTransaction, scope: ScanScope): Promise<string[]> {
  const result = await sql<{ ticket: string }>`
    select distinct encode(ticket_hash, 'hex') as ticket from checkin.scan
    where ${isOf(scope)} and ticket_hash is not null and reviewed and kind = 'scan'
      and effect in ('entry', 'person', 'exit')`.execute(trx);
  return result.rows.map(({ ticket }) => ticket);
}

function recordOf(stored: StoredRow): ScanRecord {
  const { estimate, earliest, latest, standing, sure, firstId, what, answered } = stored;
  const { inside, leftFromOutside, peak, eventId, passId, listPassId } = stored;
  return {
    row: readKnownRow(stored.bytes),
    reviewed: true,
    span: { estimate, earliest, latest },
    review: { standing, sure, first: firstId, what },
    answered,
    place:
      inside === null || leftFromOutside === null || peak === null ? null : { inside, peak, leftFromOutside },
    shared: passId === null && listPassId === null ? undefined : { eventId, passId, listPassId },
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
  const ofPhone = sql`device_id = ${fresh.deviceId}::uuid and reviewed`;
  const ofEvent = sql`event_id = ${eventId}::uuid`;
  // "offset 0" has the planner find them by their phone and not by their event.
  const result = await sql<Omit<PhoneRow, 'own'> & { bytes: Buffer }>`
    select seq, id, estimate, earliest, latest, (select bytes from checkin.log_row
        where log_row.device_id = ${fresh.deviceId}::uuid and log_row.seq = found.seq and not fork) as bytes,
      case when kind = 'scan' and effect in ('entry', 'person', 'exit') then encode(ticket_hash, 'hex') end as ticket
    from (select * from checkin.scan where ${ofPhone} and seq >= coalesce((
        select seq from (select seq, event_id from checkin.scan where ${ofPhone} and seq < ${fresh.firstSeq}
            and (${fresh.latest}::bigint is null or latest <= ${fresh.latest}::bigint)
          order by seq desc offset 0) as earlier
        where ${ofEvent} limit 1), 0) offset 0) as found
    where ${ofEvent}
    order by seq`.execute(trx);
  return result.rows.map(({ bytes, ...row }) => ({ ...row, own: readKnownRow(bytes).time }));
}
