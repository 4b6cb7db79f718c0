import { accepted, equalBytes, type Outcome, refused } from '../bytes/index.js';
import { sha256 } from '../signing/index.js';
import type { LogRow } from './row.js';
import { decodeRow } from './row-codec.js';

/** What the next row names as the one before it, and what a receipt says of the row at its watermark. */
export function rowHash(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

export interface ChainLink {
  readonly seq: number;
  readonly hash: Uint8Array;
}

export interface ChainRange {
  readonly device: string;
  /** The rows' bytes, oldest first, without a gap. */
  readonly rows: readonly Uint8Array[];
  /** The row before the range; null where it is not known, and the first row is taken as it is. */
  readonly after: ChainLink | null;
}

/**
 * `unreadable`: bytes of no row. `other_device`. `gap`: a seq that does not follow. `broken`: a row that names
 * another one as its predecessor.
 */
export type ChainFault = 'unreadable' | 'other_device' | 'gap' | 'broken';

/** @returns the link that the next row follows; null for an empty range with nothing before it */
export function verifyChain({ device, rows, after }: ChainRange): Outcome<ChainLink | null, ChainFault> & {
  /** The index of the row at fault. */
  readonly at?: number;
} {
  let link = after;
  for (const [at, bytes] of rows.entries()) {
    const row = decodeRow(bytes);
    const fault = row.ok ? faultOf(row.value, device, link) : 'unreadable';
    if (fault !== null || !row.ok) return { ...refused(fault ?? 'unreadable'), at };
    link = { seq: row.value.seq, hash: rowHash(bytes) };
  }
  return accepted(link);
}

function faultOf(row: LogRow, device: string, before: ChainLink | null): ChainFault | null {
  if (row.device !== device) return 'other_device';
  const isFirst = row.seq === 1;
  if (before === null) return isFirst && row.previous.some((byte) => byte !== 0) ? 'broken' : null;
  if (row.seq !== before.seq + 1) return 'gap';
  return equalBytes(row.previous, before.hash) ? null : 'broken';
}
