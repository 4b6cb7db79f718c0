import { confirmationCode } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import { found } from '../../../platform/errors/found.js';
import { type Page, type PageRequest, pageById } from '../../../platform/http/page.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { describeDigest, digestColumn, type PhoneDigest } from '../digest/digest-column.js';
import type { DeviceProfile, DeviceStatus } from '../rules.js';
import type { DeviceTables } from '../tables.js';
import { describeReadiness, readinessColumn } from './readiness-column.js';
import type { Device, OrganisationDevice } from './schemas.js';

/** A phone's row, but for what an event or the organisation adds. */
interface DeviceRow {
  readonly id: string;
  readonly name: string;
  readonly profile: DeviceProfile;
  readonly status: DeviceStatus;
  readonly signKey: Buffer;
  readonly agreeKey: Buffer;
  readonly userAgent: string;
  readonly pairedAt: Date;
  readonly lastSyncAt: Date | null;
  readonly unsent: number | null;
  readonly trustedSeq: number | null;
  readonly wipedAt: Date | null;
  readonly readiness: Parameters<typeof describeReadiness>[0];
}

const columns = [
  'd.id',
  'd.name',
  'd.profile',
  'd.status',
  'd.signKey',
  'd.agreeKey',
  'd.userAgent',
  'd.pairedAt',
  'd.lastSyncAt',
  'd.unsent',
  'd.trustedSeq',
  'd.wipedAt',
  readinessColumn,
] as const;

/** The phones of an event, in the order in which they were paired. */
export function listDevices(
  trx: ClosedTransaction,
  eventId: string,
  page: PageRequest,
): Promise<Page<Device>> {
  return pageById(selectDevices(trx, eventId), page, toDevice);
}

/** @throws AppError platform.not_found, also when the phone is not for this event */
export async function readDevice(trx: ClosedTransaction, eventId: string, deviceId: string): Promise<Device> {
  return toDevice(found(await selectDevices(trx, eventId).where('d.id', '=', deviceId).executeTakeFirst()));
}

/** The key that checks what the phone signs, whatever the phone's status; null for an unknown one. */
export async function readSignKey(trx: ClosedTransaction, deviceId: string): Promise<Uint8Array | null> {
  const device = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.device')
    .select('signKey')
    .where('id', '=', deviceId)
    .executeTakeFirst();
  return device?.signKey ?? null;
}

/** The organisation's phones, in the order in which they were paired. */
export function listOrganisationDevices(
  trx: ClosedTransaction,
  page: PageRequest,
): Promise<Page<OrganisationDevice>> {
  const query = trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.device as d')
    .select(columns)
    .select(
      sql<string[]>`array(select e.event_id from checkin.device_event e
        where e.organisation_id = d.organisation_id and e.device_id = d.id order by e.event_id)`.as(
        'eventIds',
      ),
    )
    .where('d.deskLife', 'is', null);
  return pageById(query, page, (row) => ({ ...describe(row), eventIds: row.eventIds }));
}

/** The events that a phone is for, each with its gate there. */
export function eventsOfDevice(
  trx: ClosedTransaction,
  deviceId: string,
): Promise<{ eventId: string; gateId: string | null }[]> {
  return trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.deviceEvent')
    .select(['eventId', 'gateId'])
    .where('deviceId', '=', deviceId)
    .orderBy('eventId')
    .execute();
}

/** Whether a phone stands at the gate, or one that is about to be paired will. */
export async function isGateInUse(trx: ClosedTransaction, eventId: string, gateId: string): Promise<boolean> {
  const db = trx.$extendTables<DeviceTables>();
  const standing = await db
    .selectFrom('checkin.deviceEvent')
    .select('deviceId')
    .where('eventId', '=', eventId)
    .where('gateId', '=', gateId)
    .executeTakeFirst();
  if (standing) return true;
  const coming = await db
    .selectFrom('checkin.pairing')
    .select('id')
    .where('eventId', '=', eventId)
    .where('gateId', '=', gateId)
    .where('deviceId', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return coming !== undefined;
}

function selectDevices(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.device as d')
    .innerJoin('checkin.deviceEvent as e', 'e.deviceId', 'd.id')
    .select(columns)
    .select(['e.gateId', digestColumn])
    .where('e.eventId', '=', eventId)
    .where('d.deskLife', 'is', null);
}

function toDevice(row: DeviceRow & { gateId: string | null; digest: PhoneDigest | null }): Device {
  return { ...describe(row), gateId: row.gateId, digest: describeDigest(row.digest) };
}

function describe(row: DeviceRow): Omit<Device, 'gateId' | 'digest'> {
  return {
    id: row.id,
    name: row.name,
    profile: row.profile,
    status: row.status,
    confirmationCode: confirmationCode(row.signKey, row.agreeKey),
    userAgent: row.userAgent,
    pairedAt: row.pairedAt.toISOString(),
    lastSyncAt: row.lastSyncAt?.toISOString() ?? null,
    unsent: row.unsent,
    trustedSeq: row.trustedSeq,
    wipedAt: row.wipedAt?.toISOString() ?? null,
    readiness: describeReadiness(row.readiness),
  };
}
