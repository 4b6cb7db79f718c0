import { type RawBuilder, sql } from 'kysely';
import { found } from '../../platform/errors/found.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt } from './accepted.js';
import { nameAtDoor } from './door-classes.js';
import { familyOf } from './links.js';
import type { DoorMarks, TicketState } from './rules.js';

/** What a condition over tickets at a door may look at. Times are milliseconds since 1970. */
export interface DoorRow {
  readonly id: string;
  readonly name: string;
  readonly hash: Buffer;
  readonly state: TicketState;
  /** Test tickets are at the door as well, so they count where something belongs to them. */
  readonly test: boolean;
  /** The ticket that this one was added to, and its state. */
  readonly parentId: string | null;
  readonly parentState: TicketState | null;
  readonly kid: number;
  /** Of the ticket type. */
  readonly class: number;
  readonly ticketType: string;
  readonly variation: string | null;
  readonly validFrom: number | null;
  readonly validUntil: number | null;
  /** Unpaid, and not good without. */
  readonly owes: boolean;
  /** The ticket's own. 0: as the list says; 255: no limit. */
  readonly allowedEntries: number;
}

/** A ticket with what its present code says. */
export interface ShownTicket extends DoorMarks {
  readonly id: string;
  readonly parentId: string | null;
  readonly hash: Buffer;
  readonly generation: number;
  readonly kid: number;
  readonly codeClass: number;
  /** As phones know it. */
  readonly class: number;
  readonly state: TicketState;
  readonly texts: readonly string[];
}

/** Each bound of a ticket's own window stands before its type's, as in the classes that phones know. */
export function doorRows(eventId: string): RawBuilder<DoorRow> {
  return sql<DoorRow>`select ticket.id, ticket.name, ticket.hash, ticket.state, ticket.test, ticket.kid, ticket_type.class,
      ticket.parent_id, case when ticket.parent_id is not null then (
        select parent.state from ticketing.ticket as parent
        where parent.organisation_id = ticket.organisation_id and parent.id = ticket.parent_id
      ) end as parent_state, ${nameAtDoor(eventId)} as ticket_type, null::text as variation,
      ${milliseconds('coalesce(ticket.valid_from, ticket_type.valid_from)')} as valid_from,
      ${milliseconds('coalesce(ticket.valid_until, ticket_type.valid_until)')} as valid_until,
      ticket.payment = 'unpaid' as owes, ticket.entries as allowed_entries
    from ticketing.ticket
      join ticketing.ticket_type as ticket_type
        on ticket_type.organisation_id = ticket.organisation_id and ticket_type.id = ticket.ticket_type_id
    where ${acceptedAt(eventId, 'ticket.event_id')}`;
}

function milliseconds(instant: string) {
  return sql.raw(`floor(extract(epoch from ${instant}) * 1000)::bigint`);
}

/** A ticket with the one that it was added to, and its own add-ons. */
export interface ShownFamily {
  readonly ticket: ShownTicket;
  readonly parent: ShownTicket | null;
  readonly addOns: readonly ShownTicket[];
}

/** @throws AppError platform.not_found */
export async function readShownFamily(
  trx: ClosedTransaction,
  eventId: string,
  ticketId: string,
): Promise<ShownFamily> {
  const members = await readShown(trx, eventId, await familyOf(trx, eventId, [ticketId]));
  const ticket = found(members.find(({ id }) => id === ticketId));
  return {
    ticket,
    parent: members.find(({ id }) => id === ticket.parentId) ?? null,
    addOns: members.filter(({ parentId }) => parentId === ticketId),
  };
}

async function readShown(
  trx: ClosedTransaction,
  eventId: string,
  ticketIds: readonly string[],
): Promise<ShownTicket[]> {
  const { rows } = await sql<ShownTicket>`
    select ticket.id, ticket.parent_id, ticket.hash, ticket.generation, ticket.kid, ticket.code_class,
      coalesce(own.class, type.class) as class, ticket.state, ticket.payment,
      ticket.entries, ticket.attention, ticket.answers_missing, ticket.texts
    from ticketing.ticket
      join ticketing.ticket_type as type
        on type.organisation_id = ticket.organisation_id and type.id = ticket.ticket_type_id
      left join ticketing.window_class as own
        on own.organisation_id = ticket.organisation_id and own.event_id = ticket.event_id
        and own.ticket_type_id = ticket.ticket_type_id
        and (ticket.valid_from is not null or ticket.valid_until is not null)
        and coalesce(own.valid_from, '-infinity') = coalesce(ticket.valid_from, '-infinity')
        and coalesce(own.valid_until, 'infinity') = coalesce(ticket.valid_until, 'infinity')
    where ${acceptedAt(eventId, 'ticket.event_id')} and ticket.id = any(${[...ticketIds]}::uuid[])`.execute(
    trx,
  );
  return rows;
}
