import type { Position } from '@gatehouse/shared/manifest';
import { sql } from 'kysely';
import {
  bigints,
  booleans,
  byteas,
  integers,
  smallints,
  texts,
  uuids,
} from '../../../platform/database/binary-arrays.js';
import { currentPerson } from '../../../platform/tenancy/current-person.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { RowSpan } from './placement.js';
import type { ScanRecord } from './scan-rows.js';
import type { LockedScans } from './scans-feed.js';

/** A row with its position in the feed; null: a new one reaches no phone, a known one keeps its own. */
export interface PositionedRecord {
  readonly record: ScanRecord;
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
  await sql`insert into checkin.scan (organisation_id, created_by, updated_by, event_id, pass_id, list_pass_id, device_id, seq, id, kind, ticket_hash,
      generation, list_id, gate_id, direction, how, persons, result, reason, effect, relation, named_id,
      estimate, earliest, latest, unsure, reviewed, standing, sure, first_id, what, answered, inside,
      left_from_outside, peak, feed_start, feed_count)
    select ${organisationId}::uuid, ${currentPerson}, ${currentPerson}, row.* from unnest(
      ${uuids(all(({ record: { shared } }) => shared?.eventId ?? eventId))}::uuid[],
      ${uuids(all(({ record: { shared } }) => shared?.passId ?? null))}::uuid[],
      ${uuids(all(({ record: { shared } }) => shared?.listPassId ?? null))}::uuid[],
      ${uuids(all(({ record: { row } }) => row.device))}::uuid[], ${bigints(all(({ record: { row } }) => row.seq))}::bigint[],
      ${uuids(all(({ record: { row } }) => row.id))}::uuid[], ${texts(all(({ record: { row } }) => row.kind))}::text[],
      ${byteas(all(({ record: { row } }) => row.ticketHash))}::bytea[],
      ${smallints(all(({ record: { row } }) => row.generation))}::smallint[],
      ${uuids(all(({ record: { row } }) => row.list))}::uuid[], ${uuids(all(({ record: { row } }) => row.gate))}::uuid[],
      ${texts(all(({ record: { row } }) => row.direction))}::text[], ${texts(all(({ record: { row } }) => row.how))}::text[],
      ${integers(all(({ record: { row } }) => row.persons))}::integer[], ${texts(all(({ record: { row } }) => row.result))}::text[],
      ${texts(all(({ record: { row } }) => row.reason))}::text[], ${texts(all(({ record: { row } }) => row.effect))}::text[],
      ${texts(all(({ record: { row } }) => row.names?.relation ?? null))}::text[],
      ${uuids(all(({ record: { row } }) => row.names?.scan ?? null))}::uuid[],
      ${bigints(all(({ record: { span } }) => span.estimate))}::bigint[],
      ${bigints(all(({ record: { span } }) => span.earliest))}::bigint[],
      ${bigints(all(({ record: { span } }) => span.latest))}::bigint[],
      ${booleans(all(({ record: { row } }) => row.time.unsure))}::boolean[],
      ${booleans(all(({ record: { reviewed } }) => reviewed))}::boolean[],
      ${texts(all(({ record: { review } }) => review.standing))}::text[],
      ${booleans(all(({ record: { review } }) => review.sure))}::boolean[],
      ${uuids(all(({ record: { review } }) => review.first))}::uuid[], ${texts(all(({ record: { review } }) => review.what))}::text[],
      ${booleans(all(({ record: { answered } }) => answered))}::boolean[],
      ${integers(all(({ record: { place } }) => place?.inside ?? null))}::integer[],
      ${integers(all(({ record: { place } }) => place?.leftFromOutside ?? null))}::integer[],
      ${integers(all(({ record: { place } }) => place?.peak ?? null))}::integer[],
      ${bigints(all(({ position }) => position?.start ?? null))}::bigint[],
      ${bigints(all(({ position }) => position?.count ?? null))}::bigint[]) as row`.execute(trx);
}

/** Writes what has become of known rows; the position in the feed stays where none is given. */
export async function updateRecords(
  trx: ClosedTransaction,
  records: readonly PositionedRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const all = <T>(pick: (record: PositionedRecord) => T): T[] => records.map(pick);
  await sql`update checkin.scan as scan set standing = row.standing, sure = row.sure, first_id = row.first_id,
      what = row.what, inside = row.inside, left_from_outside = row.left_from_outside,
      peak = row.peak,
      feed_start = coalesce(row.feed_start, scan.feed_start),
      feed_count = coalesce(row.feed_count, scan.feed_count)
    from unnest(${uuids(all(({ record: { row } }) => row.device))}::uuid[], ${bigints(all(({ record: { row } }) => row.seq))}::bigint[],
      ${texts(all(({ record: { review } }) => review.standing))}::text[],
      ${booleans(all(({ record: { review } }) => review.sure))}::boolean[],
      ${uuids(all(({ record: { review } }) => review.first))}::uuid[], ${texts(all(({ record: { review } }) => review.what))}::text[],
      ${integers(all(({ record: { place } }) => place?.inside ?? null))}::integer[],
      ${integers(all(({ record: { place } }) => place?.leftFromOutside ?? null))}::integer[],
      ${integers(all(({ record: { place } }) => place?.peak ?? null))}::integer[],
      ${bigints(all(({ position }) => position?.start ?? null))}::bigint[],
      ${bigints(all(({ position }) => position?.count ?? null))}::bigint[])
      as row(device_id, seq, standing, sure, first_id, what, inside, left_from_outside, peak,
        feed_start, feed_count)
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
    from unnest(${bigints([...spans.keys()])}::bigint[],
      ${bigints(placed.map(({ estimate }) => estimate))}::bigint[],
      ${bigints(placed.map(({ earliest }) => earliest))}::bigint[],
      ${bigints(placed.map(({ latest }) => latest))}::bigint[]) as row(seq, estimate, earliest, latest)
    where scan.device_id = ${deviceId}::uuid and scan.seq = row.seq`.execute(trx);
}
