import { type RawBuilder, sql } from 'kysely';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt } from './accepted.js';
import type { KeyStatus } from './rules.js';
import type { TicketingTables } from './tables.js';

/** A class as gates know it: a ticket type, or the tickets of one that share a window of their own. */
export interface DoorClass {
  readonly index: number;
  /** The class of the ticket type, by which access lists name it. */
  readonly typeIndex: number;
  readonly ticketTypeId: string;
  /** Unique at the door: where a type of a pass is called as another one, its number stands behind its name. */
  readonly ticketType: string;
  /** Whose type it is: the event's, or a pass's. */
  readonly eventId: string;
  readonly label: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly texts: readonly string[];
  readonly zoneIds: readonly string[];
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
}

/** What gates check the signature of a code with. */
export interface DoorTicketKey {
  readonly kid: number;
  /** 32 bytes. */
  readonly publicKey: Buffer;
  readonly status: KeyStatus;
}

/** The classes of the event and of its passes by their numbers. Each bound of a ticket's own window stands before the type's. */
export async function readDoorClasses(trx: ClosedTransaction, eventId: string): Promise<DoorClass[]> {
  const db = trx.$extendTables<TicketingTables>();
  const types = await db
    .selectFrom('ticketing.ticketType')
    .select([
      'id',
      'eventId',
      'class',
      'name',
      'label',
      'colour',
      'texts',
      'zoneIds',
      'validFrom',
      'validUntil',
    ])
    .select(nameAtDoor(eventId).as('nameAtDoor'))
    .where(acceptedAt(eventId))
    .execute();
  const windows = await db
    .selectFrom('ticketing.windowClass')
    .select(['class', 'ticketTypeId', 'validFrom', 'validUntil'])
    .where(acceptedAt(eventId))
    .execute();
  const ofType = (type: (typeof types)[number]): DoorClass => ({
    index: type.class,
    typeIndex: type.class,
    ticketTypeId: type.id,
    ticketType: type.nameAtDoor,
    eventId: type.eventId,
    label: type.label,
    colour: type.colour,
    texts: type.texts,
    zoneIds: type.zoneIds,
    validFrom: type.validFrom,
    validUntil: type.validUntil,
  });
  const classes = types.map(ofType);
  const byId = new Map(types.map((type) => [type.id, ofType(type)]));
  for (const { class: index, ticketTypeId, validFrom, validUntil } of windows) {
    const type = byId.get(ticketTypeId);
    if (type)
      classes.push({
        ...type,
        index,
        validFrom: validFrom ?? type.validFrom,
        validUntil: validUntil ?? type.validUntil,
      });
  }
  return classes.sort((a, b) => a.index - b.index);
}

/** By which rules name a type: of an event alone it is the name. @param eventId whose door it is */
export function nameAtDoor(eventId: string): RawBuilder<string> {
  return sql<string>`case when ticket_type.event_id <> ${eventId}::uuid and exists (
      select from ticketing.ticket_type as other where ${acceptedAt(eventId, 'other.event_id')}
        and other.name = ticket_type.name and other.class < ticket_type.class)
    then ticket_type.name || ' (' || ticket_type.class || ')' else ticket_type.name end`;
}

/** The keys of the event in the order of their numbers, those for trying out too. */
export function readDoorKeys(trx: ClosedTransaction, eventId: string): Promise<DoorTicketKey[]> {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.key')
    .select(['kid', 'publicKey', 'status'])
    .where('eventId', '=', eventId)
    .orderBy('kid')
    .execute();
}
