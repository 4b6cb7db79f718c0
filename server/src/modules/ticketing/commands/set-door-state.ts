import { sql } from 'kysely';
import { AppError, type ErrorDefinition, type FieldError } from '../../../platform/errors/app-error.js';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { ticketingErrors } from '../errors.js';
import { ticketChanged } from '../events.js';
import { type EventKey, lockFeed, takePositions } from '../feed.js';
import { type DoorMarks, maySet, type TicketState } from '../rules.js';
import type { TicketingTables } from '../tables.js';
import { noteTicketChanges, noteworthy } from '../ticket-changes.js';
import { readTicket, readTicketRow } from '../ticket-queries.js';
import type { Ticket } from '../ticket-schemas.js';
import { type TicketKey, withMarks } from './edit-ticket.js';

/** What is to be so from now on; what is left out stays as it is. */
export type DoorState = Partial<DoorMarks & { readonly state: TicketState }>;

export interface DoorStateOf {
  readonly ticketIds: readonly string[];
  readonly change: DoorState;
}

/**
 * Sets by hand what the door knows of tickets: all of them or none.
 * @returns the ids of those that changed
 * @throws AppError platform.not_found, events.archived, ticketing.unknown_ticket, ticketing.wrong_state
 */
export async function setDoorStateByHand(
  trx: ClosedTransaction,
  events: Events,
  { key, ticketIds, change }: DoorStateOf & { readonly key: EventKey },
): Promise<string[]> {
  await events.lockForEdit(trx, key.eventId);
  await lockFeed(trx, key);
  const states = new Map((await readDoorStates(trx, key, ticketIds)).map(({ id, state }) => [id, state]));
  refuseAny(ticketingErrors.unknownTicket, ticketIds, (id) => !states.has(id));
  const { state } = change;
  if (state !== undefined)
    refuseAny(ticketingErrors.wrongState, ticketIds, (id) => !maySet(states.get(id) ?? 'good', state));
  return setDoorState(trx, key, { ticketIds, change });
}

/**
 * Sets by hand the state of the ticket that an address names.
 * @throws AppError platform.not_found, events.archived, ticketing.wrong_state
 */
export async function setStateByHand(
  trx: ClosedTransaction,
  events: Events,
  { key, state }: { readonly key: TicketKey; readonly state: TicketState },
): Promise<Ticket> {
  const { eventId, ticketId } = key;
  await events.lockForEdit(trx, eventId);
  await lockFeed(trx, key);
  const before = await readTicketRow(trx, eventId, ticketId);
  if (!maySet(before.state, state)) throw new AppError(ticketingErrors.wrongState);
  await setDoorState(trx, key, { ticketIds: [ticketId], change: { state } });
  return readTicket(trx, eventId, ticketId);
}

/** An answer about a thousand tickets names no more of them. */
const mostNamed = 20;

/** @throws AppError naming by their places the first tickets that are wrong */
function refuseAny(
  definition: ErrorDefinition,
  ticketIds: readonly string[],
  isWrong: (id: string) => boolean,
): void {
  const { code, title: message } = definition;
  const errors = ticketIds
    .flatMap((id, place): FieldError[] =>
      isWrong(id) ? [{ field: `ticketIds.${place}`, code, message }] : [],
    )
    .slice(0, mostNamed);
  if (errors.length > 0) throw new AppError(definition, { errors });
}

/**
 * Sets what the door knows of tickets, whatever it was; those that are so already are left alone. Phones hear of it
 * through the feed, and a new state or number of entries is dated, so that scans are judged by what was true when they were made.
 * @returns the ids of those that changed
 */
export async function setDoorState(
  trx: ClosedTransaction,
  key: EventKey,
  { ticketIds, change }: DoorStateOf,
): Promise<string[]> {
  const feed = await lockFeed(trx, key);
  const changed = (await readDoorStates(trx, key, ticketIds)).flatMap((before) => {
    const after = { state: change.state ?? before.state, ...withMarks(before, change) };
    const differs = (Object.keys(after) as (keyof typeof after)[]).some(
      (name) => after[name] !== before[name],
    );
    return differs ? [{ id: before.id, noted: noteworthy(before, after), after }] : [];
  });
  if (changed.length === 0) return [];
  const first = await takePositions(trx, feed, changed.length);
  const rows = changed.map(({ id, after }, index) => ({
    id,
    state: after.state,
    payment: after.payment,
    entries: after.entries,
    attention: after.attention,
    answers_missing: after.answersMissing,
    feed_count: first.count + index,
  }));
  await sql`update ticketing.ticket as ticket set state = row.state, payment = row.payment, entries = row.entries,
      attention = row.attention, answers_missing = row.answers_missing, feed_start = ${first.start},
      feed_count = row.feed_count
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(id uuid, state text, payment text,
      entries smallint, attention boolean, answers_missing boolean, feed_count bigint)
    where ticket.organisation_id = ${key.organisationId}::uuid and ticket.event_id = ${key.eventId}::uuid
      and ticket.id = row.id`.execute(trx);
  await noteTicketChanges(
    trx,
    key,
    changed.flatMap(({ noted }) => noted),
  );
  const changedIds = changed.map(({ id }) => id);
  await publish(trx, ticketChanged, {
    organisationId: key.organisationId,
    payload: { eventId: key.eventId, change: 'changed', ticketIds: changedIds },
  });
  return changedIds;
}

function readDoorStates(trx: ClosedTransaction, key: EventKey, ticketIds: readonly string[]) {
  const ids = [...ticketIds];
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .select(['id', 'state', 'payment', 'entries', 'attention', 'answersMissing'])
    .where('eventId', '=', key.eventId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy('id')
    .execute();
}
