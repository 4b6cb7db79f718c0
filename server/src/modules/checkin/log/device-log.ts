import { groupBy } from '@gatehouse/shared/checkin';
import { MAX_MISSING_RANGES, type SeqRange } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import {
  bigints,
  booleans,
  byteas,
  integers,
  texts,
  uuids,
} from '../../../platform/database/binary-arrays.js';
import { currentPerson } from '../../../platform/tenancy/current-person.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { DeviceStatus } from '../rules.js';
import type { DeviceTables } from '../tables.js';
import type { LogTables } from './log-tables.js';
import type { HeldRow, NewRow } from './sort-batch.js';

export interface DeviceKey {
  readonly organisationId: string;
  readonly deviceId: string;
}

/** How far a phone's log is whole. */
export interface Watermark {
  readonly watermark: number;
  /** Of the row there; null at 0, and where the phone has declared that row lost. */
  readonly hash: Buffer | null;
  readonly highest: number;
}

/** A phone whose log is locked until the transaction ends. */
export interface LockedDevice extends DeviceKey {
  readonly status: DeviceStatus;
  readonly trustedSeq: number | null;
}

/**
 * Locks the phone's log. Whoever also locks scans of events does so afterwards.
 * @returns undefined when the organisation has no such phone
 */
export async function lockDevice(trx: ClosedTransaction, key: DeviceKey): Promise<LockedDevice | undefined> {
  const row = await trx
    .$extendTables<DeviceTables>()
    .selectFrom('checkin.device')
    .select(['status', 'trustedSeq'])
    .where('id', '=', key.deviceId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && { ...key, ...row };
}

/** A phone that hands rows over, and what it said of rows that stay behind; undefined when it said nothing. */
export interface Heard {
  readonly deviceId: string;
  readonly unsent: number | undefined;
}

/**
 * Locks the logs of phones in the order of their ids, and notes that the phones were heard of.
 * @returns by id; a phone that the organisation does not have is left out
 */
export async function lockDevices(
  trx: ClosedTransaction,
  organisationId: string,
  heard: readonly Heard[],
): Promise<ReadonlyMap<string, LockedDevice>> {
  const ids = uuids(heard.map(({ deviceId }) => deviceId));
  const unsent = integers(heard.map((one) => one.unsent ?? null));
  const { rows } = await sql<Omit<LockedDevice, 'organisationId'>>`
    with heard as (
      select device.id, said.unsent from checkin.device
        join unnest(${ids}::uuid[], ${unsent}::integer[]) as said(id, unsent) on said.id = device.id
      order by device.id for no key update of device
    )
    update checkin.device as device set last_sync_at = now(), unsent = coalesce(heard.unsent, device.unsent)
    from heard where device.id = heard.id
    returning device.id as device_id, device.status, device.trusted_seq`.execute(trx);
  return new Map(rows.map((row) => [row.deviceId, { organisationId, ...row }]));
}

/** What the server holds of the phones' logs without a gap. */
export async function readWatermarks(
  trx: ClosedTransaction,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, Watermark>> {
  const rows = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.deviceLog')
    .select(['deviceId', 'watermark', 'watermarkHash as hash', 'highest'])
    .where(sql<boolean>`device_id = any(${uuids(deviceIds)}::uuid[])`)
    .execute();
  return new Map(rows.map(({ deviceId, ...watermark }) => [deviceId, watermark]));
}

/** The last row of the phone that the server has without a gap before it. The phone's row must be locked. */
export async function lastSeqOf(trx: ClosedTransaction, deviceId: string): Promise<number> {
  return (await readWatermarks(trx, [deviceId])).get(deviceId)?.watermark ?? 0;
}

/** The last row of a log that has no gaps; undefined before the first. The log must be locked. */
export function readLogEnd(
  trx: ClosedTransaction,
  deviceId: string,
): Promise<{ seq: number; hash: Buffer; bytes: Buffer } | undefined> {
  return trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.logRow')
    .select(['seq', 'hash', 'bytes'])
    .where('deviceId', '=', deviceId)
    .where('fork', '=', false)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Phone → its rows in [from, to]. */
export async function readHeldRows(
  trx: ClosedTransaction,
  ranges: readonly (SeqRange & { readonly deviceId: string })[],
): Promise<ReadonlyMap<string, HeldRow[]>> {
  // Where `encodeRow` puts the hash of the row before.
  const previous = sql`case when quarantine in ('unreadable', 'misplaced') then null
    else substring(bytes from 234 for 32) end`;
  const { rows } = await sql<HeldRow & { deviceId: string }>`
    select held.* from unnest(${uuids(ranges.map(({ deviceId }) => deviceId))}::uuid[],
        ${bigints(ranges.map(({ from }) => from))}::bigint[], ${bigints(ranges.map(({ to }) => to))}::bigint[])
        as range(device_id, first, last)
      cross join lateral (select device_id, seq, hash, fork, ${previous} as previous from checkin.log_row
        where log_row.device_id = range.device_id and seq >= first and seq <= last offset 0) as held`.execute(
    trx,
  );
  return groupBy(rows, ({ deviceId }) => deviceId);
}

/** Writes new rows as they came. */
export async function insertRows(
  trx: ClosedTransaction,
  organisationId: string,
  rows: readonly NewRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const lost = rows.map(({ row, quarantine }) => (row?.kind === 'lost' && quarantine === null ? row : null));
  const isFork = rows.map(({ quarantine }) => quarantine === 'fork');
  const branches = rows.map(({ hash }, index) => (isFork[index] ? hash : noBranch));
  await sql`insert into checkin.log_row (organisation_id, created_by, updated_by, device_id, seq, hash, bytes,
      details, fork, branch, broken, quarantine, lost_from, lost_to)
    select ${organisationId}::uuid, ${currentPerson}, ${currentPerson}, row.*
    from unnest(${uuids(rows.map(({ device }) => device))}::uuid[],
      ${bigints(rows.map(({ seq }) => seq))}::bigint[], ${byteas(rows.map(({ hash }) => hash))}::bytea[],
      ${byteas(rows.map(({ bytes }) => bytes))}::bytea[], ${byteas(rows.map(({ details }) => details))}::bytea[],
      ${booleans(isFork)}::boolean[], ${byteas(branches)}::bytea[],
      ${booleans(rows.map(({ broken }) => broken))}::boolean[],
      ${texts(rows.map(({ quarantine }) => quarantine))}::text[],
      ${bigints(lost.map((row) => row?.from ?? null))}::bigint[],
      ${bigints(lost.map((row) => row?.to ?? null))}::bigint[]) as row`.execute(trx);
}

const noBranch = new Uint8Array(0);

/** Notes how far logs are whole. The logs must be locked. */
export async function writeWatermarks(
  trx: ClosedTransaction,
  organisationId: string,
  moved: ReadonlyMap<string, Watermark>,
): Promise<void> {
  if (moved.size === 0) return;
  const after = [...moved.values()];
  await sql`insert into checkin.device_log (organisation_id, device_id, watermark, watermark_hash, highest)
    select ${organisationId}::uuid, row.* from unnest(${uuids([...moved.keys()])}::uuid[],
      ${bigints(after.map(({ watermark }) => watermark))}::bigint[],
      ${byteas(after.map(({ hash }) => hash))}::bytea[],
      ${bigints(after.map(({ highest }) => highest))}::bigint[]) as row
    on conflict (organisation_id, device_id) do update set watermark = excluded.watermark,
      watermark_hash = excluded.watermark_hash, highest = excluded.highest`.execute(trx);
}

/** Of the row that counts at its place; null where there is none. */
export async function readRowHash(
  trx: ClosedTransaction,
  deviceId: string,
  seq: number,
): Promise<Buffer | null> {
  const row = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.logRow')
    .select('hash')
    .where('deviceId', '=', deviceId)
    .where('seq', '=', seq)
    .where('fork', '=', false)
    .executeTakeFirst();
  return row?.hash ?? null;
}

/** What the server misses above the watermark and below the highest row, as far as a receipt can say it. */
export async function readMissing(
  trx: ClosedTransaction,
  deviceId: string,
  { watermark, highest }: Pick<Watermark, 'watermark' | 'highest'>,
): Promise<SeqRange[]> {
  if (highest <= watermark) return [];
  // Lost rows are not missing: the phone has said that nobody has them any more.
  const result = await sql<SeqRange>`
    with held as (
      select seq as from_seq, seq as to_seq from checkin.log_row
        where device_id = ${deviceId}::uuid and seq > ${watermark} and not fork
      union all
      select lost_from, lost_to from checkin.log_row
        where device_id = ${deviceId}::uuid and lost_from is not null and not fork and lost_to > ${watermark}
      union all
      select ${watermark}::bigint, ${watermark}::bigint
    ), reached as (
      select from_seq, max(to_seq) over (order by from_seq, to_seq
        rows between unbounded preceding and 1 preceding) as before from held
    )
    select before + 1 as "from", from_seq - 1 as "to" from reached
    where from_seq > before + 1 order by from_seq limit ${MAX_MISSING_RANGES}`.execute(trx);
  return result.rows;
}

/** Which of these ids rows of other seqs have. */
export async function readTakenIds(
  trx: ClosedTransaction,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  // One look into the index for each, because for a long list the planner would read the whole table.
  const { rows } = await sql<{ id: string }>`
    select wanted.id from unnest(${uuids(ids)}::uuid[]) as wanted(id)
      cross join lateral (select from checkin.scan where scan.id = wanted.id offset 0) as found`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}
