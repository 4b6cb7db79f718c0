import type { RootDevice } from '@gatehouse/shared/manifest';
import { sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { DeviceTables } from '../tables.js';

/**
 * The phones of an event, as its other phones know them: their names in words, their keys to check what they carry.
 * One that waits is not known to anybody yet; one that was revoked stays, so that its rows still have a name.
 */
export async function readDoorDevices(trx: ClosedTransaction, eventId: string): Promise<RootDevice[]> {
  const rows = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.deviceEvent as assigned')
    .innerJoin('checkin.device as device', (join) =>
      join
        .onRef('device.organisationId', '=', 'assigned.organisationId')
        .onRef('device.id', '=', 'assigned.deviceId'),
    )
    .select(['device.id', 'device.name', 'device.profile', 'device.signKey', 'device.status'])
    .select(['assigned.gateId', 'assigned.eventId'])
    .where(isHeardOfAt(eventId))
    .where('device.status', '!=', 'waiting')
    .orderBy('device.id')
    .execute();
  const here = new Set(rows.filter(({ eventId: of }) => of === eventId).map(({ id }) => id));
  // A phone that serves this event too stands at its gate here; of another date its name is what matters.
  const known = rows.filter(({ id, eventId: of }) => of === eventId || !here.has(id));
  const each = [...new Map(known.map((row) => [row.id, row])).values()];
  return each.map(({ id, name, profile, signKey, status, gateId, eventId: of }) => ({
    id,
    name,
    gate: of === eventId ? gateId : null,
    profile,
    publicKey: signKey,
    status: status === 'revoked' ? ('revoked' as const) : ('active' as const),
  }));
}

/** The event's own phones, and those of other dates of the passes that are good here. */
function isHeardOfAt(eventId: string) {
  return sql<boolean>`(assigned.event_id = ${eventId}::uuid or assigned.event_id in (
    select unnest(events.dates_of(pass)) from unnest(events.accepted_at(${eventId}::uuid)) as pass))`;
}

/** Whether the phone serves the event. */
export async function servesEvent(
  trx: ClosedTransaction,
  which: { deviceId: string; eventId: string },
): Promise<boolean> {
  const row = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.deviceEvent')
    .select('deviceId')
    .where('eventId', '=', which.eventId)
    .where('deviceId', '=', which.deviceId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the event has phones, also such as wait to be confirmed. */
export async function hasDevices(trx: ClosedTransaction, eventId: string): Promise<boolean> {
  const row = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.deviceEvent')
    .select('deviceId')
    .where('eventId', '=', eventId)
    .executeTakeFirst();
  return row !== undefined;
}
