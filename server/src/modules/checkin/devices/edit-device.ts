import { sql, type UpdateObject } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.js';
import { found } from '../../../platform/errors/found.js';
import type { Live } from '../../../platform/live/live.js';
import { voidLiveTickets } from '../../../platform/live/live-tickets.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import { checkinErrors } from '../errors.js';
import { requireDoor } from '../require-door.js';
import type { DeviceStatus } from '../rules.js';
import type { DeviceTables } from '../tables.js';
import { readDevice } from './device-queries.js';
import type { Device, DeviceChanges } from './schemas.js';
import { tellOfDevice } from './tell.js';

export interface DeviceDeps {
  readonly events: Events;
  readonly live: Live;
  /** The last row of the phone that is here; null when there is none. */
  lastSeqOf(trx: ClosedTransaction, deviceId: string): Promise<number | null>;
}

export interface DeviceKey {
  readonly organisationId: string;
  readonly eventId: string;
  readonly deviceId: string;
}

/** The organiser has seen the same six characters on the phone. @throws AppError checkin.stays_revoked */
export async function confirmDevice(
  trx: ClosedTransaction,
  deps: DeviceDeps,
  key: DeviceKey,
): Promise<Device> {
  const status = await lockDevice(trx, key);
  if (status === 'revoked') throw new AppError(checkinErrors.staysRevoked);
  if (status === 'waiting') {
    await update(trx, key.deviceId, { status: 'active', confirmedAt: sql<Date>`now()` });
    await tellOfDevice(trx, deps.live, { ...key, change: 'moved' });
  }
  return readDevice(trx, key.eventId, key.deviceId);
}

/** Takes the phone's right to scan, at all of its events and for good. Doing it again changes nothing. */
export async function revokeDevice(
  trx: ClosedTransaction,
  deps: DeviceDeps,
  key: DeviceKey,
): Promise<Device> {
  const { deviceId } = key;
  const status = await lockDevice(trx, key);
  if (status !== 'revoked') {
    const trustedSeq = await deps.lastSeqOf(trx, deviceId);
    await update(trx, deviceId, { status: 'revoked', revokedAt: sql<Date>`now()`, trustedSeq });
    // It stands at no gate any more, so that the gate may be deleted.
    await trx
      .$extendTables<DeviceTables>()
      .updateTable('checkin.deviceEvent')
      .set({ gateId: null })
      .where('deviceId', '=', deviceId)
      .execute();
    await voidLiveTickets(trx, deviceId);
    await tellOfDevice(trx, deps.live, { ...key, change: 'revoked' });
  }
  return readDevice(trx, key.eventId, deviceId);
}

/** @throws AppError checkin.stays_revoked, events.unknown_gate, events.archived */
export async function changeDevice(
  trx: ClosedTransaction,
  deps: DeviceDeps,
  call: { key: DeviceKey; changes: DeviceChanges },
): Promise<Device> {
  const { key, changes } = call;
  await deps.events.lockForEdit(trx, key.eventId);
  const status = await lockDevice(trx, key);
  if (status === 'revoked') throw new AppError(checkinErrors.staysRevoked);
  const { gateId, name, profile } = changes;
  await update(trx, key.deviceId, {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(profile === undefined ? {} : { profile }),
  });
  if (gateId !== undefined) await place(trx, deps, { ...key, gateId });
  await tellOfDevice(trx, deps.live, { ...key, change: 'changed' });
  return readDevice(trx, key.eventId, key.deviceId);
}

/**
 * Gives a phone of the organisation this event too.
 * @throws AppError platform.not_found, checkin.stays_revoked, events.unknown_gate, events.archived
 */
export async function assignDevice(
  trx: ClosedTransaction,
  deps: DeviceDeps,
  call: { key: DeviceKey; gateId: string | null | undefined },
): Promise<Device> {
  const { key, gateId } = call;
  await deps.events.lockForEdit(trx, key.eventId);
  await requireDoor(trx, deps.events, key.eventId);
  const db = trx.$extendTables<DeviceTables>();
  const device = await db
    .selectFrom('checkin.device')
    .select('status')
    .where('id', '=', key.deviceId)
    .where('deskLife', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (found(device).status === 'revoked') throw new AppError(checkinErrors.staysRevoked);
  const { organisationId, eventId, deviceId } = key;
  await db
    .insertInto('checkin.deviceEvent')
    .values({ organisationId, eventId, deviceId, gateId: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (gateId !== undefined) await place(trx, deps, { ...key, gateId });
  await tellOfDevice(trx, deps.live, { ...key, change: 'moved' });
  return readDevice(trx, eventId, deviceId);
}

async function place(
  trx: ClosedTransaction,
  deps: DeviceDeps,
  stand: DeviceKey & { gateId: string | null },
): Promise<void> {
  const { eventId, deviceId, gateId } = stand;
  if (gateId !== null) await deps.events.requireGate(trx, eventId, gateId);
  await trx
    .$extendTables<DeviceTables>()
    .updateTable('checkin.deviceEvent')
    .set({ gateId })
    .where('eventId', '=', eventId)
    .where('deviceId', '=', deviceId)
    .execute();
}

/** @throws AppError platform.not_found, also when the phone is not for this event */
async function lockDevice(trx: ClosedTransaction, key: DeviceKey): Promise<DeviceStatus> {
  const row = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.device as d')
    .innerJoin('checkin.deviceEvent as e', 'e.deviceId', 'd.id')
    .select('d.status')
    .where('d.id', '=', key.deviceId)
    .where('e.eventId', '=', key.eventId)
    .where('d.deskLife', 'is', null)
    .forUpdate('d')
    .executeTakeFirst();
  return found(row).status;
}

async function update(
  trx: ClosedTransaction,
  deviceId: string,
  changes: UpdateObject<DeviceTables, 'checkin.device'>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await trx
    .$extendTables<DeviceTables>()
    .updateTable('checkin.device')
    .set(changes)
    .where('id', '=', deviceId)
    .execute();
}
