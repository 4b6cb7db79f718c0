import { effects, type RowKind, results, rowKinds } from './row.js';

const ID_OFFSET = 2;
const DEVICE_OFFSET = 18;
const EVENT_OFFSET = 38;
const LIST_OFFSET = 42;
const GATE_OFFSET = 58;
const PERSONS_OFFSET = 76;
const TICKET_OFFSET = 110;
const RESULT_OFFSET = 119;
const EFFECT_OFFSET = 120;
const NAMED_OFFSET = 123;
const ESTIMATE_OFFSET = 159;
/** Where the part of fixed length ends. */
const REASON_OFFSET = 265;

/** What an index of many thousand rows needs of each, read without decoding it. */
export interface RowGlance {
  readonly kind: RowKind;
  readonly effect: (typeof effects)[number];
  readonly admitted: boolean;
  /** Its id as a key that `glanceKey` gives for the same bytes. */
  readonly id: number;
  /** Its ticket hash, the same way; 0: it names none. */
  readonly ticket: number;
}

/** @returns null for a version or a kind that this program does not know, and for what is too short to be a row */
export function glanceAtRow(bytes: Uint8Array): RowGlance | null {
  const kind = rowKinds[bytes[1] ?? -1];
  const effect = effects[bytes[EFFECT_OFFSET] ?? -1];
  if (bytes[0] !== 1 || kind === undefined || effect === undefined) return null;
  const admitted = bytes[RESULT_OFFSET] === results.indexOf('admit');
  return {
    kind,
    effect,
    admitted,
    id: glanceKey(bytes, ID_OFFSET + 8),
    ticket: glanceKey(bytes, TICKET_OFFSET),
  };
}

/** The hash of the ticket that a row names, a view into its bytes; null: none. @param bytes of a row */
export function glanceAtTicket(bytes: Uint8Array): Uint8Array | null {
  const hash = bytes.subarray(TICKET_OFFSET, TICKET_OFFSET + 8);
  return hash.length === 8 && hash.some((byte) => byte !== 0) ? hash : null;
}

/** A row that moves people, or an undo, by views into its bytes: each field as `encodeRow` writes it. */
export interface CountedGlance {
  /** Null: an undo. */
  readonly effect: 'entry' | 'exit' | 'person' | null;
  /** The second half of its id. */
  readonly half: Uint8Array;
  readonly device: Uint8Array;
  readonly list: Uint8Array;
  readonly gate: Uint8Array;
  readonly persons: Uint8Array;
  readonly ticket: Uint8Array;
  /** The scan that an undo names. */
  readonly named: Uint8Array;
  readonly estimate: Uint8Array;
}

/** @returns null for a row that does not count, and for what `glanceAtRow` does not know */
export function glanceAtCounted(bytes: Uint8Array): CountedGlance | null {
  const glance = bytes.length > REASON_OFFSET ? glanceAtRow(bytes) : null;
  if (glance === null) return null;
  const { kind, effect } = glance;
  const moves = kind === 'scan' && effect !== 'none' && effect !== 'check';
  if (!moves && kind !== 'undo') return null;
  const part = (from: number, length: number) => bytes.subarray(from, from + length);
  return {
    effect: moves ? effect : null,
    half: part(ID_OFFSET + 8, 8),
    device: part(DEVICE_OFFSET, 16),
    list: part(LIST_OFFSET, 16),
    gate: part(GATE_OFFSET, 16),
    persons: part(PERSONS_OFFSET, 2),
    ticket: part(TICKET_OFFSET, 8),
    named: part(NAMED_OFFSET, 16),
    estimate: part(ESTIMATE_OFFSET, 6),
  };
}

/** The public number of the event that a row is of. */
export function glanceAtEvent(bytes: Uint8Array): number {
  return word(bytes, EVENT_OFFSET);
}

/**
 * The first 53 of 64 bits as a number: a key for a map that is several times faster than a text. Two different values
 * may, very rarely, share one, so whoever finds something by it looks at the whole value.
 * @param offset of eight bytes; of a UUID its second half, which is random in every version
 */
export function glanceKey(bytes: Uint8Array, offset: number): number {
  return 0x20_0000 * word(bytes, offset) + (word(bytes, offset + 4) >>> 11);
}

function word(bytes: Uint8Array, offset: number): number {
  const high = ((bytes[offset] ?? 0) << 24) | ((bytes[offset + 1] ?? 0) << 16);
  return (high | ((bytes[offset + 2] ?? 0) << 8) | (bytes[offset + 3] ?? 0)) >>> 0;
}
