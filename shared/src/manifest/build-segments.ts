import { accepted, type Outcome, refused } from '../bytes/index.js';
import {
  encodeSegment,
  keyHalf,
  MAX_SEGMENT_BITS,
  type SegmentKind,
  type SegmentPlace,
  type SegmentRow,
} from './segment.js';

/** About 50 KB over the wire: small enough to lose to a cut, large enough to pack well. */
const MAX_MEAN_ROWS = 8_192;

/** The fewest halvings that leave 8,192 rows a segment on average: a function of the count alone. */
export function segmentBits(count: number): number {
  let bits = 0;
  while (count > MAX_MEAN_ROWS * 2 ** bits && bits < MAX_SEGMENT_BITS) bits += 1;
  return bits;
}

/** The table's part that a key belongs to. */
export function segmentIndex(keyHigh: number, bits: number): number {
  return bits === 0 ? 0 : keyHigh >>> (32 - bits);
}

/**
 * The same rows in any order give the same bytes.
 * @returns the segments in the order of their index; `duplicate` when a key that must be unique, or a whole row, comes
 * twice
 * @param bits of the table that they belong to, where it is another one
 */
export function buildSegments(
  kind: SegmentKind,
  rows: Iterable<SegmentRow>,
  bits?: number,
): Outcome<Uint8Array[], 'duplicate'> {
  const all = [...rows];
  return packParts(kind, all, bits ?? segmentBits(all.length));
}

function packParts(
  kind: SegmentKind,
  all: readonly SegmentRow[],
  bits: number,
): Outcome<Uint8Array[], 'duplicate'> {
  const parts: SegmentRow[][] = Array.from({ length: 2 ** bits }, () => []);
  for (const row of all) parts[segmentIndex(keyHalf(row.key, 0), bits)]?.push(row);
  const segments: Uint8Array[] = [];
  for (const [index, part] of parts.entries()) {
    const segment = packSegment(kind, { bits, index }, part);
    if (!segment.ok) return segment;
    segments.push(segment.value);
  }
  return accepted(segments);
}

/**
 * One segment alone, for who has more rows than may be packed at a stroke.
 * @param rows all of this place, in any order; they are sorted where they stand
 */
export function packSegment(
  kind: SegmentKind,
  place: SegmentPlace,
  rows: SegmentRow[],
): Outcome<Uint8Array, 'duplicate'> {
  rows.sort(compareRows);
  return hasDuplicate(rows, kind) ? refused('duplicate') : accepted(encodeSegment(kind, place, rows));
}

function compareRows(a: SegmentRow, b: SegmentRow): number {
  return compareBytes(a.key, b.key) || compareBytes(a.cells, b.cells);
}

function hasDuplicate(sorted: readonly SegmentRow[], kind: SegmentKind): boolean {
  return sorted.some((row, index) => {
    const before = sorted[index - 1];
    if (before === undefined) return false;
    return kind.unique ? compareBytes(before.key, row.key) === 0 : compareRows(before, row) === 0;
  });
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let index = 0; index < a.length && index < b.length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
