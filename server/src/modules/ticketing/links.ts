import type { LinkRecord } from '@gatehouse/shared/manifest';
import { type SqlBool, sql } from 'kysely';
import { fieldError } from '../../platform/errors/app-error.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt } from './accepted.js';
import { ticketingErrors } from './errors.js';
import { type EventKey, type LockedFeed, takePositions } from './feed.js';
import type { TicketingTables } from './tables.js';

/** What a ticket's row says of others. */
export interface LinkColumns {
  readonly orderGroup: number | null;
  readonly parentGroup: number | null;
  readonly parentId: string | null;
}

/** What phones know of it; undefined for a ticket without links. */
export function linksOf(hash: Uint8Array, columns: LinkColumns): LinkRecord | undefined {
  const { orderGroup, parentGroup, parentId } = columns;
  if (orderGroup === null && parentGroup === null) return undefined;
  const role = parentId !== null ? 'add-on' : parentGroup !== null ? 'parent' : 'member';
  return { hash, order: orderGroup ?? 0, parent: parentGroup ?? 0, role };
}

/**
 * A parent belongs to the event and to nobody itself, and who has add-ons gets no parent: one step, so that a dead
 * parent is found at once at the gate.
 * @param link `test`: the ticket is one for trying out; such tickets and real ones stay apart, because real ones alone
 * are counted, and their keys live on
 * @throws AppError ticketing.wrong_parent, test_parent, has_add_ons
 */
export async function requireParent(
  trx: ClosedTransaction,
  { eventId }: EventKey,
  link: { readonly parentId: string | null; readonly test: boolean; readonly ticketId?: string },
): Promise<void> {
  const { parentId, test, ticketId } = link;
  if (parentId === null) return;
  const db = trx.$extendTables<TicketingTables>();
  const tickets = db.selectFrom('ticketing.ticket').where('eventId', '=', eventId);
  const parent = await tickets.select(['parentId', 'test']).where('id', '=', parentId).executeTakeFirst();
  if (!parent || parent.parentId !== null || parentId === ticketId)
    throw fieldError(ticketingErrors.wrongParent, 'parentId');
  if (parent.test !== test) throw fieldError(ticketingErrors.testParent, 'parentId');
  if (ticketId === undefined) return;
  const addOn = await tickets.select('id').where('parentId', '=', ticketId).limit(1).executeTakeFirst();
  if (addOn) throw fieldError(ticketingErrors.hasAddOns, 'parentId');
}

/**
 * Gives the orders and the parents of tickets that were just written their groups. Tickets that were written before
 * and have links only now move in the feed, so that phones hear of them. The event's feed must be locked.
 */
export async function linkTickets(
  trx: ClosedTransaction,
  feed: LockedFeed,
  ticketIds: readonly string[],
): Promise<void> {
  if (ticketIds.length === 0) return;
  const linked = [
    ...(await groupOrders(trx, feed, ticketIds)),
    ...(await groupParents(trx, feed, ticketIds)),
  ];
  const written = new Set(ticketIds);
  await moveInFeed(
    trx,
    feed,
    [...new Set(linked)].filter((id) => !written.has(id)),
  );
}

interface Group {
  /** An order reference, or the id of a parent. */
  readonly name: string;
  readonly number: number | null;
}

/** @returns the tickets that have joined the group of their order */
async function groupOrders(
  trx: ClosedTransaction,
  feed: LockedFeed,
  ticketIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<Group>`
    select order_reference as name, max(order_group) as number from ticketing.ticket
    where event_id = ${feed.eventId}::uuid and order_reference in (
      select order_reference from ticketing.ticket
      where event_id = ${feed.eventId}::uuid and id = any(${[...ticketIds]}::uuid[]))
    group by order_reference having count(*) > 1 and count(*) > count(order_group)`.execute(trx);
  const groups = await numbered(trx, feed, rows);
  if (groups.length === 0) return [];
  const joined = await sql<{ id: string }>`
    update ticketing.ticket as ticket set order_group = row.number
    from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as row(name text, number integer)
    where ticket.event_id = ${feed.eventId}::uuid and ticket.order_reference = row.name
      and ticket.order_group is null
    returning ticket.id`.execute(trx);
  return joined.rows.map(({ id }) => id);
}

