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
import { lockScans, placeAgain } from './scans-feed.js';

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
  if (state === 'open') select = select.where('resolvedAt', 'is', null);
  if (state === 'noted') select = select.where('resolvedAt', 'is not', null);
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

/**
 * Says what the organiser knows of it; who stands does not move. The row gets a new place in the feed, with which the
 * phones hear of it.
 * @throws AppError platform.not_found
 */
export async function resolveConflict(
  trx: ClosedTransaction,
  key: { readonly organisationId: string; readonly eventId: string; readonly scanId: string },
  { note, personId }: { readonly note: string; readonly personId: string },
): Promise<void> {
  const { organisationId, eventId, scanId } = key;
  const [scans] = await lockScans(trx, organisationId, [eventId]);
  const row = await trx
    .$extendTables<LogTables>()
    .updateTable('checkin.conflict')
    .set({ note: note.trim(), notedAt: sql<Date>`now()`, notedBy: personId, resolvedAt: sql<Date>`now()` })
    .where('eventId', '=', eventId)
    .where('scanId', '=', scanId)
    .returning('open')
    .executeTakeFirst();
  if (found(row).open && scans) await placeAgain(trx, scans, scanId);
}

function selectConflicts(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.conflict')
    .select(['scanId', 'firstId', 'open', 'sure', 'openedAt', 'clearedAt', 'timesOpened'])
    .select(['note', 'notedAt', 'notedBy', 'resolvedAt'])
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
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    extra: scanOf(scans, row.scanId),
    first: scans.get(row.firstId) ?? null,
  });
}

function scanOf(scans: ReadonlyMap<string, Scan>, id: string): Scan {
  const scan = scans.get(id);
  if (!scan) throw new Error('A conflict is about a scan that is not there.');
  return scan;
}
