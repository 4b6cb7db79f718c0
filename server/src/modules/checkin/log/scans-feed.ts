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
  /** Of a date of passes: each of them, locked too, for its own lists. Absent in most. */
  readonly passes?: readonly LockedPass[];
}

/** The lists of a pass, which count what happens at all of its dates. */
export interface LockedPass extends Omit<LockedScans, 'passes'> {
  /** Every date of the series with passes: their feeds, locked too, tell of the tickets of passes. */
  readonly family: readonly string[];
}

/**
 * Locks the scans of events, in the order of their ids: whoever reviews starts here, so the reviews of one event
 * follow each other, and a position is given while its transaction is the only one that can commit the next. With a
 * date of passes the other dates are locked that hear of what happens here.
 */
export async function lockScans(
  trx: ClosedTransaction,
  organisationId: string,
  eventIds: readonly string[],
): Promise<LockedScans[]> {
  if (eventIds.length === 0) return [];
  const passes = await readPasses(trx, eventIds);
  const ofPasses = passes.flatMap(({ passId, family }) => [passId, ...family]);
  const ids = [...new Set([...eventIds, ...ofPasses])].sort();
  const locked = await lockAll(trx, organisationId, ids);
  if (passes.length === 0) return locked;
  const byId = new Map(locked.map((scans) => [scans.eventId, scans]));
  return locked
    .filter(({ eventId }) => eventIds.includes(eventId))
    .map((scans) => ({
      ...scans,
      passes: passes.flatMap(({ eventId, passId, family }) => {
        const pass = eventId === scans.eventId ? byId.get(passId) : undefined;
        return pass === undefined ? [] : [{ ...pass, family }];
      }),
    }));
}

interface PassOfDate {
  readonly eventId: string;
  readonly passId: string;
  readonly family: readonly string[];
}

async function readPasses(trx: ClosedTransaction, eventIds: readonly string[]): Promise<PassOfDate[]> {
  const { rows } = await sql<{ passes: PassOfDate[] | null }>`
    select events.passes_of(${[...new Set(eventIds)]}::uuid[]) as passes`.execute(trx);
  return rows[0]?.passes ?? [];
}

async function lockAll(
  trx: ClosedTransaction,
  organisationId: string,
  ids: readonly string[],
): Promise<LockedScans[]> {
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

/**
 * Gives the next positions of rows that several dates hear of: behind those of all of their feeds, which move there.
 * @returns the first of them
 */
export async function takeSharedPositions(
  trx: ClosedTransaction,
  { family }: LockedPass,
  howMany: number,
): Promise<Position> {
  const life = await readLifeStart(trx);
  await beginLifeTogether(trx, { family, life });
  const { rows } = await sql<{ count: number }>`
    with reached as (select max(count) as top from checkin.feed where event_id = any(${[...family]}::uuid[]))
    update checkin.feed set count = reached.top + ${howMany} from reached
    where event_id = any(${[...family]}::uuid[]) returning count`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error('The feeds of these scans vanished.');
  return { start: life, count: row.count - howMany + 1 };
}

/** Gives the next positions. @returns the first of them */
export async function takeScanPositions(
  trx: ClosedTransaction,
  { eventId, passes }: LockedScans,
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
    await beginNewLife(trx, { eventId, life, passes });
    taken = await take();
  }
  if (!taken) throw new Error('The feed of these scans vanished.');
  return { start: life, count: taken.count - howMany + 1 };
}

/** Has phones read a scan again, of which something else is said now. One that reaches no phone stays so. */
export async function placeAgain(trx: ClosedTransaction, scans: LockedScans, scanId: string): Promise<void> {
  const { start, count } = await positionFor(trx, scans, scanId);
  await trx
    .$extendTables<LogTables>()
    .updateTable('checkin.scan')
    .set({ feedStart: start, feedCount: count })
    .where('id', '=', scanId)
    .where('feedCount', 'is not', null)
    .execute();
}

async function positionFor(trx: ClosedTransaction, scans: LockedScans, scanId: string): Promise<Position> {
  const scan = await trx
    .$extendTables<LogTables>()
    .selectFrom('checkin.scan')
    .select(['passId', 'listPassId'])
    .where('id', '=', scanId)
    .executeTakeFirst();
  const of = [scan?.passId, scan?.listPassId];
  const pass = scans.passes?.find(({ eventId }) => of.includes(eventId));
  return pass === undefined ? takeScanPositions(trx, scans, 1) : takeSharedPositions(trx, pass, 1);
}

/** After a restore phones read the whole feed again, so every row needs a place in the new life. */
async function beginNewLife(
  trx: ClosedTransaction,
  at: { eventId: string; life: number; passes: LockedScans['passes'] },
): Promise<void> {
  const [pass] = at.passes ?? [];
  if (pass !== undefined) return beginLifeTogether(trx, { family: pass.family, life: at.life });
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

/** The same for feeds that tell of each other's rows: no two of these have the same place. */
async function beginLifeTogether(
  trx: ClosedTransaction,
  { family, life }: { readonly family: readonly string[]; readonly life: number },
): Promise<void> {
  const ids = [...family];
  const { rows } = await sql<{ top: number | null }>`
    select max(case when start = ${life} then count else 0 end)::float8 as top from checkin.feed
    where event_id = any(${ids}::uuid[]) having bool_or(start < ${life})`.execute(trx);
  const [reached] = rows;
  if (reached === undefined) return;
  await sql`with numbered as (
      select device_id, seq, ${reached.top ?? 0} + row_number() over (order by feed_start, feed_count, device_id, seq)
        as place from checkin.scan
      where event_id = any(${ids}::uuid[]) and feed_count is not null and feed_start < ${life}
    ), moved as (
      update checkin.scan as scan set feed_start = ${life}, feed_count = numbered.place from numbered
      where scan.device_id = numbered.device_id and scan.seq = numbered.seq returning 1
    )
    update checkin.feed set start = ${life}, count = ${reached.top ?? 0} + (select count(*) from moved)
    where event_id = any(${ids}::uuid[])`.execute(trx);
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
  for (const { eventId, passes } of locked) {
    const position = (await readScanPositions(trx, [eventId])).get(eventId);
    // Somebody may have scanned while the lock was waited for, and dates of one series move together.
    if (position === undefined || position.start >= life) continue;
    await beginNewLife(trx, { eventId, life, passes });
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
