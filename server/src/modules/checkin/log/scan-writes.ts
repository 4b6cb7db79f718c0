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
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { RowSpan } from './placement.js';
import type { ScanRecord } from './scan-rows.js';
import type { LockedScans } from './scans-feed.js';

/** A row with its position in the feed; null: a new one reaches no phone, a known one keeps its own. */
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
  await sql`insert into checkin.scan (organisation_id, event_id, device_id, seq, id, kind, ticket_hash,
      generation, list_id, gate_id, direction, how, persons, result, reason, effect, relation, named_id,
      estimate, earliest, latest, unsure, reviewed, standing, sure, first_id, what, inside, left_from_outside,
      peak, feed_start, feed_count)
    select ${organisationId}::uuid, ${eventId}::uuid, row.* from unnest(
      ${uuids(all(({ row }) => row.device))}::uuid[], ${bigints(all(({ row }) => row.seq))}::bigint[],
      ${uuids(all(({ row }) => row.id))}::uuid[], ${texts(all(({ row }) => row.kind))}::text[],
      ${byteas(all(({ row }) => row.ticketHash))}::bytea[],
      ${smallints(all(({ row }) => row.generation))}::smallint[],
      ${uuids(all(({ row }) => row.list))}::uuid[], ${uuids(all(({ row }) => row.gate))}::uuid[],
      ${texts(all(({ row }) => row.direction))}::text[], ${texts(all(({ row }) => row.how))}::text[],
      ${integers(all(({ row }) => row.persons))}::integer[], ${texts(all(({ row }) => row.result))}::text[],
      ${texts(all(({ row }) => row.reason))}::text[], ${texts(all(({ row }) => row.effect))}::text[],
      ${texts(all(({ row }) => row.names?.relation ?? null))}::text[],
      ${uuids(all(({ row }) => row.names?.scan ?? null))}::uuid[],
      ${bigints(all(({ span }) => span.estimate))}::bigint[],
      ${bigints(all(({ span }) => span.earliest))}::bigint[],
      ${bigints(all(({ span }) => span.latest))}::bigint[],
      ${booleans(all(({ row }) => row.time.unsure))}::boolean[],
      ${booleans(all(({ reviewed }) => reviewed))}::boolean[],
      ${texts(all(({ review }) => review.standing))}::text[],
      ${booleans(all(({ review }) => review.sure))}::boolean[],
      ${uuids(all(({ review }) => review.first))}::uuid[], ${texts(all(({ review }) => review.what))}::text[],
      ${integers(all(({ place }) => place?.inside ?? null))}::integer[],
      ${integers(all(({ place }) => place?.leftFromOutside ?? null))}::integer[],
      ${integers(all(({ place }) => place?.peak ?? null))}::integer[],
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
    from unnest(${uuids(all(({ row }) => row.device))}::uuid[], ${bigints(all(({ row }) => row.seq))}::bigint[],
      ${texts(all(({ review }) => review.standing))}::text[],
      ${booleans(all(({ review }) => review.sure))}::boolean[],
      ${uuids(all(({ review }) => review.first))}::uuid[], ${texts(all(({ review }) => review.what))}::text[],
      ${integers(all(({ place }) => place?.inside ?? null))}::integer[],
      ${integers(all(({ place }) => place?.leftFromOutside ?? null))}::integer[],
      ${integers(all(({ place }) => place?.peak ?? null))}::integer[],
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
