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

/** Lets barcodes stand for tickets. The event's feed must be locked. @throws AppError ticketing.barcode_taken */
export async function bindMedia(
  trx: ClosedTransaction,
  feed: LockedFeed,
  { bindings, mayShare }: { readonly bindings: readonly Binding[]; readonly mayShare: boolean },
): Promise<void> {
  if (bindings.length === 0) return;
  const { organisationId, eventId } = feed;
  const held = await bindingsOf(trx, eventId, bindings);
  const free = new Map(held.flatMap(({ id, text, ticketId }) => (ticketId === null ? [[text, id]] : [])));
  const taken = new Map(held.flatMap(({ text, ticketId }) => (ticketId === null ? [] : [[text, ticketId]])));
  const rows = bindings.map(({ text, ticketId, position }) => {
    const holder = taken.get(text);
    if (holder !== undefined && !mayShare) throw fieldError(ticketingErrors.barcodeTaken, 'barcodes');
    taken.set(text, ticketId);
    const id = free.get(text) ?? null;
    free.delete(text);
    return { id, text, ticketId, position, isShared: holder !== undefined };
  });
  const fresh = rows.filter(({ id }) => id === null);
  for (let from = 0; from < fresh.length; from += rowsAtOnce)
    await trx
      .$extendTables<TicketingTables>()
      .insertInto('ticketing.medium')
      .values(
        fresh.slice(from, from + rowsAtOnce).map(({ text, ticketId, position }) => ({
          organisationId,
          eventId,
          text,
          hash: Buffer.from(mediumHash(feed.salt, text)),
          ticketId,
          feedStart: position.start,
          feedCount: position.count,
        })),
      )
      .execute();
  for (const { id, ticketId } of rows) if (id !== null) await setTicket(trx, id, ticketId);
  // Phones replace all that they know of a text, so all of its rows move.
  for (const { text, position, isShared, id } of rows)
    if (isShared || id !== null) await moveText(trx, eventId, { texts: [text], position });
}

/** Parameters of a statement are counted in 16 bits. */
const rowsAtOnce = 5_000;

function bindingsOf(trx: ClosedTransaction, eventId: string, bindings: readonly Binding[]) {
  const texts = [...new Set(bindings.map(({ text }) => text))];
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.medium')
    .select(['id', 'text', 'ticketId'])
    .where('eventId', '=', eventId)
    .where(sql<boolean>`text = any(${texts}::text[])`)
    .execute();
}

async function setTicket(trx: ClosedTransaction, ...[id, ticketId]: [string, string | null]): Promise<void> {
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.medium')
    .set({ ticketId })
    .where('id', '=', id)
    .execute();
}

async function moveText(
  trx: ClosedTransaction,
  eventId: string,
  { texts, position }: { readonly texts: readonly string[]; readonly position: Position },
): Promise<void> {
  await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.medium')
    .set({ feedStart: position.start, feedCount: position.count })
    .where('eventId', '=', eventId)
    .where(sql<boolean>`text = any(${[...texts]}::text[])`)
    .execute();
}

export interface WantedMedia {
  readonly ticketId: string;
  readonly barcodes: readonly string[];
  readonly position: Position;
  /** They may belong to other tickets too. */
  readonly mayShare: boolean;
}

/** Makes these, and no others, the barcodes of the ticket. @throws AppError ticketing.barcode_taken */
export async function replaceMedia(
  trx: ClosedTransaction,
  feed: LockedFeed,
  { ticketId, barcodes, position, mayShare }: WantedMedia,
): Promise<void> {
  const held = (await barcodesOf(trx, feed.eventId, [ticketId])).get(ticketId) ?? [];
  const dropped = held.filter((text) => !barcodes.includes(text));
  if (dropped.length > 0) {
    await trx
      .$extendTables<TicketingTables>()
      .updateTable('ticketing.medium')
      .set({ ticketId: null })
      .where('ticketId', '=', ticketId)
      .where('text', 'in', dropped)
      .execute();
    await moveText(trx, feed.eventId, { texts: dropped, position });
  }
  const added = barcodes.filter((text) => !held.includes(text));
  const bindings = added.map((text) => ({ text, ticketId, position }));
  await bindMedia(trx, feed, { bindings, mayShare });
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
