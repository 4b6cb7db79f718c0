import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { later } from '../../../platform/time/later.js';
import type { TypeCopy } from '../../events/index.js';
import type { TicketingTables } from '../tables.js';

/** Copies the ticket types of an event with their numbers; their windows move with its start. @returns old id → new id */
export async function copyTicketTypes(
  trx: ClosedTransaction,
  { organisationId, from, to, zones, laterMs }: TypeCopy,
): Promise<ReadonlyMap<string, string>> {
  const db = trx.$extendTables<TicketingTables>();
  const types = await db
    .selectFrom('ticketing.ticketType')
    .select(['id', 'class', 'name', 'label', 'colour', 'texts', 'zoneIds', 'validFrom', 'validUntil'])
    .where('eventId', '=', from)
    .orderBy('class')
    .execute();
  const copies = new Map<string, string>();
  for (const { id, zoneIds, validFrom, validUntil, ...type } of types) {
    const made = await db
      .insertInto('ticketing.ticketType')
      .values({
        ...type,
        organisationId,
        eventId: to,
        zoneIds: zoneIds.flatMap((zone) => zones.get(zone) ?? []),
        validFrom: later(validFrom, laterMs),
        validUntil: later(validUntil, laterMs),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    copies.set(id, made.id);
  }
  return copies;
}
