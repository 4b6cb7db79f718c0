import { MAX_MISSING_RANGES, type SeqRange } from '@gatehouse/shared/protocol';
import { sql } from 'kysely';
import { bigints, booleans, byteas, texts, uuids } from '../../../platform/database/binary-arrays.js';
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
 * Locks the phone's log, and notes that it was heard of. Whoever also locks scans of events does so afterwards.
 * @param unsent what the phone said of rows that stay behind
 * @returns undefined when the organisation has no such phone
 */
export async function lockDevice(
  trx: ClosedTransaction,
  key: DeviceKey,
  unsent?: number,
): Promise<LockedDevice | undefined> {
  const row = await trx
    .$extendTables<DeviceTables>()
    .updateTable('checkin.device')
    .set({ lastSyncAt: sql<Date>`now()`, ...(unsent === undefined ? {} : { unsent }) })
    .where('id', '=', key.deviceId)
    .returning(['status', 'trustedSeq'])
    .executeTakeFirst();
  return row && { ...key, ...row };
}

/** What the server holds of the phone's log without a gap. */
async function readWatermark(trx: ClosedTransaction, deviceId: string): Promise<Watermark> {
  const row = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.deviceLog')
    .select(['watermark', 'watermarkHash as hash', 'highest'])
    .where('deviceId', '=', deviceId)
    .executeTakeFirst();
  return row ?? { watermark: 0, hash: null, highest: 0 };
}

/** The last row of the phone that the server has without a gap before it. The phone's row must be locked. */
export async function lastSeqOf(trx: ClosedTransaction, deviceId: string): Promise<number> {
  return (await readWatermark(trx, deviceId)).watermark;
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

/** Rows of the phone in [from, to]. */
export async function readHeldRows(
  trx: ClosedTransaction,
  deviceId: string,
  range: SeqRange,
): Promise<HeldRow[]> {
  // Where `encodeRow` puts the hash of the row before.
  const previous = sql<Buffer | null>`case when quarantine in ('unreadable', 'misplaced') then null
    else substring(bytes from 234 for 32) end`;
  return trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.logRow')
    .select(['seq', 'hash', 'fork', previous.as('previous')])
    .where('deviceId', '=', deviceId)
    .where('seq', '>=', range.from)
    .where('seq', '<=', range.to)
    .execute();
}

/** Writes new rows as they came. */
export async function insertRows(
  trx: ClosedTransaction,
  key: DeviceKey,
  rows: readonly NewRow[],
): Promise<void> {
  const lost = rows.map(({ row, quarantine }) => (row?.kind === 'lost' && quarantine === null ? row : null));
  await sql`insert into checkin.log_row (organisation_id, device_id, seq, hash, bytes, details, fork, broken,
      quarantine, lost_from, lost_to)
    select ${key.organisationId}::uuid, ${key.deviceId}::uuid, row.*
    from unnest(${bigints(rows.map(({ seq }) => seq))}::bigint[],
      ${byteas(rows.map(({ hash }) => hash))}::bytea[], ${byteas(rows.map(({ bytes }) => bytes))}::bytea[],
      ${byteas(rows.map(({ details }) => details))}::bytea[],
      ${booleans(rows.map(({ quarantine }) => quarantine === 'fork'))}::boolean[],
      ${booleans(rows.map(({ broken }) => broken))}::boolean[],
      ${texts(rows.map(({ quarantine }) => quarantine))}::text[],
      ${bigints(lost.map((row) => row?.from ?? null))}::bigint[],
      ${bigints(lost.map((row) => row?.to ?? null))}::bigint[]) as row`.execute(trx);
}

/** Moves the watermark over what has come. @param rows those that are no forks */
export async function advanceWatermark(
  trx: ClosedTransaction,
  key: DeviceKey,
  rows: readonly NewRow[],
): Promise<Watermark> {
  const before = await readWatermark(trx, key.deviceId);
  const last = rows.at(-1);
  if (!last) return before;
  const highest = Math.max(before.highest, last.seq);
  const after = continues(rows, before)
    ? { watermark: last.seq, hash: last.hash, highest }
    : await findWatermark(trx, key.deviceId, { ...before, highest });
  const values = { watermark: after.watermark, watermarkHash: after.hash, highest };
  await trx
    .$extendTables<LogTables>()
    .insertInto('checkin.deviceLog')
    .values({ organisationId: key.organisationId, deviceId: key.deviceId, ...values })
    .onConflict((conflict) => conflict.columns(['organisationId', 'deviceId']).doUpdateSet(values))
    .execute();
  return after;
}

/** The common case, without a look at the table: the rows follow what was here, and nothing lay behind. */
function continues(rows: readonly NewRow[], { watermark, highest }: Watermark): boolean {
  return (
    highest === watermark &&
    rows.every(({ seq, row }, index) => seq === watermark + 1 + index && row?.kind !== 'lost')
  );
}

async function findWatermark(
  trx: ClosedTransaction,
  deviceId: string,
  before: Watermark,
): Promise<Watermark> {
  const [first] = await readMissing(trx, deviceId, before);
  const watermark = first ? first.from - 1 : before.highest;
  const row = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.logRow')
    .select('hash')
    .where('deviceId', '=', deviceId)
    .where('seq', '=', watermark)
    .where('fork', '=', false)
    .executeTakeFirst();
  return { watermark, hash: row?.hash ?? null, highest: before.highest };
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

/** Whether the database refused a scan because another has its id. */
export function isTakenId(error: unknown): boolean {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return code === '23505' && constraint === 'scan_organisation_id_id_key';
}
