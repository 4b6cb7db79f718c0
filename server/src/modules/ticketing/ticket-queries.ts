import { type Expression, type SqlBool, sql } from 'kysely';
import { found } from '../../platform/errors/found.js';
import { type Page, pageById } from '../../platform/http/page.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt } from './accepted.js';
import { barcodesOf } from './media.js';
import { type DoorMarks, foldText, type TicketState } from './rules.js';
import type { TicketCodeColumns, TicketDetails, TicketingTables } from './tables.js';
import type { Ticket, TicketQuery } from './ticket-schemas.js';

const shownColumns = [
  'id',
  'ticketTypeId',
  'state',
  'test',
  'name',
  'firstName',
  'lastName',
  'email',
  'language',
  'orderReference',
  'seat',
  'note',
  'texts',
  'validFrom',
  'validUntil',
  'externalId',
  'parentId',
  'payment',
  'entries',
  'attention',
  'answersMissing',
  'generation',
  'createdAt',
  'updatedAt',
] as const;

const codeColumns = [
  'number',
  'hash',
  'shortBits',
  'generation',
  'kid',
  'codeClass',
  'codeHash',
] as const satisfies (keyof TicketCodeColumns)[];

export interface TicketRow extends TicketDetails, DoorMarks {
  id: string;
  ticketTypeId: string;
  state: TicketState;
  test: boolean;
  generation: number;
  createdAt: Date;
  updatedAt: Date;
}

export type TicketFilter = Pick<TicketQuery, 'search' | 'ticketTypeId' | 'state' | 'payment' | 'parentId'> & {
  /** Only these. */
  readonly ids?: readonly string[];
};

/** Tickets in the order in which they were issued. */
export async function listTickets(
  trx: ClosedTransaction,
  eventId: string,
  query: TicketQuery,
): Promise<Page<Ticket>> {
  const { data, page } = await pageById(selectFiltered(trx, eventId, query), query, (row) => row);
  return { data: await withBarcodes(trx, eventId, data), page };
}

/** The next tickets behind an id, at most `limit`. */
export async function readTicketsAfter(
  trx: ClosedTransaction,
  eventId: string,
  query: TicketFilter & { after: string | undefined; limit: number },
): Promise<Ticket[]> {
  let select = selectFiltered(trx, eventId, query).orderBy('id').limit(query.limit);
  if (query.after !== undefined) select = select.where('id', '>', query.after);
  return withBarcodes(trx, eventId, await select.execute());
}

/** @throws AppError platform.not_found */
export async function readTicket(trx: ClosedTransaction, eventId: string, ticketId: string): Promise<Ticket> {
  const row = await readTicketRow(trx, eventId, ticketId);
  const barcodes = await barcodesOf(trx, eventId, [ticketId]);
  return toTicket(row, barcodes.get(ticketId) ?? []);
}

/** @throws AppError platform.not_found */
export async function readTicketRow(
  trx: ClosedTransaction,
  eventId: string,
  ticketId: string,
): Promise<TicketRow> {
  const row = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .select(shownColumns)
    .where('eventId', '=', eventId)
    .where('id', '=', ticketId)
    .executeTakeFirst();
  return found(row);
}

/** What signing the code again needs. @throws AppError platform.not_found */
export async function readTicketCode(trx: ClosedTransaction, eventId: string, ticketId: string) {
  const row = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .select([...codeColumns, 'test', 'state', 'ticketTypeId'])
    .where('eventId', '=', eventId)
    .where('id', '=', ticketId)
    .executeTakeFirst();
  return found(row);
}

function selectFiltered(trx: ClosedTransaction, eventId: string, filter: TicketFilter) {
  let query = trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .select(shownColumns)
    .where('eventId', '=', eventId);
  if (filter.ticketTypeId !== undefined) query = query.where('ticketTypeId', '=', filter.ticketTypeId);
  if (filter.parentId !== undefined) query = query.where('parentId', '=', filter.parentId);
  if (filter.ids !== undefined) query = query.where(sql<SqlBool>`id = any(${[...filter.ids]}::uuid[])`);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.payment !== undefined) query = query.where('payment', '=', filter.payment);
  return query.where(hasWords(filter.search ?? ''));
}

/** The tickets whose name, e-mail, order reference or external id has all the words. */
export function ticketsWithWords(trx: ClosedTransaction, eventId: string, text: string) {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .where(acceptedAt(eventId))
    .where(hasWords(text));
}

function hasWords(text: string): Expression<SqlBool> {
  const words = foldText(text).split(/\s+/).filter(Boolean);
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  return sql<SqlBool>`search_text like all(${patterns}::text[])`;
}

async function withBarcodes(
  trx: ClosedTransaction,
  eventId: string,
  rows: readonly TicketRow[],
): Promise<Ticket[]> {
  const ids = rows.map((row) => row.id);
  const barcodes = await barcodesOf(trx, eventId, ids);
  return rows.map((row) => toTicket(row, barcodes.get(row.id) ?? []));
}

function toTicket(row: TicketRow, barcodes: string[]): Ticket {
  return {
    ...row,
    barcodes,
    validFrom: row.validFrom?.toISOString() ?? null,
    validUntil: row.validUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
