import type { Position } from '@gatehouse/shared/manifest';
import { type ReviewedRow, signScansPage } from '@gatehouse/shared/protocol';
import { type RawBuilder, sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { DoorKey } from '../devices/door-keys.js';
import { checkinErrors } from '../errors.js';
import type { Standing } from './log-tables.js';
import { readScanPositions } from './scans-feed.js';

const rowsOnPage = 1_000;

export interface PageRow {
  bytes: Buffer;
  standing: Standing;
  sure: boolean;
  firstId: string | null;
  what: string;
  answered: boolean;
  feedCount: number;
}

/**
 * The rows of an event whose last review lies behind a position, signed.
 * @param event `number`: its public number
 * @param after the position that the phone holds; {0, 0} before its first page
 * @returns null when there is nothing newer
 * @throws AppError checkin.other_life
 */
export async function readScansPage(
  trx: ClosedTransaction,
  event: { readonly eventId: string; readonly number: number; readonly doorKey: DoorKey },
  after: { readonly start: number; readonly from: number },
): Promise<Uint8Array | null> {
  const position = (await readScanPositions(trx, [event.eventId])).get(event.eventId);
  if (!position) return null;
  const isFirst = after.start === 0 && after.from === 0;
  if (!isFirst && after.start !== position.start) throw new AppError(checkinErrors.otherLife);
  if (after.from >= position.count) return null;
  const rows = await readRows(trx, event.eventId, { after: after.from, position });
  const isWhole = rows.length < rowsOnPage;
  const to = isWhole ? position.count : (rows.at(-1)?.feedCount ?? position.count);
  return signScansPage(
    { event: event.number, start: position.start, from: after.from, to, rows: rows.map(reviewedRow) },
    event.doorKey.sign,
  );
}

/** What was dead, or of an extra admission that the organiser has looked at, the note. */
export const whatIsSaid = sql`case when standing = 'extra' then coalesce((select note from checkin.conflict
  where conflict.scan_id = scan.id and resolved_at is not null), '') else what end as what`;

/** A row that was reviewed again meanwhile lies behind `position`, and on a later page. */
async function readRows(
  trx: ClosedTransaction,
  eventId: string,
  { after, position }: { after: number; position: Position },
): Promise<PageRow[]> {
  const of = (where: RawBuilder<unknown>) => sql`(
    select log_row.bytes, standing, sure, first_id, ${whatIsSaid}, answered, feed_count
    from checkin.scan join checkin.log_row using (organisation_id, device_id, seq)
    where not fork and ${where} and feed_start = ${position.start} and feed_count > ${after}
      and feed_count <= ${position.count}
    order by feed_count limit ${rowsOnPage})`;
  // Each half is read in its order by its own index.
  const result = await sql<PageRow>`
    ${of(sql`event_id = ${eventId}::uuid`)} union all ${of(sql`event_id <> ${eventId}::uuid and ${isOfPassAt(eventId)}`)}
    order by feed_count limit ${rowsOnPage}`.execute(trx);
  return result.rows;
}

/** Rows of tickets of the passes that are good at an event, at whatever date. */
export function isOfPassAt(eventId: string): RawBuilder<unknown> {
  return sql`pass_id = any(events.accepted_at(${eventId}::uuid))`;
}

export function reviewedRow({ bytes, standing, sure, firstId, what, answered }: PageRow): ReviewedRow {
  return { bytes, review: { standing, sure, first: firstId, what: cutToBytes(what) }, answered };
}

const mostBytes = 255;

/** As much of a text as its length of one byte can say, without half a character. */
function cutToBytes(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const cut = Buffer.from(text).subarray(0, mostBytes).toString('utf8');
  return cut.replace(/\uFFFD$/, '');
}
