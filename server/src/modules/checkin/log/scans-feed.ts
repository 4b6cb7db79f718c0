import type { Position } from '@gatehouse/shared/manifest';
import { type SqlBool, sql } from 'kysely';
import { readLifeStart } from '../../../platform/database/life.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { LogTables } from './log-tables.js';

/** The scans of an event, locked until the transaction ends. */
export interface LockedScans {
  readonly organisationId: string;
  readonly eventId: string;
  /** SHA-256 of the rules that its reviews were made by; null before the first. */
  readonly rules: Buffer | null;
}

/**
 * Locks the scans of events, in the order of their ids: whoever reviews starts here, so the reviews of one event
 * follow each other, and a position is given while its transaction is the only one that can commit the next.
 */
export async function lockScans(
  trx: ClosedTransaction,
  organisationId: string,
  eventIds: readonly string[],
): Promise<LockedScans[]> {
  if (eventIds.length === 0) return [];
  const ids = [...new Set(eventIds)].sort();
  const found = await selectForUpdate(trx, ids);
  if (found.length === ids.length) return found;
  const start = await readLifeStart(trx);
  await trx
    .$extendTables<LogTables>()
    .insertInto('checkin.feed')
    .values(ids.map((eventId) => ({ organisationId, eventId, start, rules: null })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return selectForUpdate(trx, ids);
}

function selectForUpdate(trx: ClosedTransaction, ids: readonly string[]): Promise<LockedScans[]> {
  return trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.feed')
    .select(['organisationId', 'eventId', 'rules'])
    .where(sql<SqlBool>`event_id = any(${[...ids]}::uuid[])`)
    .orderBy('eventId')
    .forUpdate()
    .execute();
}

/** Gives the next positions. @returns the first of them */
export async function takeScanPositions(
  trx: ClosedTransaction,
  { eventId }: LockedScans,
  howMany: number,
): Promise<Position> {
  const life = await readLifeStart(trx);
  const db = trx.$extendTables<LogTables>();
  const take = () =>
    db
      .updateTable('checkin.feed')
      .set({ count: sql<number>`count + ${howMany}` })
      .where('eventId', '=', eventId)
      .where('start', '=', life)
      .returning('count')
      .executeTakeFirst();
  let taken = await take();
  if (!taken) {
    await beginNewLife(trx, { eventId, life });
    taken = await take();
  }
  if (!taken) throw new Error('The feed of these scans vanished.');
  return { start: life, count: taken.count - howMany + 1 };
}

/** Has phones read a scan again, of which something else is said now. One that reaches no phone stays so. */
export async function placeAgain(trx: ClosedTransaction, scans: LockedScans, scanId: string): Promise<void> {
  const { start, count } = await takeScanPositions(trx, scans, 1);
  await trx
    .$extendTables<LogTables>()
    .updateTable('checkin.scan')
    .set({ feedStart: start, feedCount: count })
    .where('id', '=', scanId)
    .where('feedCount', 'is not', null)
    .execute();
}

/** After a restore phones read the whole feed again, so every row needs a place in the new life. */
async function beginNewLife(trx: ClosedTransaction, at: { eventId: string; life: number }): Promise<void> {
  await sql`with numbered as (
      select device_id, seq, row_number() over (order by feed_start, feed_count) as place from checkin.scan
      where event_id = ${at.eventId}::uuid and feed_count is not null
    ), moved as (
      update checkin.scan as scan set feed_start = ${at.life}, feed_count = numbered.place from numbered
      where scan.device_id = numbered.device_id and scan.seq = numbered.seq returning 1
    )
    update checkin.feed set start = ${at.life}, count = (select count(*) from moved)
    where event_id = ${at.eventId}::uuid`.execute(trx);
}

/**
 * Gives the scans of every event of the organisation their places in the present life of the database, also where
 * nobody has scanned since a restore: a phone that was paired since then asks in this life who is inside.
 * @returns the events whose feed begins anew
 */
export async function moveFeedsToPresentLife(
  trx: ClosedTransaction,
  organisationId: string,
): Promise<string[]> {
  const life = await readLifeStart(trx);
  const left = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.feed')
    .select('eventId')
    .where('start', '<', life)
    .execute();
  const locked = await lockScans(
    trx,
    organisationId,
    left.map(({ eventId }) => eventId),
  );
  const moved: string[] = [];
  const positions = await readScanPositions(
    trx,
    locked.map(({ eventId }) => eventId),
  );
  for (const [eventId, { start }] of positions) {
    // Somebody may have scanned while the lock was waited for.
    if (start >= life) continue;
    await beginNewLife(trx, { eventId, life });
    moved.push(eventId);
  }
  return moved;
}

/** Event → how far its scans have come; one without scans is left out. */
export async function readScanPositions(
  trx: ClosedTransaction,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, Position>> {
  const rows = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.feed')
    .select(['eventId', 'start', 'count'])
    .where(sql<SqlBool>`event_id = any(${[...eventIds]}::uuid[])`)
    .execute();
  return new Map(rows.map(({ eventId, start, count }) => [eventId, { start, count }]));
}

/** Notes by which rules all reviews of the event are made now. */
export async function noteRules(
  trx: ClosedTransaction,
  { eventId }: LockedScans,
  rules: Buffer,
): Promise<void> {
  await trx
    .$extendTables<LogTables>()
    .updateTable('checkin.feed')
    .set({ rules })
    .where('eventId', '=', eventId)
    .execute();
}
