import { toHex } from '@gatehouse/shared/bytes';
import { parseShortCode, shortCodeTail } from '@gatehouse/shared/ticket-code';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { shortBitsOf, type Ticketing } from '../../ticketing/index.js';
import type { FoundTicket, SearchQuery } from './desk-schemas.js';
import type { LookUpDeps } from './look-up.js';
import { summaryOf } from './say.js';

const usualLimit = 20;

/** Tickets by the words that people say at a door, or by a short code. @throws AppError platform.not_found */
export async function searchTickets(
  trx: ClosedTransaction,
  { events, ticketing }: LookUpDeps,
  { eventId, q, limit = usualLimit }: SearchQuery,
): Promise<FoundTicket[]> {
  await events.read(trx, eventId);
  if (q.trim() === '') return [];
  const typed = await byShortCode(trx, ticketing, { eventId, q });
  const hashes =
    typed.length > 0 ? typed : await ticketing.findHashes(trx, eventId, { text: q.trim(), limit });
  const wanted = { shortBits: hashes.map(shortBitsOf), barcodes: [], ticketIds: [] };
  const found = hashes.length > 0 ? await ticketing.findDoorTickets(trx, eventId, wanted) : null;
  if (!found) return [];
  const states = new Map(found.records.map(({ hash, state }) => [toHex(hash), state]));
  return found.named
    .map((ticket) => ({ ...summaryOf(ticket), state: states.get(toHex(ticket.hash)) ?? 'good' }))
    .sort((a, b) => (a.name === b.name ? (a.id < b.id ? -1 : 1) : a.name < b.name ? -1 : 1));
}

/** @returns the hash of the ticket, or none: most words are no short code */
async function byShortCode(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  { eventId, q }: { readonly eventId: string; readonly q: string },
): Promise<Buffer[]> {
  const short = parseShortCode(q);
  const feed = short && (await ticketing.readFeed(trx, eventId));
  if (!short || !feed) return [];
  const shortBits = [shortBitsOf(Buffer.from(short.hashPrefix))];
  const found = await ticketing.findDoorTickets(trx, eventId, { shortBits, barcodes: [], ticketIds: [] });
  return found.records
    .filter(({ hash, generation }) => shortCodeTail(feed.salt, hash, generation) === short.tail)
    .map(({ hash }) => Buffer.from(hash));
}
