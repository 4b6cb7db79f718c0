import type { CoreRecord, LinkRecord, MediumRecord } from '@gatehouse/shared/manifest';
import { mediumHash } from '@gatehouse/shared/ticket-code';
import { sql } from 'kysely';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedAt } from './accepted.js';
import { readSalts } from './feed.js';
import { familyOf, type LinkColumns, linksOf } from './links.js';
import { type CoreRow, toRecord } from './manifest-records.js';
import { blankMarks, type DoorMarks } from './rules.js';
import { type TypeAndWindow, windowClassesOf } from './window-classes.js';

/** What is looked up: all of it at once, because a question to the database costs more than a row. */
export interface WantedTickets {
  /** The first 45 bits of a ticket's hash. */
  readonly shortBits: readonly number[];
  readonly barcodes: readonly string[];
  readonly ticketIds: readonly string[];
}

/** What the door may say of a ticket to whoever looks after it. */
export interface NamedTicket {
  readonly id: string;
  readonly hash: Buffer;
  readonly name: string;
  readonly ticketType: string;
  readonly orderReference: string | null;
  readonly texts: readonly string[];
}

export interface FoundTickets {
  /** As phones know them, worn-out numbers too. */
  readonly records: readonly CoreRecord[];
  readonly named: readonly NamedTicket[];
  readonly media: readonly MediumRecord[];
  /** Of the records that have some. */
  readonly links: readonly LinkRecord[];
}

/** The present rows of a few tickets and of their parents and add-ons, as phones would know them after all pages. */
export async function findDoorTickets(
  trx: ClosedTransaction,
  eventId: string,
  wanted: WantedTickets,
): Promise<FoundTickets> {
  const media = await findMedia(trx, eventId, wanted.barcodes);
  const held = media.flatMap(({ ticket }) => ticket ?? []);
  const meant = await findTickets(trx, eventId, {
    shortBits: [...wanted.shortBits, ...held.map(shortBitsOf)],
    ticketIds: wanted.ticketIds,
  });
  const hasFamily = meant.links.some(({ parent }) => parent > 0);
  const ids = hasFamily
    ? await familyOf(
        trx,
        eventId,
        meant.named.map(({ id }) => id),
      )
    : [];
  const found = hasFamily ? await findTickets(trx, eventId, { shortBits: [], ticketIds: ids }) : meant;
  return {
    records: [...found.records, ...(await findDead(trx, eventId, wanted.shortBits))],
    named: found.named,
    media: standingFor(media),
    links: found.links,
  };
}

function standingFor(rows: readonly { hash: Buffer; ticket: Buffer | null }[]): MediumRecord[] {
  const media = new Map<string, { hash: Buffer; tickets: Buffer[] }>();
  for (const { hash, ticket } of rows) {
    const medium = media.get(hash.toString('hex')) ?? { hash, tickets: [] };
    media.set(hash.toString('hex'), medium);
    if (ticket !== null) medium.tickets.push(ticket);
  }
  return [...media.values()];
}

/** By what the hash of a ticket is indexed, and a typed code looked up. */
export function shortBitsOf(hash: Buffer): number {
  return Number(hash.readBigUInt64BE() >> 19n);
}

type TicketRow = CoreRow & LinkColumns & TypeAndWindow & NamedTicket;

async function findTickets(
  trx: ClosedTransaction,
  eventId: string,
  { shortBits, ticketIds }: Pick<WantedTickets, 'shortBits' | 'ticketIds'>,
): Promise<Pick<FoundTickets, 'records' | 'named' | 'links'>> {
  if (shortBits.length + ticketIds.length === 0) return { records: [], named: [], links: [] };
  const columns = sql`ticket.id, ticket.hash, type.class, ticket.generation, ticket.state, ticket.payment,
    ticket.entries, ticket.attention, ticket.answers_missing, ticket.feed_start, ticket.feed_count, ticket.ticket_type_id, ticket.valid_from, ticket.valid_until,
    ticket.name, ticket.order_reference, ticket.texts, ticket.order_group, ticket.parent_group, ticket.parent_id,
    type.name as ticket_type
    from ticketing.ticket join ticketing.ticket_type as type
      on type.organisation_id = ticket.organisation_id and type.id = ticket.ticket_type_id`;
  const { rows } = await sql<TicketRow>`
    select ${columns} where ${acceptedAt(eventId, 'ticket.event_id')}
      and ticket.short_bits = any(${[...new Set(shortBits)]}::bigint[])
    union
    select ${columns} where ${acceptedAt(eventId, 'ticket.event_id')}
      and ticket.id = any(${[...ticketIds]}::uuid[])`.execute(trx);
  const classOf = await windowClassesOf(trx, eventId, rows);
  return {
    records: rows.map((row) => recordOf(row, classOf(row) ?? row.class)),
    links: rows.flatMap((row) => linksOf(row.hash, row) ?? []),
    named: rows.map(({ id, hash, name, ticketType, orderReference, texts }) => ({
      id,
      hash,
      name,
      ticketType,
      orderReference,
      texts,
    })),
  };
}

function recordOf(row: CoreRow & Partial<LinkColumns>, classIndex: number): CoreRecord {
  const { position: _, ...record } = toRecord({ ...row, class: classIndex });
  return record;
}

async function findDead(
  trx: ClosedTransaction,
  eventId: string,
  shortBits: readonly number[],
): Promise<CoreRecord[]> {
  if (shortBits.length === 0) return [];
  const { rows } = await sql<Omit<CoreRow, 'state' | keyof DoorMarks>>`
    select hash, class, generation, feed_start, feed_count from ticketing.dead_number
    where ${acceptedAt(eventId)} and short_bits = any(${[...new Set(shortBits)]}::bigint[])`.execute(trx);
  return rows.map((row) => recordOf({ ...row, ...blankMarks, state: 'cancelled' }, row.class));
}

async function findMedia(
  trx: ClosedTransaction,
  eventId: string,
  barcodes: readonly string[],
): Promise<{ hash: Buffer; ticket: Buffer | null }[]> {
  const salts = barcodes.length === 0 ? [] : await readSalts(trx, eventId);
  if (salts.length === 0) return [];
  // By hash, because of a wristband that was bound at a door no text is known.
  const hashes = salts.flatMap((salt) =>
    [...new Set(barcodes)].map((text) => Buffer.from(mediumHash(salt, text))),
  );
  const { rows } = await sql<{ hash: Buffer; ticket: Buffer | null }>`
    select medium.hash, ticket.hash as ticket
    from ticketing.medium left join ticketing.ticket
      on ticket.organisation_id = medium.organisation_id and ticket.id = medium.ticket_id
    where ${acceptedAt(eventId, 'medium.event_id')} and medium.hash = any(${hashes}::bytea[])`.execute(trx);
  return rows;
}
