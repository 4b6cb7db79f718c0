import { CORE_RECORD_BYTES, type Position, ticketStates } from '@gatehouse/shared/manifest';
import { TICKET_HASH_BYTES } from '@gatehouse/shared/ticket-code';
import { sql } from 'kysely';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedInOrder } from './accepted.js';
import type { ReadOn } from './manifest-records.js';
import { type TypeAndWindow, windowClassesOf } from './window-classes.js';

/** Rows one after the other, as segments hold them before they are sorted, and where to go on reading. */
export interface PackedRecords<On> {
  readonly bytes: Buffer;
  /** Of tickets: hash and links of each that has some, 15 bytes. */
  readonly links?: Buffer;
  /** Undefined: these were the last. */
  readonly goOn: On | undefined;
}

/** What stands in the place of a ticket's hash where there is none. */
const noTicket = Buffer.alloc(TICKET_HASH_BYTES);

/** Behind the last medium at that very position, because several share one. */
export interface MediaOn {
  readonly after: Position;
  readonly afterId: string | null;
}

/** Where the class stands in a row. */
const CLASS_OFFSET = 8;

/** A row of this number in a page has a window of its own. */
type Windowed = readonly {
  readonly row: number;
  readonly type: string;
  from: string | null;
  until: string | null;
}[];

interface PackedRow {
  readonly bytes: Buffer | null;
  readonly rows: number;
  readonly start: number | null;
  readonly count: number | null;
}

/**
 * The same as `readCoreRecords`, 13 bytes a ticket and 15 for its links, packed by PostgreSQL: a million tickets as
 * objects would keep this process busy for half a minute.
 */
export async function readPackedCore(
  trx: ClosedTransaction,
  eventId: string,
  { after, limit }: ReadOn,
): Promise<PackedRecords<Position>> {
  const isAccepted = await acceptedInOrder(trx, eventId);
  const { rows } = await sql<PackedRow & { windowed: Windowed | null; links: Buffer | null }>`
    select string_agg(hash || substring(int4send(class) from 3)
          || substring(int4send((generation::integer << 16) | (flags << 8) | entries) from 2), ''::bytea order by row) as bytes,
      count(*)::int as rows,
      string_agg(hash || substring(int4send(order_group) from 2) || substring(int4send(parent_group) from 2)
          || substring(int4send(role) from 4), ''::bytea order by row)
        filter (where order_group > 0 or parent_group > 0) as links,
      max(feed_start) as start, (array_agg(feed_count order by row desc))[1] as count,
      json_agg(json_build_object('row', row - 1, 'type', ticket_type_id, 'from', valid_from, 'until', valid_until))
        filter (where valid_from is not null or valid_until is not null) as windowed
    from (select row_number() over (order by ticket.feed_start, ticket.feed_count) as row, ticket.hash, type.class,
        ticket.generation, ticket.feed_start, ticket.feed_count, ticket.ticket_type_id, ticket.valid_from,
        ticket.valid_until, ticket.entries::integer, ((array_position(${[...ticketStates]}::text[], ticket.state::text) - 1) << 5)
          | (case ticket.payment when 'unpaid' then 16 when 'good-though-unpaid' then 24 else 0 end)
          | (case when ticket.attention then 4 else 0 end) | (case when ticket.answers_missing then 2 else 0 end)
          | (case when coalesce(ticket.order_group, ticket.parent_group) is null then 0 else 1 end) as flags,
        coalesce(ticket.order_group, 0) as order_group, coalesce(ticket.parent_group, 0) as parent_group,
        case when ticket.parent_id is not null then 2 when ticket.parent_group is not null then 1 else 0 end as role
      from ticketing.ticket
        join ticketing.ticket_type as type
          on type.organisation_id = ticket.organisation_id and type.id = ticket.ticket_type_id
      where ${isAccepted('ticket.event_id')}
        and (ticket.feed_start, ticket.feed_count) > (${after.start}::bigint, ${after.count}::bigint)
      order by ticket.feed_start, ticket.feed_count
      limit ${limit}) as page`.execute(trx);
  const [page] = rows;
  if (!page?.bytes) return { bytes: Buffer.of(), goOn: undefined };
  if (page.windowed) await writeWindowClasses(trx, eventId, page.bytes, page.windowed);
  const { bytes, links } = page;
  return { bytes, links: links ?? Buffer.of(), goOn: page.rows < limit ? undefined : positionOf(page) };
}

/** 16 bytes for each ticket that a medium stands for; of one that was taken back from all, a single row of zeros. */
export async function readPackedMedia(
  trx: ClosedTransaction,
  eventId: string,
  { after, afterId, limit }: MediaOn & { readonly limit: number },
): Promise<PackedRecords<MediaOn>> {
  // The highest id there is: with it, the comparison of three goes on behind all media of the position.
  const id = afterId ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  const isAccepted = await acceptedInOrder(trx, eventId);
  const { rows } = await sql<PackedRow & { id: string }>`
    select string_agg(hash || coalesce(ticket, ${noTicket}), ''::bytea) filter (where ticket is not null or is_dead) as bytes,
      count(*)::int as rows,
      max(feed_start) as start, (array_agg(feed_count order by row desc))[1] as count,
      (array_agg(id order by row desc))[1] as id
    from (select row_number() over (order by medium.feed_start, medium.feed_count, medium.id) as row, medium.id,
        medium.hash, medium.feed_start, medium.feed_count, ticket.hash as ticket,
        ticket.hash is null and not exists (
          select from ticketing.medium as other
          where other.organisation_id = medium.organisation_id and other.event_id = medium.event_id
            and other.hash = medium.hash and (other.ticket_id is not null or other.id < medium.id)) as is_dead
      from ticketing.medium
        left join ticketing.ticket
          on ticket.organisation_id = medium.organisation_id and ticket.id = medium.ticket_id
      where ${isAccepted('medium.event_id')}
        and (medium.feed_start, medium.feed_count, medium.id)
          > (${after.start}::bigint, ${after.count}::bigint, ${id}::uuid)
      order by medium.feed_start, medium.feed_count, medium.id
      limit ${limit}) as page`.execute(trx);
  const [page] = rows;
  if (!page || page.rows === 0) return { bytes: Buffer.of(), goOn: undefined };
  const goOn = page.rows < limit ? undefined : { after: positionOf(page), afterId: page.id };
  return { bytes: page.bytes ?? Buffer.of(), goOn };
}

function positionOf({ start, count }: PackedRow): Position {
  return { start: start ?? 0, count: count ?? 0 };
}

async function writeWindowClasses(
  trx: ClosedTransaction,
  eventId: string,
  ...[bytes, windowed]: [Buffer, Windowed]
): Promise<void> {
  const tickets = windowed.map(({ type, from, until }): TypeAndWindow => {
    const toDate = (text: string | null) => (text === null ? null : new Date(text));
    return { ticketTypeId: type, validFrom: toDate(from), validUntil: toDate(until) };
  });
  const classOf = await windowClassesOf(trx, eventId, tickets);
  for (const [index, ticket] of tickets.entries()) {
    const found = classOf(ticket);
    const offset = (windowed[index]?.row ?? 0) * CORE_RECORD_BYTES + CLASS_OFFSET;
    if (found !== undefined) bytes.writeUInt16BE(found, offset);
  }
}
