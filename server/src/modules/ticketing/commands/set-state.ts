import { AppError } from '../../../platform/errors/app-error.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { ticketingErrors } from '../errors.js';
import { ticketChanged } from '../events.js';
import { type EventKey, lockFeed, takePositions } from '../feed.js';
import { maySet, type SettableState, type TicketState } from '../rules.js';
import type { TicketingTables } from '../tables.js';
import { noteTicketChanges } from '../ticket-changes.js';
import { readTicket, readTicketRow } from '../ticket-queries.js';
import type { Ticket } from '../ticket-schemas.js';
import type { TicketKey } from './edit-ticket.js';

/**
 * Cancels, blocks or restores a ticket by hand.
 * @throws AppError platform.not_found, events.archived, ticketing.wrong_state
 */
export async function setStateByHand(
  trx: ClosedTransaction,
  events: Events,
  call: { key: TicketKey; state: SettableState },
): Promise<Ticket> {
  const { key, state } = call;
  await events.lockForEdit(trx, key.eventId);
  await lockFeed(trx, key);
  const before = await readTicketRow(trx, key.eventId, key.ticketId);
  if (!maySet(before.state, state)) throw new AppError(ticketingErrors.wrongState);
  await setTicketState(trx, key, { ticketIds: [key.ticketId], state });
  return readTicket(trx, key.eventId, key.ticketId);
}

/**
 * Sets the door state of tickets; those that have it already are left alone.
 * @returns the ids of those that changed
 */
export async function setTicketState(
  trx: ClosedTransaction,
  key: EventKey,
  change: { ticketIds: readonly string[]; state: TicketState },
): Promise<string[]> {
  const feed = await lockFeed(trx, key);
  const db = trx.$extendTables<TicketingTables>();
  const rows = await db
    .selectFrom('ticketing.ticket')
    .select('id')
    .where('eventId', '=', key.eventId)
    .where('id', 'in', [...change.ticketIds])
    .where('state', '!=', change.state)
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const first = await takePositions(trx, feed, rows.length);
  for (const [index, { id }] of rows.entries())
    await db
      .updateTable('ticketing.ticket')
      .set({ state: change.state, feedStart: first.start, feedCount: first.count + index })
      .where('id', '=', id)
      .execute();
  const ticketIds = rows.map((row) => row.id);
  await noteTicketChanges(trx, key, ticketIds);
  await publish(trx, ticketChanged, {
    organisationId: key.organisationId,
    payload: { eventId: key.eventId, change: 'changed', ticketIds },
  });
  return ticketIds;
}
