import { sql } from 'kysely';
import { found } from '../../platform/errors/found.js';
import { type Page, type PageRequest, pageById } from '../../platform/http/page.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt } from './accepted.js';
import type { TicketType } from './schemas.js';
import type { TicketingTables } from './tables.js';

export function listTicketTypes(
  trx: ClosedTransaction,
  eventId: string,
  page: PageRequest,
): Promise<Page<TicketType>> {
  return pageById(selectTicketTypes(trx, eventId), page, toTicketType);
}

/** Those of several events, by their numbers. */
export function listAllTicketTypes(trx: ClosedTransaction, eventIds: readonly string[]) {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticketType')
    .select(['eventId', 'id', 'class', 'name', 'label', 'colour'])
    .where(sql<boolean>`event_id = any(${[...eventIds]}::uuid[])`)
    .orderBy('class')
    .execute();
}

export async function readTicketType(
  trx: ClosedTransaction,
  eventId: string,
  ticketTypeId: string,
): Promise<TicketType> {
  const row = await selectTicketTypes(trx, eventId).where('id', '=', ticketTypeId).executeTakeFirst();
  return toTicketType(found(row));
}

/** Whether a ticket type of the event is meant for the zone. */
export async function anyTypeIsForZone(
  trx: ClosedTransaction,
  eventId: string,
  zoneId: string,
): Promise<boolean> {
  const row = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticketType')
    .select('id')
    .where('eventId', '=', eventId)
    .where(sql<boolean>`${zoneId}::uuid = any(zone_ids)`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Which of these ids are ticket types of the event, or of a pass that is good at its doors. */
export async function knownTypeIds(
  trx: ClosedTransaction,
  eventId: string,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticketType')
    .select('id')
    .where(acceptedAt(eventId))
    .where('id', 'in', [...ids])
    .execute();
  return rows.map(({ id }) => id);
}

function selectTicketTypes(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticketType')
    .select(['id', 'class', 'name', 'label', 'colour', 'texts', 'zoneIds', 'validFrom', 'validUntil'])
    .where('eventId', '=', eventId);
}

type TicketTypeRow = Omit<TicketType, 'validFrom' | 'validUntil'> & {
  validFrom: Date | null;
  validUntil: Date | null;
};

function toTicketType(row: TicketTypeRow): TicketType {
  return {
    ...row,
    validFrom: row.validFrom?.toISOString() ?? null,
    validUntil: row.validUntil?.toISOString() ?? null,
  };
}
