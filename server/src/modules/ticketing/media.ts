import type { Position } from '@gatehouse/shared/manifest';
import { mediumHash, parseScan } from '@gatehouse/shared/ticket-code';
import { sql } from 'kysely';
import { fieldError } from '../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { ticketingErrors } from './errors.js';
import type { LockedFeed } from './feed.js';
import type { TicketingTables } from './tables.js';

/** More than any barcode that people carry holds. */
const longestBarcode = 500;

/** The one spelling of a foreign barcode; null for a text that the door would not take for one. */
export function readBarcode(text: string): string | null {
  if (text.length > longestBarcode) return null;
  const scan = parseScan(text, { typed: false });
  return scan.form === 'foreign' ? scan.text : null;
}

/** @throws AppError ticketing.wrong_barcode */
export function readBarcodes(texts: readonly string[]): string[] {
  const barcodes = texts.map((text) => {
    const barcode = readBarcode(text);
    if (barcode === null) throw fieldError(ticketingErrors.wrongBarcode, 'barcodes');
    return barcode;
  });
  return [...new Set(barcodes)];
}

/** A barcode and the ticket that it lets in, as of a position of the feed. */
export interface Binding {
  readonly text: string;
  readonly ticketId: string;
  readonly position: Position;
}

/** Lets barcodes stand for tickets. @throws AppError ticketing.barcode_taken */
export async function bindMedia(
  trx: ClosedTransaction,
  feed: LockedFeed,
  bindings: readonly Binding[],
): Promise<void> {
  if (bindings.length === 0) return;
  const { organisationId, eventId } = feed;
  const rows = bindings.map(({ text, ticketId, position }) => ({
    organisationId,
    eventId,
    text,
    hash: Buffer.from(mediumHash(feed.salt, text)),
    ticketId,
    feedStart: position.start,
    feedCount: position.count,
  }));
  const bound = await trx
    .$extendTables<TicketingTables>()
    .insertInto('ticketing.medium')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['organisationId', 'eventId', 'text'])
        .doUpdateSet({
          ticketId: sql`excluded.ticket_id`,
          feedStart: sql`excluded.feed_start`,
          feedCount: sql`excluded.feed_count`,
        })
        .where(sql<boolean>`medium.ticket_id is null`),
    )
    .returning('id')
    .execute();
  if (bound.length !== bindings.length) throw fieldError(ticketingErrors.barcodeTaken, 'barcodes');
}

/** Makes these, and no others, the barcodes of the ticket. @throws AppError ticketing.barcode_taken */
export async function replaceMedia(
  trx: ClosedTransaction,
  feed: LockedFeed,
  wanted: { ticketId: string; barcodes: readonly string[]; position: Position },
): Promise<void> {
  const { ticketId, barcodes, position } = wanted;
  const db = trx.$extendTables<TicketingTables>();
  const held = (await barcodesOf(trx, feed.eventId, [ticketId])).get(ticketId) ?? [];
  const dropped = held.filter((text) => !barcodes.includes(text));
  if (dropped.length > 0)
    await db
      .updateTable('ticketing.medium')
      .set({ ticketId: null, feedStart: position.start, feedCount: position.count })
      .where('ticketId', '=', ticketId)
      .where('text', 'in', dropped)
      .execute();
  const added = barcodes.filter((text) => !held.includes(text));
  await bindMedia(
    trx,
    feed,
    added.map((text) => ({ text, ticketId, position })),
  );
}

/** Ticket → its barcodes, in the order in which they were bound. */
export async function barcodesOf(
  trx: ClosedTransaction,
  eventId: string,
  ticketIds: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  if (ticketIds.length === 0) return found;
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.medium')
    .select(['ticketId', 'text'])
    .where('eventId', '=', eventId)
    .where('ticketId', 'in', [...ticketIds])
    .orderBy('id')
    .execute();
  for (const { ticketId, text } of rows)
    if (ticketId !== null) found.set(ticketId, [...(found.get(ticketId) ?? []), text]);
  return found;
}
