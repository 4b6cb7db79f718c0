import { randomBytes } from 'node:crypto';
import type { Position } from '@gatehouse/shared/manifest';
import { type SqlBool, sql } from 'kysely';
import { readLifeStart } from '../../platform/database/life.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt } from './accepted.js';
import type { TicketingTables } from './tables.js';

export interface EventKey {
  readonly organisationId: string;
  readonly eventId: string;
}

/** The event's tickets, locked until the transaction ends. */
export interface LockedFeed extends EventKey {
  /** For the hashes by which phones know tickets and media. */
  readonly salt: Buffer;
  /** Of a pass: the dates whose feeds tell of its tickets too, and are locked with it. */
  readonly dateIds: readonly string[];
}

/**
 * Locks the event's tickets: whoever changes one starts here, so changes of one event follow each other, and a
 * position is given while its transaction is the only one that can commit the next. No reader can step over it.
 * With a pass the feeds of its dates are locked.
 */
export async function lockFeed(trx: ClosedTransaction, key: EventKey): Promise<LockedFeed> {
  const { organisationId, eventId } = key;
  let dateIds = await datesOf(trx, eventId);
  for (;;) {
    const salt = await lockAll(trx, key, dateIds);
    // While the lock was waited for, the pass may have become good at another date.
    const now = dateIds.length === 0 ? dateIds : await datesOf(trx, eventId);
    if (now.every((id) => dateIds.includes(id))) return { organisationId, eventId, salt, dateIds: now };
    dateIds = now;
  }
}

async function datesOf(trx: ClosedTransaction, eventId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ ids: string[] }>`select events.dates_of(${eventId}::uuid) as ids`.execute(trx);
  return rows[0]?.ids ?? [];
}

async function lockAll(
  trx: ClosedTransaction,
  { organisationId, eventId }: EventKey,
  dateIds: readonly string[],
): Promise<Buffer> {
  const ids = [eventId, ...dateIds];
  let found = await selectForUpdate(trx, ids);
  if (found.length < ids.length) {
    const start = await readLifeStart(trx);
    await trx
      .$extendTables<TicketingTables>()
      .insertInto('ticketing.feed')
      .values(ids.map((id) => ({ organisationId, eventId: id, salt: randomBytes(16), start })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    found = await selectForUpdate(trx, ids);
  }
  const own = found.find((feed) => feed.eventId === eventId);
  if (!own) throw new Error('The feed of this event vanished.');
  return own.salt;
}

function selectForUpdate(trx: ClosedTransaction, eventIds: readonly string[]) {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.feed')
    .select(['eventId', 'salt'])
    .where(sql<SqlBool>`event_id = any(${[...eventIds]}::uuid[])`)
    .orderBy('eventId')
    .forUpdate()
    .execute();
}

/**
 * Gives the next positions, one for each changed ticket. A new life of the database begins at 1 again. The tickets of
 * a pass get positions that lie behind those of all feeds that tell of them, and each of these feeds moves there: to
 * its readers the numbers between belong to nobody.
 * @returns the first of them
 */
export async function takePositions(
  trx: ClosedTransaction,
  feed: LockedFeed,
  howMany: number,
): Promise<Position> {
  const life = await readLifeStart(trx);
  const ids = [feed.eventId, ...feed.dateIds];
  const { rows } = await sql<Position>`
    with reached as (select max(case when start = ${life} then count else 0 end) as top from ticketing.feed
      where event_id = any(${ids}::uuid[]))
    update ticketing.feed set start = ${life}, count = reached.top + ${howMany} from reached
    where event_id = any(${ids}::uuid[]) returning start, count`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error('The feed of this event vanished.');
  return { start: row.start, count: row.count - howMany + 1 };
}

/** How far the event's feed has come; before its first ticket it has not begun. */
export async function readFeed(
  trx: ClosedTransaction,
  eventId: string,
): Promise<{ position: Position; salt: Buffer } | undefined> {
  const row = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.feed')
    .select(['start', 'count', 'salt'])
    .where('eventId', '=', eventId)
    .executeTakeFirst();
  return row && { position: { start: row.start, count: row.count }, salt: row.salt };
}

/** The salts of its own tickets and of those of passes that are good at its doors. */
export async function readSalts(trx: ClosedTransaction, eventId: string): Promise<Buffer[]> {
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.feed')
    .select('salt')
    .where(acceptedAt(eventId))
    .orderBy('eventId')
    .execute();
  return rows.map(({ salt }) => salt);
}
