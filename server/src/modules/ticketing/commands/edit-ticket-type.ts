import { classEffects, type PhoneEffect } from '@gatehouse/shared/event';
import { AppError, fieldError } from '../../../platform/errors/app-error.js';
import { orConstraint } from '../../../platform/errors/constraint.js';
import { withTrimmedName } from '../../../platform/http/trimmed-name.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { toDate } from '../../../platform/time/to-date.js';
import type { Events } from '../../events/index.js';
import { ticketingErrors } from '../errors.js';
import { readTicketType } from '../queries.js';
import type { NewTicketType, TicketType, TicketTypeChanges } from '../schemas.js';
import type { TicketingTables } from '../tables.js';

export type SavedTicketType = TicketType & { phoneEffects: PhoneEffect[] };

interface EventKey {
  readonly organisationId: string;
  readonly eventId: string;
}
type TypeKey = EventKey & { readonly ticketTypeId: string };

const constraints = {
  ticket_type_organisation_id_event_id_name_key: fieldError(ticketingErrors.nameTaken, 'name'),
  ticket_type_check: fieldError(ticketingErrors.wrongWindow, 'validUntil'),
  ticket_organisation_id_event_id_ticket_type_id_fkey: new AppError(ticketingErrors.typeInUse),
};

/** Stripes that tell types apart on a dark screen; given in turn until the organiser chooses. */
const colours = ['#1f6feb', '#d97706', '#16a34a', '#c026d3', '#dc2626', '#0891b2', '#7c3aed', '#65a30d'];

/** The commands of ticket types; they need events for the event's state, its zones and its class numbers. */
export function ticketTypeCommands(events: Events) {
  async function create(
    trx: ClosedTransaction,
    key: EventKey,
    input: NewTicketType,
  ): Promise<SavedTicketType> {
    const status = await events.lockDoor(trx, key);
    await events.requireZones(trx, key.eventId, input.zoneIds ?? []);
    const number = await events.allocateClass(trx, key.eventId);
    const insert = trx
      .$extendTables<TicketingTables>()
      .insertInto('ticketing.ticketType')
      .values({
        ...key,
        class: number,
        name: input.name.trim(),
        label: input.label?.trim() ?? '',
        colour: input.colour ?? colours[number % colours.length] ?? '#1f6feb',
        texts: input.texts?.map((text) => text.trim()) ?? [],
        zoneIds: input.zoneIds ?? [],
        validFrom: toDate(input.validFrom),
        validUntil: toDate(input.validUntil),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const { id } = await orConstraint(insert, constraints);
    const type = await readTicketType(trx, key.eventId, id);
    return { ...type, phoneEffects: classEffects(status === 'published', null, type) };
  }

  async function change(
    trx: ClosedTransaction,
    key: TypeKey,
    changes: TicketTypeChanges,
  ): Promise<SavedTicketType> {
    const status = await events.lockDoor(trx, key);
    const before = await readTicketType(trx, key.eventId, key.ticketTypeId);
    await events.requireZones(trx, key.eventId, changes.zoneIds ?? []);
    const { validFrom, validUntil, ...rest } = changes;
    const update = trx
      .$extendTables<TicketingTables>()
      .updateTable('ticketing.ticketType')
      .set({
        ...withTrimmedName(rest),
        ...(rest.label === undefined ? {} : { label: rest.label.trim() }),
        ...(rest.texts === undefined ? {} : { texts: rest.texts.map((text) => text.trim()) }),
        ...(validFrom === undefined ? {} : { validFrom: toDate(validFrom) }),
        ...(validUntil === undefined ? {} : { validUntil: toDate(validUntil) }),
      })
      .where('id', '=', key.ticketTypeId)
      .execute();
    await orConstraint(update, constraints);
    const after = await readTicketType(trx, key.eventId, key.ticketTypeId);
    return { ...after, phoneEffects: classEffects(status === 'published', before, after) };
  }

  /** @throws AppError events.class_in_use, ticketing.type_in_use */
  async function remove(trx: ClosedTransaction, key: TypeKey): Promise<void> {
    await events.lockDoor(trx, key);
    const type = await readTicketType(trx, key.eventId, key.ticketTypeId);
    await events.requireUnlisted(trx, key.eventId, type);
    const remove = trx
      .$extendTables<TicketingTables>()
      .deleteFrom('ticketing.ticketType')
      .where('id', '=', key.ticketTypeId)
      .execute();
    await orConstraint(remove, constraints);
  }

  return { create, change, remove };
}
