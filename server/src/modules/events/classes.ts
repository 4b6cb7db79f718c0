import { type SqlBool, sql } from 'kysely';
import { AppError, fieldError } from '../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { eventErrors } from './errors.js';
import { findQuestionNaming } from './question-queries.js';
import { classNumbers } from './rules.js';
import type { EventsTables } from './tables.js';

/**
 * Gives the next class number of the event: an index into the manifest's class table, never used again.
 * Which numbers it may have, says `classRange`; the upper half is for tickets with a window of their own.
 * @throws AppError events.too_many_classes
 */
export async function allocateClass(trx: ClosedTransaction, eventId: string): Promise<number> {
  const row = await trx
    .$extendTables<EventsTables>()
    .updateTable('events.event')
    .set({ nextClass: sql`next_class + 1` })
    .where('id', '=', eventId)
    .where(sql<SqlBool>`next_class < ${endOfClasses}`)
    .returning('nextClass')
    .executeTakeFirst();
  if (!row) throw new AppError(eventErrors.tooManyClasses);
  return row.nextClass - 1;
}

const endOfClasses = sql`coalesce(${classNumbers.firstOfPasses} + pass_number * ${classNumbers.ofOnePass},
  ${classNumbers.firstOfPasses})`;

/** @throws AppError events.class_in_use when an access list, its rule or a question names the ticket type */
export async function requireUnlisted(
  trx: ClosedTransaction,
  eventId: string,
  type: ListedType,
): Promise<void> {
  const list = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.accessList')
    .select('name')
    .where('eventId', '=', eventId)
    .where(sql<boolean>`(${type.class} = any(classes) or ${isInRule(type.id)})`)
    .executeTakeFirst();
  if (list)
    throw new AppError(eventErrors.classInUse, { detail: `The access list “${list.name}” names it.` });
  const question = await findQuestionNaming(trx, eventId, type.id);
  if (question !== undefined)
    throw new AppError(eventErrors.classInUse, { detail: `The question “${question}” names it.` });
}

/** A ticket type by both of its names: lists use its class, rules its id. */
export interface ListedType {
  readonly id: string;
  readonly class: number;
}

/** Whether a rule of the event names the gate: without the gate it would silently keep everybody out. */
export async function isGateInRule(
  trx: ClosedTransaction,
  eventId: string,
  gateId: string,
): Promise<boolean> {
  const list = await trx
    .$extendTables<EventsTables>()
    .selectFrom('events.accessList')
    .select('id')
    .where('eventId', '=', eventId)
    .where(isInRule(gateId))
    .executeTakeFirst();
  return list !== undefined;
}

/** An id is long enough to be found in the text of a rule. */
function isInRule(id: string) {
  return sql<boolean>`coalesce(strpos(rule::text, ${JSON.stringify(id)}) > 0, false)`;
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
