import type { DeviceLog, KeptRow, LogDevice } from '@gatehouse/shared/log-file';
import { sql } from 'kysely';
import { found } from '../../../platform/errors/found.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { DeviceTables } from '../tables.js';
import type { LogTables } from './log-tables.js';

export interface OfEvent {
  readonly eventId: string;
  /** The event's public number. */
  readonly number: number;
}

/** Whose rows an event's log is made of: its phones, those that have served it, and the server's own doors. */
export async function readLogDevices(trx: ClosedTransaction, eventId: string): Promise<LogDevice[]> {
  const rows = await selectDevices(trx, eventId).orderBy('id').execute();
  return rows.map(toLogDevice);
}

function selectDevices(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<DeviceTables & LogTables>()
    .selectFrom('checkin.device')
    .select(['id', 'name', 'signKey', 'pairedAt', 'confirmedAt', 'revokedAt', 'trustedSeq', 'deskLife'])
    .where(
      sql<boolean>`id in (select device_id from checkin.device_event where event_id = ${eventId}::uuid
        union select device_id from checkin.scan where event_id = ${eventId}::uuid)`,
    );
}

type DeviceRow = Awaited<ReturnType<ReturnType<typeof selectDevices>['execute']>>[number];

function toLogDevice({
  signKey,
  pairedAt,
  confirmedAt,
  revokedAt,
  deskLife,
  ...device
}: DeviceRow): LogDevice {
  return {
    ...device,
    publicKey: signKey,
    pairedAt: pairedAt.getTime(),
    confirmedAt: confirmedAt?.getTime() ?? null,
    revokedAt: revokedAt?.getTime() ?? null,
    isServer: deskLife !== null,
  };
}

/**
 * What a phone's rows are held against. Read before the rows, so that nothing is signed or receipted that is not
 * among them.
 * @throws AppError platform.not_found when the phone has no part in the event
 */
export async function readDeviceLog(
  trx: ClosedTransaction,
  { eventId, number }: OfEvent,
  deviceId: string,
): Promise<DeviceLog> {
  const device = found(await selectDevices(trx, eventId).where('id', '=', deviceId).executeTakeFirst());
  const db = trx.$extendTables<DeviceTables & LogTables>();
  const heads = await db
    .selectFrom('checkin.logHead')
    .select(['seq', 'hash', 'signature'])
    .where('deviceId', '=', deviceId)
    .orderBy('seq')
    .execute();
  const receipt = await db
    .selectFrom('checkin.logReceipt')
    .select('bytes')
    .where('deviceId', '=', deviceId)
    .executeTakeFirst();
  return {
    device: toLogDevice(device),
    heads,
    receipt: receipt?.bytes ?? null,
    doorKeys: await readDoorKeys(trx),
    event: number,
  };
}

/** All keys that the organisation's door has had, the newest last. */
export async function readDoorKeys(trx: ClosedTransaction): Promise<Buffer[]> {
  const rows = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.doorKey')
    .select('publicKey')
    .orderBy('number')
    .execute();
  return rows.map(({ publicKey }) => publicKey);
}

const rowsAtOnce = 2_000;

export interface StoredRow extends KeptRow {
  readonly bytes: Buffer;
  readonly hash: Buffer;
}

/** All rows of a phone in the order of their seqs, forks behind the row that counts. No transaction stays open between. */
export async function* rowsOf(
  tenancy: Tenancy,
  who: Parameters<Tenancy['run']>[0],
  deviceId: string,
): AsyncGenerator<readonly StoredRow[]> {
  for (let after = 0; ; ) {
    const rows = await tenancy.run(who, (trx) => readRowsAfter(trx, deviceId, after));
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.seq;
  }
}

async function readRowsAfter(
  trx: ClosedTransaction,
  deviceId: string,
  after: number,
): Promise<readonly StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select seq, hash, bytes, quarantine
    from (select min(seq) as first from checkin.log_row
      where device_id = ${deviceId}::uuid and seq > ${after}::bigint) as next
    join checkin.log_row on device_id = ${deviceId}::uuid and seq >= first and seq < first + ${rowsAtOnce}
    order by seq, fork, log_row.hash`.execute(trx);
  return rows;
}

/** The events, but for this one, whose rows stand in the logs of these phones. */
export async function readOtherEvents(
  trx: ClosedTransaction,
  eventId: string,
  deviceIds: readonly string[],
): Promise<string[]> {
  const rows = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.scan')
    .select('eventId')
    .distinct()
    .where(sql<boolean>`device_id = any(${[...deviceIds]}::uuid[])`)
    .where('eventId', '<>', eventId)
    .execute();
  return rows.map((row) => row.eventId);
}
