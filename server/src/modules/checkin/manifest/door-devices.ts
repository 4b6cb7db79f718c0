import type { RootDevice } from '@gatehouse/shared/manifest';
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
    .select('assigned.gateId')
    .where('assigned.eventId', '=', eventId)
    .where('device.status', '!=', 'waiting')
    .orderBy('device.id')
    .execute();
  return rows.map(({ id, name, profile, signKey, status, gateId }) => ({
    id,
    name,
    gate: gateId,
    profile,
    publicKey: signKey,
    status: status === 'revoked' ? ('revoked' as const) : ('active' as const),
  }));
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
