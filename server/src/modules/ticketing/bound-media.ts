import { groupBy } from '@gatehouse/shared/checkin';
import { sql } from 'kysely';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt } from './accepted.js';
import { type LockedFeed, takePositions } from './feed.js';
import type { TicketingTables } from './tables.js';

/** A wristband or card with the tickets that it stands for, all by their hashes. */
export interface BoundMedium {
  readonly hash: Buffer;
  /** None: it is dead. */
  readonly tickets: readonly Buffer[];
}

interface HeldRow {
  readonly id: string;
  readonly hash: Buffer;
  readonly ticketId: string | null;
}

/**
 * Lets media stand for these tickets and no others, as doors have bound them; phones learn of it with the feed.
 * Tickets that are not here are left out.
 * @returns whether anything has changed
 */
export async function settleMedia(
  trx: ClosedTransaction,
  feed: LockedFeed,
  media: readonly BoundMedium[],
): Promise<boolean> {
  const held = await readHeld(trx, feed, media);
  const ids = await readIds(trx, feed, media);
  let isChanged = false;
  for (const { hash, tickets } of media) {
    const wanted = tickets.flatMap((ticket) => ids.get(ticket.toString('hex')) ?? []);
    if (await settleOne(trx, feed, { hash, wanted, held: held.get(hash.toString('hex')) ?? [] }))
      isChanged = true;
  }
  return isChanged;
}

interface Medium {
  readonly hash: Buffer;
  /** Ids of tickets. */
  readonly wanted: readonly string[];
  readonly held: readonly HeldRow[];
}

async function settleOne(
  trx: ClosedTransaction,
  feed: LockedFeed,
  { hash, wanted, held }: Medium,
): Promise<boolean> {
  const added = wanted.filter((ticketId) => held.every((row) => row.ticketId !== ticketId));
  const dropped = held.filter(({ ticketId }) => ticketId !== null && !wanted.includes(ticketId));
  if (added.length + dropped.length === 0) return false;
  const { organisationId, eventId } = feed;
  const position = await takePositions(trx, feed, 1);
  const at = { feedStart: position.start, feedCount: position.count };
  const db = trx.$extendTables<TicketingTables>();
  for (const { id } of dropped)
    await db.updateTable('ticketing.medium').set({ ticketId: null }).where('id', '=', id).execute();
  if (added.length > 0)
    await db
      .insertInto('ticketing.medium')
      .values(added.map((ticketId) => ({ organisationId, eventId, text: null, hash, ticketId, ...at })))
      .execute();
  // Phones replace all that they know of a medium, so all of its rows move.
  await db
    .updateTable('ticketing.medium')
    .set(at)
    .where('eventId', '=', eventId)
    .where('hash', '=', hash)
    .execute();
  return true;
}

async function readHeld(
  trx: ClosedTransaction,
  { eventId }: LockedFeed,
  media: readonly BoundMedium[],
): Promise<ReadonlyMap<string, readonly HeldRow[]>> {
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.medium')
    .select(['id', 'hash', 'ticketId'])
    .where('eventId', '=', eventId)
    .where(sql<boolean>`hash = any(${media.map(({ hash }) => hash)}::bytea[])`)
    .execute();
  return groupBy(rows, ({ hash }) => hash.toString('hex'));
}

async function readIds(
  trx: ClosedTransaction,
  { eventId }: LockedFeed,
  media: readonly BoundMedium[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .select(['id', 'hash'])
    .where('eventId', '=', eventId)
    .where(sql<boolean>`hash = any(${media.flatMap(({ tickets }) => tickets)}::bytea[])`)
    .execute();
  return new Map(rows.map(({ id, hash }) => [hash.toString('hex'), id]));
}

/** The hashes of the tickets that media stand for, by the media's hashes in hexadecimal. */
export async function readBoundTickets(
  trx: ClosedTransaction,
  eventId: string,
  media: readonly Buffer[],
): Promise<ReadonlyMap<string, readonly Buffer[]>> {
  const { rows } = await sql<{ hash: Buffer; ticket: Buffer }>`
    select medium.hash, ticket.hash as ticket
    from ticketing.medium join ticketing.ticket
      on ticket.organisation_id = medium.organisation_id and ticket.id = medium.ticket_id
    where ${acceptedAt(eventId, 'medium.event_id')} and medium.hash = any(${[...media]}::bytea[])`.execute(
    trx,
  );
  const found = new Map<string, Buffer[]>();
  for (const { hash, ticket } of rows) {
    const key = hash.toString('hex');
    found.set(key, [...(found.get(key) ?? []), ticket]);
  }
  return found;
}
