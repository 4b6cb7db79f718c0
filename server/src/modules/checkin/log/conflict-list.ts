import { sql } from 'kysely';
import { found } from '../../../platform/errors/found.js';
import { cursorPatterns, decodeCursor } from '../../../platform/http/cursor.js';
import { limitOf, type Page, toPage } from '../../../platform/http/page.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Identity } from '../../identity/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import type { Conflict, ConflictQuery, Scan } from './door-schemas.js';
import type { LogTables } from './log-tables.js';
import { readScans } from './scan-list.js';

export interface ConflictDeps {
  readonly ticketing: Ticketing;
  readonly identity: Identity;
}

/** Admissions that were one too many, with both sides, newest first. */
export async function listConflicts(
  trx: ClosedTransaction,
  deps: ConflictDeps,
  list: { readonly eventId: string; readonly query: ConflictQuery },
): Promise<Page<Conflict>> {
  const { eventId, query } = list;
  let select = selectConflicts(trx, eventId);
  const { state = 'all' } = query;
  if (state !== 'all') select = select.where('open', '=', state !== 'cleared');
  if (state === 'open') select = select.where('note', 'is', null);
  if (state === 'noted') select = select.where('note', 'is not', null);
  if (query.after !== undefined) {
    const [openedAt, id] = decodeCursor(query.after, [cursorPatterns.instant, cursorPatterns.uuid]);
    select = select.where(sql<boolean>`(opened_at, scan_id) < (${openedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await select
    .orderBy('openedAt', 'desc')
    .orderBy('scanId', 'desc')
    .limit(limitOf(query) + 1)
    .execute();
  const map = await describer(trx, deps, { eventId, rows });
  const cursor = (row: ConflictRow) => [row.openedKey, row.scanId];
  return toPage(rows, query, { cursor, map });
}

/** @throws AppError platform.not_found */
export async function readConflict(
  trx: ClosedTransaction,
  deps: ConflictDeps,
  key: { readonly eventId: string; readonly scanId: string },
): Promise<Conflict> {
  const row = found(
    await selectConflicts(trx, key.eventId).where('scanId', '=', key.scanId).executeTakeFirst(),
  );
  return (await describer(trx, deps, { eventId: key.eventId, rows: [row] }))(row);
}

/** Says what the organiser knows of it; who stands does not move. @throws AppError platform.not_found */
export async function noteConflict(
  trx: ClosedTransaction,
  key: { readonly eventId: string; readonly scanId: string },
  { note, personId }: { readonly note: string; readonly personId: string },
): Promise<void> {
  const row = await trx
    .$extendTables<LogTables>()
    .updateTable('checkin.conflict')
    .set({ note: note.trim(), notedAt: sql<Date>`now()`, notedBy: personId })
    .where('eventId', '=', key.eventId)
    .where('scanId', '=', key.scanId)
    .returning('scanId')
    .executeTakeFirst();
  found(row);
}

function selectConflicts(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.conflict')
    .select(['scanId', 'firstId', 'open', 'sure', 'openedAt', 'clearedAt', 'timesOpened'])
    .select(['note', 'notedAt', 'notedBy'])
    .select(
      sql<string>`to_char(opened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('openedKey'),
    )
    .where('eventId', '=', eventId);
}

type ConflictRow = Awaited<ReturnType<ReturnType<typeof selectConflicts>['execute']>>[number];

async function describer(
  trx: ClosedTransaction,
  { ticketing, identity }: ConflictDeps,
  { eventId, rows }: { eventId: string; rows: readonly ConflictRow[] },
): Promise<(row: ConflictRow) => Conflict> {
  const ids = rows.flatMap(({ scanId, firstId }) => [scanId, firstId]);
  const scans = await readScans(trx, ticketing, { eventId, ids });
  const people = rows.flatMap(({ notedBy }) => notedBy ?? []);
  const names = await identity.namesOf(trx, [...new Set(people)]);
  return (row) => ({
    id: row.scanId,
    scanId: row.scanId,
    open: row.open,
    sure: row.sure,
    openedAt: row.openedAt.toISOString(),
    clearedAt: row.clearedAt?.toISOString() ?? null,
    timesOpened: row.timesOpened,
    note: row.note,
    notedAt: row.notedAt?.toISOString() ?? null,
    notedBy: names.get(row.notedBy ?? '') ?? null,
    extra: scanOf(scans, row.scanId),
    first: scans.get(row.firstId) ?? null,
  });
}

function scanOf(scans: ReadonlyMap<string, Scan>, id: string): Scan {
  const scan = scans.get(id);
  if (!scan) throw new Error('A conflict is about a scan that is not there.');
  return scan;
}
