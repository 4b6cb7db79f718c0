import { randomBytes } from 'node:crypto';
import {
  codeHash,
  shortCodeText,
  signTicketCode,
  ticketCodeText,
  ticketHash,
} from '@gatehouse/shared/ticket-code';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { LockedFeed } from './feed.js';
import type { TicketSigner } from './keys.js';
import type { TicketCodeColumns, TicketingTables } from './tables.js';

export interface TicketNumber {
  /** 64 random bits. */
  readonly number: Buffer;
  /** What phones call it. */
  readonly hash: Buffer;
  /** The part of the hash that a typed code has. */
  readonly shortBits: number;
}

type RandomBytes = (length: number) => Buffer;

/**
 * Draws numbers for new tickets. A number is drawn again when the 45 bits that its short code begins with are
 * taken, also by a number that is dead: a typed code must never find two tickets.
 * @param wanted `random` is given by tests alone
 */
export async function drawNumbers(
  trx: ClosedTransaction,
  feed: LockedFeed,
  wanted: { howMany: number; random?: RandomBytes },
): Promise<TicketNumber[]> {
  const { howMany, random = randomBytes } = wanted;
  const drawn = new Map<number, TicketNumber>();
  while (drawn.size < howMany) {
    const fresh: TicketNumber[] = [];
    for (let missing = howMany - drawn.size; missing > 0; missing--)
      fresh.push(numberFrom(feed.salt, random(8)));
    const taken = await takenBits(trx, feed, fresh);
    for (const number of fresh) if (!taken.has(number.shortBits)) drawn.set(number.shortBits, number);
  }
  return [...drawn.values()];
}

function numberFrom(salt: Buffer, number: Buffer): TicketNumber {
  const hash = Buffer.from(ticketHash(salt, number));
  return { number, hash, shortBits: Number(hash.readBigUInt64BE() >> 19n) };
}

async function takenBits(
  trx: ClosedTransaction,
  feed: LockedFeed,
  numbers: readonly TicketNumber[],
): Promise<Set<number>> {
  const bits = numbers.map((number) => number.shortBits);
  const db = trx.$extendTables<TicketingTables>();
  const rows = await db
    .selectFrom('ticketing.ticket')
    .select('shortBits')
    .where('eventId', '=', feed.eventId)
    .where('shortBits', 'in', bits)
    .unionAll(
      db
        .selectFrom('ticketing.deadNumber')
        .select('shortBits')
        .where('eventId', '=', feed.eventId)
        .where('shortBits', 'in', bits),
    )
    .execute();
  return new Set(rows.map((row) => row.shortBits));
}

/** Signs the code of a ticket for the first time in this generation. */
export async function signCode(
  number: TicketNumber,
  signer: TicketSigner,
  code: { publicNumber: number; generation: number; class: number },
): Promise<TicketCodeColumns> {
  const body = { kid: signer.kid, event: code.publicNumber, ticket: number.number };
  const { generation, class: codeClass } = code;
  const bytes = await signTicketCode({ ...body, generation, class: codeClass }, signer.sign);
  return { ...number, generation, kid: signer.kid, codeClass, codeHash: Buffer.from(codeHash(bytes)) };
}

export interface CodeTexts {
  /** For the QR code: 122 characters. */
  readonly code: string;
  /** For typing: 12 characters. */
  readonly shortCode: string;
}

/** Signs the code again: Ed25519 gives the same bytes each time, so only its hash is kept. */
export async function codeTexts(
  ticket: TicketCodeColumns,
  signer: TicketSigner,
  event: { publicNumber: number; salt: Buffer },
): Promise<CodeTexts> {
  const { kid, generation, codeClass } = ticket;
  const body = { kid, event: event.publicNumber, ticket: ticket.number, generation, class: codeClass };
  const bytes = await signTicketCode(body, signer.sign);
  if (!ticket.codeHash.equals(codeHash(bytes))) throw new Error('A code was not the same when signed again.');
  return {
    code: ticketCodeText(bytes),
    shortCode: shortCodeText(event.salt, ticket.hash, generation),
  };
}
