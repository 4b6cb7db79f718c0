import { AppError, fieldError } from '../../../platform/errors/app-error.js';
import { orConstraint } from '../../../platform/errors/constraint.js';
import { found } from '../../../platform/errors/found.js';
import { withTrimmedName } from '../../../platform/http/trimmed-name.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { isGateInRule } from '../classes.js';
import { eventErrors } from '../errors.js';
import type { GateUse } from '../index.js';
import { readGate } from '../place-queries.js';
import type { Gate } from '../schemas.js';
import type { EventsTables } from '../tables.js';
import { lockDoor } from './change-event.js';
import type { EventKey } from './edit-zone.js';

const constraints = {
  gate_organisation_id_event_id_name_key: fieldError(eventErrors.nameTaken, 'name'),
  gate_organisation_id_event_id_from_zone_id_fkey: fieldError(eventErrors.unknownZone, 'fromZoneId'),
  gate_organisation_id_event_id_to_zone_id_fkey: fieldError(eventErrors.unknownZone, 'toZoneId'),
  gate_check: fieldError(eventErrors.sameZone, 'toZoneId'),
  access_list_gate_organisation_id_event_id_gate_id_fkey: new AppError(eventErrors.gateInUse),
};

export async function createGate(
  trx: ClosedTransaction,
  key: EventKey,
  input: { name: string; fromZoneId?: string | null; toZoneId?: string | null },
): Promise<Gate> {
  await lockDoor(trx, key);
  const insert = trx
    .$extendTables<EventsTables>()
    .insertInto('events.gate')
    .values({
      ...key,
      name: input.name.trim(),
      fromZoneId: input.fromZoneId ?? null,
      toZoneId: input.toZoneId ?? null,
    })
    .returning(['id', 'name', 'fromZoneId', 'toZoneId'])
    .executeTakeFirstOrThrow();
  return orConstraint(insert, constraints);
}

export async function changeGate(
  trx: ClosedTransaction,
  key: EventKey & { gateId: string },
  changes: { name?: string; fromZoneId?: string | null; toZoneId?: string | null },
): Promise<Gate> {
  await lockDoor(trx, key);
  await readGate(trx, key.eventId, key.gateId);
  const update = trx
    .$extendTables<EventsTables>()
    .updateTable('events.gate')
    .set(withTrimmedName(changes))
    .where('id', '=', key.gateId)
    .execute();
  await orConstraint(update, constraints);
  return readGate(trx, key.eventId, key.gateId);
}

/** @throws AppError events.gate_in_use */
export async function deleteGate(
  trx: ClosedTransaction,
  key: EventKey & { gateId: string },
  uses: readonly GateUse[],
): Promise<void> {
  await lockDoor(trx, key);
  for (const isInUse of [isGateInRule, ...uses])
    if (await isInUse(trx, key.eventId, key.gateId)) throw new AppError(eventErrors.gateInUse);
  const remove = trx
    .$extendTables<EventsTables>()
    .deleteFrom('events.gate')
    .where('eventId', '=', key.eventId)
    .where('id', '=', key.gateId)
    .returning('id')
    .executeTakeFirst();
  found(await orConstraint(remove, constraints));
}
