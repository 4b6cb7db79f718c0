import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { toDate } from '../../../platform/time/to-date.js';
import { ticketChanged } from '../events.js';
import { type EventKey, lockFeed, takePositions } from '../feed.js';
import { classesOf, issueTickets, type TicketDeps } from '../issue.js';
import { linkTickets, requireParent } from '../links.js';
import { readBarcodes, replaceMedia } from '../media.js';
import { blankMarks, type DoorMarks } from '../rules.js';
import type { TicketDetails } from '../tables.js';
import { noteTicketChanges, noteworthy } from '../ticket-changes.js';
import { readTicket, readTicketRow } from '../ticket-queries.js';
import { blankDetails, updateTickets } from '../ticket-rows.js';
import type { NewTicket, Ticket, TicketChanges } from '../ticket-schemas.js';

export type TicketKey = EventKey & { readonly ticketId: string };

/**
 * Issues one ticket by hand.
 * @throws AppError events.archived, ticketing.unknown_type, external_id_taken, barcode_taken, wrong_barcode, wrong_window,
 * wrong_parent, test_parent
 */
export async function createTicket(
  trx: ClosedTransaction,
  deps: TicketDeps,
  call: { key: EventKey; input: NewTicket },
): Promise<Ticket> {
  const { key, input } = call;
  await deps.events.lockForEdit(trx, key.eventId);
  const feed = await lockFeed(trx, key);
  const { test = false } = input;
  const ticket = {
    ticketTypeId: input.ticketTypeId,
    state: 'good' as const,
    ...withMarks(blankMarks, input),
    ...withChanges(blankDetails, input),
    barcodes: readBarcodes(input.barcodes ?? []),
    sharesBarcodes: input.shareBarcodes ?? false,
    rowHash: null,
  };
  await requireParent(trx, key, { parentId: ticket.parentId, test });
  const [ticketId = ''] = await issueTickets(trx, deps, {
    feed,
    test,
    tickets: [ticket],
  });
  return readTicket(trx, key.eventId, ticketId);
}

/**
 * Changes the fields that are given. The code stays: nothing of this is inside it.
 * @throws AppError platform.not_found, events.archived, ticketing.unknown_type, external_id_taken, barcode_taken …
 */
export async function changeTicket(
  trx: ClosedTransaction,
  deps: TicketDeps,
  call: { key: TicketKey; changes: TicketChanges },
): Promise<Ticket> {
  const { key, changes } = call;
  await deps.events.lockForEdit(trx, key.eventId);
  const feed = await lockFeed(trx, key);
  const before = await readTicketRow(trx, key.eventId, key.ticketId);
  const ticketTypeId = changes.ticketTypeId ?? before.ticketTypeId;
  await classesOf(trx, key.eventId, [{ ticketTypeId }]);
  const position = await takePositions(trx, feed, 1);
  const { id, state } = before;
  const marks = withMarks(before, changes);
  const content = { ...withChanges(before, changes), ...marks, id, state, ticketTypeId, position };
  if (content.parentId !== before.parentId)
    await requireParent(trx, key, { parentId: content.parentId, test: before.test, ticketId: id });
  await updateTickets(trx, key, [content]);
  await noteTicketChanges(trx, key, noteworthy(before, content));
  await linkTickets(trx, feed, [id]);
  if (changes.barcodes) {
    const barcodes = readBarcodes(changes.barcodes);
    const mayShare = changes.shareBarcodes ?? false;
    await replaceMedia(trx, feed, { ticketId: id, barcodes, position, mayShare });
  }
  await publish(trx, ticketChanged, {
    organisationId: key.organisationId,
    payload: { eventId: key.eventId, change: 'changed', ticketIds: [id] },
  });
  return readTicket(trx, key.eventId, id);
}

/** The marks with those that are given. */
export function withMarks(before: DoorMarks, changes: Partial<DoorMarks>): DoorMarks {
  return {
    payment: changes.payment ?? before.payment,
    entries: changes.entries ?? before.entries,
    attention: changes.attention ?? before.attention,
    answersMissing: changes.answersMissing ?? before.answersMissing,
  };
}

/** A name that nobody gave is made of first and last name, and follows them. */
function withChanges(before: TicketDetails, changes: Omit<TicketChanges, 'ticketTypeId'>): TicketDetails {
  const firstName = trimmed(changes.firstName, before.firstName);
  const lastName = trimmed(changes.lastName, before.lastName);
  const partsChanged = changes.firstName !== undefined || changes.lastName !== undefined;
  const joined = [firstName, lastName].filter((part) => part !== null).join(' ');
  return {
    firstName,
    lastName,
    name: changes.name?.trim() || (partsChanged ? joined : changes.name === undefined ? before.name : ''),
    email: trimmed(changes.email, before.email),
    language: changes.language === undefined ? before.language : changes.language,
    orderReference: trimmed(changes.orderReference, before.orderReference),
    seat: trimmed(changes.seat, before.seat),
    note: trimmed(changes.note, before.note),
    texts: changes.texts?.map((text) => text.trim()) ?? before.texts,
    validFrom: changes.validFrom === undefined ? before.validFrom : toDate(changes.validFrom),
    validUntil: changes.validUntil === undefined ? before.validUntil : toDate(changes.validUntil),
    externalId: trimmed(changes.externalId, before.externalId),
    parentId: changes.parentId === undefined ? before.parentId : changes.parentId,
  };
}

/** Blank is the same as nothing. */
function trimmed(given: string | null | undefined, before: string | null): string | null {
  return given === undefined ? before : given?.trim() || null;
}
