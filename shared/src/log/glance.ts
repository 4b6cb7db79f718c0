import { effects, type RowKind, results, rowKinds } from './row.js';

const ID_OFFSET = 2;
const TICKET_OFFSET = 110;
const RESULT_OFFSET = 119;
const EFFECT_OFFSET = 120;

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
