import type { Position } from '@gatehouse/shared/manifest';
import { sql } from 'kysely';
import { fieldError } from '../../platform/errors/app-error.js';
import { orConstraint } from '../../platform/errors/constraint.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { ticketingErrors } from './errors.js';
import type { EventKey } from './feed.js';
import { type DoorMarks, searchTextOf, type TicketState } from './rules.js';
import type { TicketCodeColumns, TicketDetails } from './tables.js';
import { giveWindowClasses } from './window-classes.js';

/** What a ticket says when nobody has said anything. */
export const blankDetails: TicketDetails = {
  name: '',
  firstName: null,
  lastName: null,
  email: null,
  language: null,
  orderReference: null,
  seat: null,
  note: null,
  texts: [],
  validFrom: null,
  validUntil: null,
  externalId: null,
  parentId: null,
};

/** A ticket without its code. */
export interface TicketContent extends TicketDetails, DoorMarks {
  readonly ticketTypeId: string;
  readonly state: TicketState;
}

export interface InsertedTicket extends TicketContent {
  readonly test: boolean;
  readonly rowHash: Buffer | null;
  readonly code: TicketCodeColumns;
  readonly position: Position;
}

const outcomes = {
  ticket_organisation_id_event_id_external_id_key: fieldError(ticketingErrors.externalIdTaken, 'externalId'),
  ticket_window: fieldError(ticketingErrors.wrongWindow, 'validUntil'),
};

/** The columns of `contentOf`, for PostgreSQL to read them from JSON: one parameter for any number of rows. */
const contentTypes = sql`ticket_type_id uuid, state text, payment text, entries smallint, attention boolean,
  answers_missing boolean, name text, first_name text, last_name text, email text, language text, order_reference text, seat text, note text, texts text[],
  valid_from timestamptz, valid_until timestamptz, external_id text, parent_id uuid, search_text text,
  feed_start bigint, feed_count bigint`;

function contentOf(ticket: TicketContent & { position: Position }) {
  return {
    ticket_type_id: ticket.ticketTypeId,
    state: ticket.state,
    payment: ticket.payment,
    entries: ticket.entries,
    attention: ticket.attention,
    answers_missing: ticket.answersMissing,
    name: ticket.name,
    first_name: ticket.firstName,
    last_name: ticket.lastName,
    email: ticket.email,
    language: ticket.language,
    order_reference: ticket.orderReference,
    seat: ticket.seat,
    note: ticket.note,
    texts: ticket.texts,
    valid_from: ticket.validFrom,
    valid_until: ticket.validUntil,
    external_id: ticket.externalId,
    parent_id: ticket.parentId,
    search_text: searchTextOf(ticket),
    feed_start: ticket.position.start,
    feed_count: ticket.position.count,
  };
}

/**
 * Writes new tickets. The event's feed must be locked. @returns their ids, in the same order
 * @throws AppError ticketing.external_id_taken, ticketing.wrong_window, ticketing.too_many_windows
 */
export async function insertTickets(
  trx: ClosedTransaction,
  key: EventKey,
  tickets: readonly InsertedTicket[],
): Promise<string[]> {
  const rows = tickets.map((ticket) => ({
    ...contentOf(ticket),
    test: ticket.test,
    number: ticket.code.number.toString('hex'),
    hash: ticket.code.hash.toString('hex'),
    short_bits: ticket.code.shortBits,
    generation: ticket.code.generation,
    kid: ticket.code.kid,
    code_class: ticket.code.codeClass,
    code_hash: ticket.code.codeHash.toString('hex'),
    row_hash: ticket.rowHash?.toString('hex') ?? null,
  }));
  const insert = sql<{ id: string; feedCount: number }>`
    insert into ticketing.ticket (organisation_id, event_id, test, number, hash, short_bits, generation, kid,
      code_class, code_hash, row_hash, ticket_type_id, state, payment, entries, attention, answers_missing, name,
      first_name, last_name, email, language, order_reference, seat, note, texts, valid_from, valid_until, external_id, parent_id, search_text,
      feed_start, feed_count)
    select ${key.organisationId}::uuid, ${key.eventId}::uuid, test, decode(number, 'hex'), decode(hash, 'hex'),
      short_bits, generation, kid, code_class, decode(code_hash, 'hex'), decode(row_hash, 'hex'), ticket_type_id,
      state, payment, entries, attention, answers_missing, name, first_name, last_name, email, language,
      order_reference, seat, note, texts,
      valid_from, valid_until, external_id, parent_id, search_text, feed_start, feed_count
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(test boolean, number text, hash text,
      short_bits bigint, generation smallint, kid smallint, code_class integer, code_hash text, row_hash text,
      ${contentTypes})
    order by feed_count
    returning id, feed_count`.execute(trx);
  const inserted = await orConstraint(insert, outcomes);
  await giveWindowClasses(trx, key, tickets);
  return inserted.rows.sort((a, b) => a.feedCount - b.feedCount).map((row) => row.id);
}

/**
 * Writes what changed. The event's feed must be locked.
 * @throws AppError ticketing.external_id_taken, ticketing.wrong_window, ticketing.too_many_windows
 */
export async function updateTickets(
  trx: ClosedTransaction,
  key: EventKey,
  tickets: readonly (TicketContent & { id: string; position: Position })[],
): Promise<void> {
  if (tickets.length === 0) return;
  const rows = tickets.map((ticket) => ({ id: ticket.id, ...contentOf(ticket) }));
  const update = sql`
    update ticketing.ticket as ticket set ticket_type_id = row.ticket_type_id, state = row.state,
      payment = row.payment, entries = row.entries, attention = row.attention,
      answers_missing = row.answers_missing, name = row.name, first_name = row.first_name, last_name = row.last_name,
      email = row.email, language = row.language, order_reference = row.order_reference, seat = row.seat,
      note = row.note, texts = row.texts, valid_from = row.valid_from, valid_until = row.valid_until,
      external_id = row.external_id,
      order_group = case when ticket.order_reference = row.order_reference then ticket.order_group end,
      parent_group = case when ticket.parent_id is not distinct from row.parent_id then ticket.parent_group end,
      parent_id = row.parent_id, search_text = row.search_text, feed_start = row.feed_start,
      feed_count = row.feed_count
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, ${contentTypes})
    where ticket.organisation_id = ${key.organisationId}::uuid and ticket.event_id = ${key.eventId}::uuid
      and ticket.id = row.id`.execute(trx);
  await orConstraint(update, outcomes);
  await giveWindowClasses(trx, key, tickets);
}
