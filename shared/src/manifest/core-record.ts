import { TICKET_HASH_BYTES } from '../ticket-code/index.js';

/** In the order of their numbers in a row's flags. */
export const ticketStates = ['good', 'cancelled', 'blocked', 'held', 'unapproved'] as const;

export type TicketState = (typeof ticketStates)[number];

/** What every phone knows of a ticket: 13 bytes, no personal data. */
export interface CoreRecord {
  readonly hash: Uint8Array;
  readonly class: number;
  readonly generation: number;
  readonly state: TicketState;
  readonly unpaid: boolean;
  readonly goodThoughUnpaid: boolean;
  readonly attention: boolean;
  readonly answersMissing: boolean;
  readonly linked: boolean;
  /** Entries allowed: 0 is what the list says, 255 is no limit. */
  readonly entries: number;
}

/** Everything but the hash. */
export const CORE_CELLS = 5;
export const CORE_RECORD_BYTES = TICKET_HASH_BYTES + CORE_CELLS;

const flag = { unpaid: 16, goodThoughUnpaid: 8, attention: 4, answersMissing: 2, linked: 1 };

/**
 * Class (2 bytes), generation, flags, entries. The flags are the state in the three highest bits and, below it, unpaid,
 * good though unpaid, attention, answers missing, linked.
 * @throws {RangeError} when a field does not fit
 */
export function coreCells(record: CoreRecord): Uint8Array {
  const { class: ticketClass, generation, entries } = record;
  if (!fits(ticketClass, 0xffff) || !fits(generation, 0xff) || !fits(entries, 0xff)) {
    throw new RangeError('a class has two bytes, a generation and entries have one');
  }
  let flags = ticketStates.indexOf(record.state) << 5;
  if (record.unpaid) flags |= flag.unpaid;
  if (record.goodThoughUnpaid) flags |= flag.goodThoughUnpaid;
  if (record.attention) flags |= flag.attention;
  if (record.answersMissing) flags |= flag.answersMissing;
  if (record.linked) flags |= flag.linked;
  return Uint8Array.of(ticketClass >> 8, ticketClass & 0xff, generation, flags, entries);
}

/**
 * A state that only a newer program knows reads as blocked: it is not good, and a person can still decide otherwise.
 * @param cells as `coreCells` writes them
 */
export function coreRecord(hash: Uint8Array, cells: Uint8Array): CoreRecord {
  const [classHigh = 0, classLow = 0, generation = 0, flags = 0, entries = 0] = cells;
  return {
    hash,
    class: 256 * classHigh + classLow,
    generation,
    state: ticketStates[flags >> 5] ?? 'blocked',
    unpaid: (flags & flag.unpaid) !== 0,
    goodThoughUnpaid: (flags & flag.goodThoughUnpaid) !== 0,
    attention: (flags & flag.attention) !== 0,
    answersMissing: (flags & flag.answersMissing) !== 0,
    linked: (flags & flag.linked) !== 0,
    entries,
  };
}

function fits(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}
