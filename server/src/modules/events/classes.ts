import { sql } from 'kysely';
import { AppError, fieldError } from '../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { eventErrors } from './errors.js';
import type { EventsTables } from './tables.js';

/**
 * Gives the next class number of the event: an index into the manifest's class table, never used again.
 * @throws AppError events.too_many_classes
 */
export async function allocateClass(trx: ClosedTransaction, eventId: string): Promise<number> {
  const row = await trx
    .$extendTables<EventsTables>()
    .updateTable('events.event')
    .set({ nextClass: sql`next_class + 1` })
    .where('id', '=', eventId)
    .where('nextClass', '<', 65_536)
    .returning('nextClass')
    .executeTakeFirst();
  if (!row) throw new AppError(eventErrors.tooManyClasses);
  return row.nextClass - 1;
}

/** @throws AppError events.class_in_use when an access list names the class */
export async function requireUnlisted(
  trx: ClosedTransaction,
  eventId: string,
  classNumber: number,
): Promise<void> {
  const list = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.accessList')
    .select('name')
    .where('eventId', '=', eventId)
    .where(sql<boolean>`${classNumber} = any(classes)`)
    .executeTakeFirst();
  if (list)
    throw new AppError(eventErrors.classInUse, { detail: `The access list “${list.name}” names it.` });
}

/** @throws AppError events.unknown_zone beside `zoneIds` */
export async function requireZones(
  trx: ClosedTransaction,
  eventId: string,
  zoneIds: readonly string[],
): Promise<void> {
  if (zoneIds.length === 0) return;
  const rows = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.zone')
    .select('id')
    .where('eventId', '=', eventId)
    .where('id', 'in', [...zoneIds])
    .execute();
  if (rows.length !== new Set(zoneIds).size) throw fieldError(eventErrors.unknownZone, 'zoneIds');
}

/** @throws AppError events.unknown_gate beside `gateId` */
export async function requireGate(trx: ClosedTransaction, eventId: string, gateId: string): Promise<void> {
  const row = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.gate')
    .select('id')
    .where('eventId', '=', eventId)
    .where('id', '=', gateId)
    .executeTakeFirst();
  if (!row) throw fieldError(eventErrors.unknownGate, 'gateId');
}
