import { decodeRow, type LogRow } from '@gatehouse/shared/log';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { found } from '../../../platform/errors/found.js';
import { cursorPatterns, decodeCursor } from '../../../platform/http/cursor.js';
import { limitOf, type Page, toPage } from '../../../platform/http/page.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Identity } from '../../identity/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import type { ApartQuery, ApartReason, ApartRow } from './apart-schemas.js';
import { readScans } from './scan-list.js';

export interface ApartDeps {
  readonly ticketing: Ticketing;
  readonly identity: Identity;
}

/** An event of the organisation. */
interface EventKey {
  readonly eventId: string;
  /** Its public number, which rows name. */
  readonly number: number;
}

/** A row that was set apart, as it lies in the log. */
export interface StoredApart {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly seq: number;
  readonly hash: Buffer;
  readonly bytes: Buffer;
  readonly reason: ApartReason;
  readonly receivedAt: Date;
  readonly receivedKey: string;
  /** Among the scans of the event, where it waits without counting. */
  readonly scanId: string | null;
  readonly counts: boolean | null;
  readonly note: string | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
}

const hashes = { test: (text: string) => /^[0-9a-f]{64}$/.test(text) };

/** What phones of the event handed over and does not count, newest first. */
export async function listApart(
  trx: ClosedTransaction,
  deps: ApartDeps,
  { event, query }: { readonly event: EventKey; readonly query: ApartQuery },
): Promise<Page<ApartRow>> {
  const { state = 'all' } = query;
  const conditions: RawBuilder<SqlBool>[] = [];
  if (state !== 'all') conditions.push(sql`(decision.counts is null) = ${state === 'waiting'}`);
  if (query.after !== undefined) {
    const [at, hash] = decodeCursor(query.after, [cursorPatterns.instant, hashes]);
    conditions.push(sql`(row.received_at, row.hash) < (${at}::timestamptz, decode(${hash}, 'hex'))`);
  }
  const rows = await readApart(trx, event, { conditions, limit: limitOf(query) + 1 });
  const map = await describer(trx, deps, { event, rows });
  const cursor = (row: StoredApart) => [row.receivedKey, row.hash.toString('hex')];
  return toPage(rows, query, { cursor, map });
}

/** @throws AppError platform.not_found */
export async function findApart(
  trx: ClosedTransaction,
  event: EventKey,
  { deviceId, rowHash }: { readonly deviceId: string; readonly rowHash: string },
): Promise<StoredApart> {
  const conditions = [
    sql<SqlBool>`row.device_id = ${deviceId}::uuid`,
    sql<SqlBool>`row.hash = decode(${rowHash}, 'hex')`,
  ];
  const [row] = await readApart(trx, event, { conditions, limit: 1 });
  return found(row);
}

/** @throws AppError platform.not_found */
export async function describeApart(
  trx: ClosedTransaction,
  deps: ApartDeps,
  { event, ...key }: { readonly event: EventKey; readonly deviceId: string; readonly rowHash: string },
): Promise<ApartRow> {
  const row = await findApart(trx, event, key);
  return (await describer(trx, deps, { event, rows: [row] }))(row);
}

async function readApart(
  trx: ClosedTransaction,
  { eventId }: EventKey,
  { conditions, limit }: { readonly conditions: readonly RawBuilder<SqlBool>[]; readonly limit: number },
): Promise<StoredApart[]> {
  // A row that names no event of ours is a matter of the events that its phone is for.
  const { rows } = await sql<StoredApart>`
    select row.device_id, device.name as device_name, row.seq, row.hash, row.bytes, row.quarantine as reason,
      row.received_at, scan.id as scan_id, decision.counts, decision.note, decision.decided_at, decision.decided_by,
      to_char(row.received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as received_key
    from checkin.log_row as row
      join checkin.device as device on device.organisation_id = row.organisation_id and device.id = row.device_id
      left join checkin.scan as scan on scan.organisation_id = row.organisation_id
        and scan.device_id = row.device_id and scan.seq = row.seq and not row.fork
      left join checkin.row_decision as decision on decision.organisation_id = row.organisation_id
        and decision.device_id = row.device_id and decision.hash = row.hash
    where row.quarantine is not null and (scan.event_id = ${eventId}::uuid or (scan.event_id is null
        and row.device_id in (select device_id from checkin.device_event where event_id = ${eventId}::uuid)))
      and ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
    order by row.received_at desc, row.hash desc limit ${limit}`.execute(trx);
  return rows;
}

async function describer(
  trx: ClosedTransaction,
  { ticketing, identity }: ApartDeps,
  { event, rows }: { readonly event: EventKey; readonly rows: readonly StoredApart[] },
): Promise<(row: StoredApart) => ApartRow> {
  const { eventId } = event;
  const scans = await readScans(trx, ticketing, { eventId, ids: rows.flatMap(({ scanId }) => scanId ?? []) });
  const names = await identity.namesOf(trx, [...new Set(rows.flatMap(({ decidedBy }) => decidedBy ?? []))]);
  return (row) => ({
    deviceId: row.deviceId,
    deviceName: row.deviceName,
    seq: row.seq,
    rowHash: row.hash.toString('hex'),
    reason: row.reason,
    receivedAt: row.receivedAt.toISOString(),
    mayCount: row.counts !== true && countable(row, event) !== null,
    scan: scans.get(row.scanId ?? '') ?? null,
    decision:
      row.counts === null || row.decidedAt === null
        ? null
        : {
            counts: row.counts,
            note: row.note ?? '',
            at: row.decidedAt.toISOString(),
            by: names.get(row.decidedBy ?? '') ?? null,
          },
  });
}

/** Whose place among the rows is their own. */
const inPlace: ReadonlySet<ApartReason> = new Set(['unreadable', 'unknown_event', 'revoked', 'unconfirmed']);

/**
 * The row as it may count: what was once unreadable or of no event may be read by a later version, or of an event that
 * is there by now.
 * @returns null where it never can
 */
export function countable(
  { reason, bytes, deviceId, seq }: StoredApart,
  { number }: EventKey,
): LogRow | null {
  const decoded = decodeRow(bytes);
  if (!inPlace.has(reason) || !decoded.ok) return null;
  const row = decoded.value;
  const isOfEvent = row.event === number && row.kind !== 'clock' && row.kind !== 'lost';
  return isOfEvent && row.device === deviceId && row.seq === seq ? row : null;
}
