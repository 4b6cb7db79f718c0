import type { Position } from '@gatehouse/shared/manifest';
import { sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Standing } from './log-tables.js';
import type { RowSpan } from './placement.js';
import { readKnownRow, type ScanRecord } from './scan-rows.js';
import type { LockedScans } from './scans-feed.js';

/** Which rows a review needs: all admissions and exits of these tickets, these scans, and what takes them back. */
export interface Wanted {
  readonly tickets: readonly string[];
  readonly scanIds: readonly string[];
}

interface StoredRow extends RowSpan {
  hash: Buffer;
  bytes: Buffer;
  standing: Standing;
  sure: boolean;
  firstId: string | null;
  what: string;
  answered: boolean;
}

/** Rows that were here before, as far as the review looks at them. */
export async function readRecords(
  trx: ClosedTransaction,
  { eventId }: Pick<LockedScans, 'eventId'>,
  { tickets, scanIds }: Wanted,
): Promise<ScanRecord[]> {
  const hashes = tickets.map((ticket) => Buffer.from(ticket, 'hex'));
  const columns = sql`device_id, seq, hash, id, estimate, earliest, latest, standing, sure, first_id, what, answered`;
  const result = await sql<StoredRow>`
    with wanted as (
      select ${columns} from checkin.scan
        where event_id = ${eventId}::uuid and ticket_hash = any(${hashes}::bytea[])
          and reviewed and kind = 'scan' and effect in ('entry', 'person', 'exit')
      union
      select ${columns} from checkin.scan where event_id = ${eventId}::uuid and id = any(${[...scanIds]}::uuid[])
        and reviewed and kind = 'scan' and effect in ('entry', 'person', 'exit')
    ), needed as (
      select * from wanted
      union all
      select ${columns} from checkin.scan where event_id = ${eventId}::uuid and reviewed and kind = 'undo'
        and named_id = any(array(select id from wanted) || ${[...scanIds]}::uuid[])
    )
    select needed.*, log_row.bytes from needed join checkin.log_row using (device_id, seq, hash)`.execute(
    trx,
  );
  return result.rows.map(recordOf);
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
    where event_id = ${eventId}::uuid and ticket_hash = any(${hashes}::bytea[]) and answered
      and standing in ('stands', 'extra')
    group by ticket_hash`.execute(trx);
  return new Map(rows.map(({ ticket, lists }) => [ticket, lists]));
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
  const { estimate, earliest, latest, standing, sure, firstId, what, answered } = stored;
  return {
    row: readKnownRow(stored.bytes),
    hash: stored.hash,
    reviewed: true,
    span: { estimate, earliest, latest },
    review: { standing, sure, first: firstId, what },
    answered,
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
  const result = await sql<Omit<PhoneRow, 'own'> & Record<`own${Capitalize<keyof RowSpan>}`, number>>`
    select seq, id, estimate, earliest, latest, own_estimate, own_earliest, own_latest,
      case when kind = 'scan' and effect in ('entry', 'person', 'exit') then encode(ticket_hash, 'hex') end as ticket
    from checkin.scan where ${ofPhone} and seq >= coalesce((
      select seq from checkin.scan where ${ofPhone} and seq < ${fresh.firstSeq}
        and (${fresh.latest}::bigint is null or latest <= ${fresh.latest}::bigint)
      order by seq desc limit 1), 0)
    order by seq`.execute(trx);
  return result.rows.map(({ ownEstimate, ownEarliest, ownLatest, ...row }) => ({
    ...row,
    own: { estimate: ownEstimate, earliest: ownEarliest, latest: ownLatest },
  }));
}

/** A row with its place in the feed; null: it reaches no phone. */
export interface PositionedRecord extends ScanRecord {
  readonly position: Position | null;
}

/** Writes rows of an event that are here for the first time. */
export async function insertRecords(
  trx: ClosedTransaction,
  { organisationId, eventId }: LockedScans,
  records: readonly PositionedRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const all = <T>(pick: (record: PositionedRecord) => T): T[] => records.map(pick);
  await sql`insert into checkin.scan (organisation_id, event_id, device_id, seq, hash, id, kind, ticket_hash,
      generation, list_id, gate_id, direction, how, persons, result, reason, effect, relation, named_id,
      own_estimate, own_earliest, own_latest, estimate, earliest, latest, unsure, reviewed, standing, sure,
      first_id, what, answered, feed_start, feed_count)
    select ${organisationId}::uuid, ${eventId}::uuid, row.* from unnest(
      ${all(({ row }) => row.device)}::uuid[], ${all(({ row }) => row.seq)}::bigint[],
      ${all(({ hash }) => hash)}::bytea[], ${all(({ row }) => row.id)}::uuid[],
      ${all(({ row }) => row.kind)}::text[],
      ${all(({ row }) => row.ticketHash && Buffer.from(row.ticketHash))}::bytea[],
      ${all(({ row }) => row.generation)}::smallint[], ${all(({ row }) => row.list)}::uuid[],
      ${all(({ row }) => row.gate)}::uuid[], ${all(({ row }) => row.direction)}::text[],
      ${all(({ row }) => row.how)}::text[], ${all(({ row }) => row.persons)}::integer[],
      ${all(({ row }) => row.result)}::text[], ${all(({ row }) => row.reason)}::text[],
      ${all(({ row }) => row.effect)}::text[], ${all(({ row }) => row.names?.relation ?? null)}::text[],
      ${all(({ row }) => row.names?.scan ?? null)}::uuid[], ${all(({ row }) => row.time.estimate)}::bigint[],
      ${all(({ row }) => row.time.earliest)}::bigint[], ${all(({ row }) => row.time.latest)}::bigint[],
      ${all(({ span }) => span.estimate)}::bigint[], ${all(({ span }) => span.earliest)}::bigint[],
      ${all(({ span }) => span.latest)}::bigint[], ${all(({ row }) => row.time.unsure)}::boolean[],
      ${all(({ reviewed }) => reviewed)}::boolean[], ${all(({ review }) => review.standing)}::text[],
      ${all(({ review }) => review.sure)}::boolean[], ${all(({ review }) => review.first)}::uuid[],
      ${all(({ review }) => review.what)}::text[], ${all(({ answered }) => answered)}::boolean[],
      ${all(({ position }) => position?.start ?? null)}::bigint[],
      ${all(({ position }) => position?.count ?? null)}::bigint[]) as row`.execute(trx);
}

/** Writes new reviews, each with its new place in the feed. */
export async function updateReviews(
  trx: ClosedTransaction,
  records: readonly PositionedRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const all = <T>(pick: (record: PositionedRecord) => T): T[] => records.map(pick);
  await sql`update checkin.scan as scan set standing = row.standing, sure = row.sure, first_id = row.first_id,
      what = row.what, feed_start = row.feed_start, feed_count = row.feed_count
    from unnest(${all(({ row }) => row.device)}::uuid[], ${all(({ row }) => row.seq)}::bigint[],
      ${all(({ review }) => review.standing)}::text[], ${all(({ review }) => review.sure)}::boolean[],
      ${all(({ review }) => review.first)}::uuid[], ${all(({ review }) => review.what)}::text[],
      ${all(({ position }) => position?.start ?? null)}::bigint[],
      ${all(({ position }) => position?.count ?? null)}::bigint[])
      as row(device_id, seq, standing, sure, first_id, what, feed_start, feed_count)
    where scan.device_id = row.device_id and scan.seq = row.seq`.execute(trx);
}

/** Writes where rows lie now among the rows of their phone. */
export async function updateSpans(
  trx: ClosedTransaction,
  deviceId: string,
  spans: ReadonlyMap<number, RowSpan>,
): Promise<void> {
  if (spans.size === 0) return;
  const placed = [...spans.values()];
  await sql`update checkin.scan as scan set estimate = row.estimate, earliest = row.earliest, latest = row.latest
    from unnest(${[...spans.keys()]}::bigint[], ${placed.map(({ estimate }) => estimate)}::bigint[],
      ${placed.map(({ earliest }) => earliest)}::bigint[], ${placed.map(({ latest }) => latest)}::bigint[])
      as row(seq, estimate, earliest, latest)
    where scan.device_id = ${deviceId}::uuid and scan.seq = row.seq`.execute(trx);
}
