import { AppError, fieldError } from '../../../platform/errors/app-error.js';
import { orConstraint } from '../../../platform/errors/constraint.js';
import { found } from '../../../platform/errors/found.js';
import { withTrimmedName } from '../../../platform/http/trimmed-name.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { eventErrors } from '../errors.js';
import type { ZoneUse } from '../index.js';
import { readZone } from '../place-queries.js';
import type { Zone } from '../schemas.js';
import type { EventsTables } from '../tables.js';
import { lockDoor } from './change-event.js';

/** Which event of which organisation something belongs to. */
export interface EventKey {
  readonly organisationId: string;
  readonly eventId: string;
}

const constraints = {
  zone_organisation_id_event_id_name_key: fieldError(eventErrors.nameTaken, 'name'),
  gate_organisation_id_event_id_from_zone_id_fkey: new AppError(eventErrors.zoneInUse),
  gate_organisation_id_event_id_to_zone_id_fkey: new AppError(eventErrors.zoneInUse),
};

export async function createZone(
  trx: ClosedTransaction,
  key: EventKey,
  input: { name: string; capacity?: number | null },
): Promise<Zone> {
  await lockDoor(trx, key);
  const insert = trx
    .$extendTables<EventsTables>()
    .insertInto('events.zone')
    .values({ ...key, name: input.name.trim(), capacity: input.capacity ?? null })
    .returning(['id', 'name', 'capacity'])
    .executeTakeFirstOrThrow();
  return orConstraint(insert, constraints);
}

export async function changeZone(
  trx: ClosedTransaction,
  key: EventKey & { zoneId: string },
  changes: { name?: string; capacity?: number | null },
): Promise<Zone> {
  await lockDoor(trx, key);
  await readZone(trx, key.eventId, key.zoneId);
  const update = trx
    .$extendTables<EventsTables>()
    .updateTable('events.zone')
    .set(withTrimmedName(changes))
    .where('id', '=', key.zoneId)
    .execute();
  await orConstraint(update, constraints);
  return readZone(trx, key.eventId, key.zoneId);
}

/** @throws AppError events.zone_in_use */
export async function deleteZone(
  trx: ClosedTransaction,
  key: EventKey & { zoneId: string },
  uses: readonly ZoneUse[],
): Promise<void> {
  await lockDoor(trx, key);
  for (const isInUse of uses)
    if (await isInUse(trx, key.eventId, key.zoneId)) throw new AppError(eventErrors.zoneInUse);
  const remove = trx
    .$extendTables<EventsTables>()
    .deleteFrom('events.zone')
    .where('eventId', '=', key.eventId)
    .where('id', '=', key.zoneId)
    .returning('id')
    .executeTakeFirst();
  found(await orConstraint(remove, constraints));
}
