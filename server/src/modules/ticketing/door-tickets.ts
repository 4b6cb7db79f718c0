import { type SqlBool, sql } from 'kysely';
import { byteas } from '../../platform/database/binary-arrays.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt } from './accepted.js';
import type { TicketingTables } from './tables.js';
import { ticketsWithWords } from './ticket-queries.js';

/** A ticket as a scan of it is judged and shown. */
export interface DoorTicket {
  readonly id: string;
  readonly hash: Buffer;
  /** SHA-256 of the present code, by which a phone proves to have seen it. */
  readonly codeHash: Buffer;
  readonly class: number;
  /** The ticket's own number of entries. 0: as the list says; 255: no limit. */
  readonly entries: number;
  readonly name: string;
  readonly ticketType: string;
  readonly orderReference: string | null;
  /** Of which its code is: of this event, or of a pass. */
  readonly eventId: string;
}

/** The tickets of these hashes that there are; a number that was worn out leads to nothing. */
export async function readDoorTickets(
  trx: ClosedTransaction,
  eventId: string,
  given: readonly Buffer[],
): Promise<DoorTicket[]> {
  if (given.length === 0) return [];
  const hashes = [...new Map(given.map((hash) => [hash.toString('hex'), hash])).values()];
  // The first bits of the hash are indexed; "offset 0" has each ticket looked up there, because for a table without
  // statistics the planner would read all of the event. A window that is absent never begins or ends.
  const { rows } = await sql<DoorTicket>`
    select ticket.id, ticket.hash, ticket.code_hash, coalesce(own.class, type.class) as class, ticket.entries,
      ticket.name, type.name as ticket_type, ticket.order_reference, ticket.event_id
    from unnest(${hashes.map(shortBitsOf)}::bigint[], ${byteas(hashes)}::bytea[]) as wanted(short_bits, hash)
      cross join lateral (select * from ticketing.ticket where ${acceptedAt(eventId, 'ticket.event_id')}
        and ticket.short_bits = wanted.short_bits and ticket.hash = wanted.hash offset 0) as ticket
      join ticketing.ticket_type as type
        on type.organisation_id = ticket.organisation_id and type.id = ticket.ticket_type_id
      left join ticketing.window_class as own
        on own.organisation_id = ticket.organisation_id and own.event_id = ticket.event_id
        and own.ticket_type_id = ticket.ticket_type_id
        and coalesce(own.valid_from, '-infinity') = coalesce(ticket.valid_from, '-infinity')
        and coalesce(own.valid_until, 'infinity') = coalesce(ticket.valid_until, 'infinity')`.execute(trx);
  return rows;
}

function shortBitsOf(hash: Buffer): string {
  return String(hash.readBigUInt64BE() >> 19n);
}

/** Which of these tickets, worn-out numbers too, are of which of these passes. @returns hash in hexadecimal → pass */
export async function readTicketOwners(
  trx: ClosedTransaction,
  passIds: readonly string[],
  given: readonly Buffer[],
): Promise<ReadonlyMap<string, string>> {
  if (passIds.length * given.length === 0) return new Map();
  const [hashes, ids] = [[...given], [...passIds]];
  const bits = hashes.map(shortBitsOf);
  const { rows } = await sql<{ hash: Buffer; eventId: string }>`
    select hash, event_id from ticketing.ticket where event_id = any(${ids}::uuid[])
      and short_bits = any(${bits}::bigint[]) and hash = any(${hashes}::bytea[])
    union all
    select hash, event_id from ticketing.dead_number where event_id = any(${ids}::uuid[])
      and short_bits = any(${bits}::bigint[]) and hash = any(${hashes}::bytea[])`.execute(trx);
  return new Map(rows.map(({ hash, eventId }) => [hash.toString('hex'), eventId]));
}

/** Hashes, old ones too, of these tickets. */
export async function readTicketHashes(
  trx: ClosedTransaction,
  eventId: string,
  ticketIds: readonly string[],
): Promise<Buffer[]> {
  const ids = [...ticketIds];
  const db = trx.$extendTables<TicketingTables>();
  const rows = await db
    .selectFrom('ticketing.ticket')
    .select('hash')
    .where(acceptedAt(eventId))
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .unionAll(
      db
        .selectFrom('ticketing.deadNumber')
        .select('hash')
        .where(acceptedAt(eventId))
        .where(sql<SqlBool>`ticket_id = any(${ids}::uuid[])`),
    )
    .execute();
  return rows.map(({ hash }) => hash);
}

/** Hashes of the tickets whose name, e-mail, order reference or external id has all the words; at most `limit`. */
export async function findTicketHashes(
  trx: ClosedTransaction,
  eventId: string,
  query: { text: string; limit: number },
): Promise<Buffer[]> {
  const rows = await ticketsWithWords(trx, eventId, query.text).select('hash').limit(query.limit).execute();
  return rows.map(({ hash }) => hash);
}

/** How many real tickets of each class are good. */
export async function countGoodTickets(
  trx: ClosedTransaction,
  eventId: string,
): Promise<ReadonlyMap<number, number>> {
  const rows = await trx
    .$extendTables<TicketingTables>()
    .selectFrom('ticketing.ticket as ticket')
    .innerJoin('ticketing.ticketType as type', (join) =>
      join
        .onRef('type.organisationId', '=', 'ticket.organisationId')
        .onRef('type.id', '=', 'ticket.ticketTypeId'),
    )
    .select(['type.class', sql<number>`count(*)::int`.as('count')])
    .where(acceptedAt(eventId, 'ticket.event_id'))
    .where('ticket.state', '=', 'good')
    .where('ticket.test', '=', false)
    .groupBy('type.class')
    .execute();
  return new Map(rows.map((row) => [row.class, row.count]));
}
