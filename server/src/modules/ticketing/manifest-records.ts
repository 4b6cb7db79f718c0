import type { CoreRecord, LinkRecord, MediumRecord, Position } from '@gatehouse/shared/manifest';
import { type SqlBool, sql } from 'kysely';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt, acceptedInOrder } from './accepted.js';
import { type LinkColumns, linksOf } from './links.js';
import { blankMarks, type DoorMarks, type Payment, type TicketState } from './rules.js';
import type { TicketingTables } from './tables.js';
import { type TypeAndWindow, windowClassesOf } from './window-classes.js';

/** Something with the position of its last change. */
export type Placed<T> = T & { readonly position: Position };

/** Where to go on reading, in the order of positions; and at most how many. */
export interface ReadOn {
  readonly after: Position;
  readonly limit: number;
}

/** `links`: undefined for a ticket without any. */
export type PlacedTicket = Placed<CoreRecord> & { readonly links: LinkRecord | undefined };

export type PlacedMedium = Placed<MediumRecord> & { readonly id: string };

/** What phones know of the tickets that changed last behind a position, in the order of their positions. */
export async function readCoreRecords(
  trx: ClosedTransaction,
  eventId: string,
  { after, limit }: ReadOn,
): Promise<PlacedTicket[]> {
  const isAccepted = await acceptedInOrder(trx, eventId);
  const { rows } = await sql<CoreRow & LinkColumns & TypeAndWindow>`
    select ticket.hash, type.class, ticket.generation, ticket.state, ticket.payment, ticket.entries,
      ticket.attention, ticket.answers_missing, ticket.feed_start, ticket.feed_count, ticket.ticket_type_id, ticket.valid_from, ticket.valid_until,
      ticket.order_group, ticket.parent_group, ticket.parent_id
    from ticketing.ticket
      join ticketing.ticket_type as type
        on type.organisation_id = ticket.organisation_id and type.id = ticket.ticket_type_id
    where ${isAccepted('ticket.event_id')}
      and (ticket.feed_start, ticket.feed_count) > (${after.start}::bigint, ${after.count}::bigint)
    order by ticket.feed_start, ticket.feed_count
    limit ${limit}`.execute(trx);
  const classOf = await windowClassesOf(trx, eventId, rows);
  return rows.map((row) => {
    const record = toRecord({ ...row, class: classOf(row) ?? row.class });
    return { ...record, links: linksOf(row.hash, row) };
  });
}

/** The numbers that were worn out behind a position: phones keep them, cancelled in their last generation. */
export async function readDeadRecords(
  trx: ClosedTransaction,
  eventId: string,
  { after, limit }: ReadOn,
): Promise<Placed<CoreRecord>[]> {
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.deadNumber')
    .select(['hash', 'class', 'generation', 'feedStart', 'feedCount'])
    .where(acceptedAt(eventId))
    .where(isBehind(after))
    .orderBy('feedStart')
    .orderBy('feedCount')
    .limit(limit)
    .execute();
  return rows.map((row) => toRecord({ ...row, ...blankMarks, state: 'cancelled' }));
}

/**
 * The media that were bound or taken back behind a position, with all tickets that each stands for now: rows of one
 * text have the position of its last change.
 * @param from `afterId`: the last medium read at that very position, because several share one
 */
export async function readMediumRecords(
  trx: ClosedTransaction,
  eventId: string,
  from: ReadOn & { readonly afterId: string | null },
): Promise<PlacedMedium[]> {
  const { after, afterId, limit } = from;
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.medium as medium')
    .leftJoin('ticketing.ticket as ticket', (join) =>
      join
        .onRef('ticket.organisationId', '=', 'medium.organisationId')
        .onRef('ticket.id', '=', 'medium.ticketId'),
    )
    .select(['medium.id', 'medium.hash', 'ticket.hash as ticket', 'medium.feedStart', 'medium.feedCount'])
    .where(acceptedAt(eventId, 'medium.event_id'))
    .where(
      afterId === null
        ? sql<SqlBool>`(medium.feed_start, medium.feed_count) > (${after.start}::bigint, ${after.count}::bigint)`
        : sql<SqlBool>`(medium.feed_start, medium.feed_count, medium.id)
            > (${after.start}::bigint, ${after.count}::bigint, ${afterId}::uuid)`,
    )
    .orderBy('medium.feedStart')
    .orderBy('medium.feedCount')
    .orderBy('medium.id')
    .limit(limit)
    .execute();
  const media = new Map<string, PlacedMedium & { tickets: Buffer[] }>();
  for (const { id, hash, ticket, feedStart, feedCount } of rows) {
    const name = hash.toString('hex');
    const position = { start: feedStart, count: feedCount };
    const tickets = [...(media.get(name)?.tickets ?? []), ...(ticket === null ? [] : [ticket])];
    media.set(name, { id, hash, tickets, position });
  }
  return [...media.values()];
}

/** How many tickets changed last behind a position. */
export async function countChangedTickets(
  trx: ClosedTransaction,
  eventId: string,
  after: Position,
): Promise<number> {
  const row = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(acceptedAt(eventId))
    .where(isBehind(after))
    .executeTakeFirstOrThrow();
  return row.count;
}

function isBehind({ start, count }: Position) {
  return sql<SqlBool>`(feed_start, feed_count) > (${start}::bigint, ${count}::bigint)`;
}

export interface CoreRow extends DoorMarks {
  readonly hash: Buffer;
  readonly class: number;
  readonly generation: number;
  readonly state: TicketState;
  readonly feedStart: number;
  readonly feedCount: number;
}

/** A row as phones know it. Which questions there are to be answered says the root. */
export function toRecord(row: CoreRow & Partial<LinkColumns>): Placed<CoreRecord> {
  const { hash, generation, state, payment, entries, attention, answersMissing } = row;
  return {
    hash,
    class: row.class,
    generation,
    state,
    ...paymentFlags(payment),
    entries,
    attention,
    answersMissing,
    linked: (row.orderGroup ?? row.parentGroup ?? null) !== null,
    position: { start: row.feedStart, count: row.feedCount },
  };
}

/** Payment as the flags of a row say it. */
export function paymentFlags(payment: Payment): Pick<CoreRecord, 'unpaid' | 'goodThoughUnpaid'> {
  return { unpaid: payment !== 'paid', goodThoughUnpaid: payment === 'good-though-unpaid' };
}