/** @returns the add-ons that have got the group of their parent, and the parents that have got one */
async function groupParents(
  trx: ClosedTransaction,
  feed: LockedFeed,
  ticketIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<Group>`
    select distinct parent.id as name, parent.parent_group as number from ticketing.ticket as add_on
      join ticketing.ticket as parent
        on parent.organisation_id = add_on.organisation_id and parent.id = add_on.parent_id
    where add_on.event_id = ${feed.eventId}::uuid and add_on.id = any(${[...ticketIds]}::uuid[])
      and add_on.parent_group is null`.execute(trx);
  const groups = await numbered(trx, feed, rows);
  if (groups.length === 0) return [];
  const grouped = await sql<{ id: string }>`
    update ticketing.ticket as ticket set parent_group = row.number
    from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as row(name uuid, number integer)
    where ticket.event_id = ${feed.eventId}::uuid and (ticket.id = row.name or ticket.parent_id = row.name)
      and ticket.parent_group is null
    returning ticket.id`.execute(trx);
  return grouped.rows.map(({ id }) => id);
}

/** Groups that have no number get the next ones of the event. */
async function numbered(
  trx: ClosedTransaction,
  feed: LockedFeed,
  groups: readonly Group[],
): Promise<{ name: string; number: number }[]> {
  const fresh = groups.filter(({ number }) => number === null).length;
  const last = fresh === 0 ? 0 : await takeGroups(trx, feed, fresh);
  let next = last - fresh;
  return groups.map(({ name, number }) => {
    if (number === null) next += 1;
    return { name, number: number ?? next };
  });
}

/** @returns the last number that is now given */
async function takeGroups(trx: ClosedTransaction, feed: LockedFeed, howMany: number): Promise<number> {
  const { groups } = await trx
    .$extendTables<TicketingTables>()
    .updateTable('ticketing.feed')
    .set({ groups: sql<number>`groups + ${howMany}` })
    .where('eventId', '=', feed.eventId)
    .returning('groups')
    .executeTakeFirstOrThrow();
  return groups;
}

async function moveInFeed(
  trx: ClosedTransaction,
  feed: LockedFeed,
  ticketIds: readonly string[],
): Promise<void> {
  if (ticketIds.length === 0) return;
  const first = await takePositions(trx, feed, ticketIds.length);
  await sql`update ticketing.ticket as ticket set feed_start = ${first.start}::bigint,
      feed_count = ${first.count}::bigint + row.place - 1
    from unnest(${[...ticketIds]}::uuid[]) with ordinality as row(id, place)
    where ticket.event_id = ${feed.eventId}::uuid and ticket.id = row.id`.execute(trx);
}

/** The tickets among these, their parents and their add-ons. */
export async function familyOf(
  trx: ClosedTransaction,
  eventId: string,
  ticketIds: readonly string[],
): Promise<string[]> {
  if (ticketIds.length === 0) return [];
  const ids = [...ticketIds];
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .select(['id', 'parentId'])
    .where(acceptedAt(eventId))
    .where(sql<SqlBool>`(id = any(${ids}::uuid[]) or parent_id = any(${ids}::uuid[]))`)
    .execute();
  return [...new Set(rows.flatMap(({ id, parentId }) => (parentId === null ? [id] : [id, parentId])))];
}

/** Which of these tickets have add-ons. */
export async function parentsAmong(
  trx: ClosedTransaction,
  eventId: string,
  ticketIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ticketIds.length === 0) return new Set();
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .select('parentId')
    .distinct()
    .where('eventId', '=', eventId)
    .where(sql<SqlBool>`parent_id = any(${[...ticketIds]}::uuid[])`)
    .execute();
  return new Set(rows.flatMap(({ parentId }) => parentId ?? []));
}

/** What a list calls the parents of tickets: their external ids, else their own. */
export async function parentNamesOf(
  trx: ClosedTransaction,
  eventId: string,
  tickets: readonly Pick<LinkColumns, 'parentId'>[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(tickets.flatMap(({ parentId }) => parentId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .select(['id', 'externalId'])
    .where('eventId', '=', eventId)
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, externalId }) => [id, externalId ?? id]));
}
