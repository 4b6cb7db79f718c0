import { randomBytes } from 'node:crypto';
import type { Position } from '@gatehouse/shared/manifest';
import { sql } from 'kysely';
import { readLifeStart } from '../../platform/database/life.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { TicketingTables } from './tables.js';

export interface EventKey {
  readonly organisationId: string;
  readonly eventId: string;
}

/** The event's tickets, locked until the transaction ends. */
export interface LockedFeed extends EventKey {
  /** For the hashes by which phones know tickets and media. */
  readonly salt: Buffer;
}

/**
 * Locks the event's tickets: whoever changes one starts here, so changes of one event follow each other, and a
 * position is given while its transaction is the only one that can commit the next. No reader can step over it.
 */
export async function lockFeed(trx: ClosedTransaction, key: EventKey): Promise<LockedFeed> {
  const { organisationId, eventId } = key;
  const found = await selectForUpdate(trx, eventId);
  if (found) return { organisationId, eventId, salt: found.salt };
  await trx
    .$extendTables<TicketingTables>()
    .insertInto('ticketing.feed')
    .values({ organisationId, eventId, salt: randomBytes(16), start: await readLifeStart(trx) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const made = await selectForUpdate(trx, eventId);
  if (!made) throw new Error('The feed of this event vanished.');
  return { organisationId, eventId, salt: made.salt };
}

function selectForUpdate(trx: ClosedTransaction, eventId: string) {
  return trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.feed')
    .select('salt')
    .where('eventId', '=', eventId)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Gives the next positions, one for each changed ticket. A new life of the database begins at 1 again.
 * @returns the first of them
 */
export async function takePositions(
  trx: ClosedTransaction,
  feed: LockedFeed,
  howMany: number,
): Promise<Position> {
  const life = await readLifeStart(trx);
  const row = await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.feed')
    .set({
      start: life,
      count: sql<number>`case when start = ${life} then count else 0 end + ${howMany}`,
    })
    .where('eventId', '=', feed.eventId)
    .returning(['start', 'count'])
    .executeTakeFirstOrThrow();
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
