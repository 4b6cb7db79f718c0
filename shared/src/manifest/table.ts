import { accepted, equalBytes, type Outcome, refused } from '../bytes/index.js';
import { sha256 } from '../signing/index.js';
import { segmentIndex } from './build-segments.js';
import type { SegmentReference } from './root-shape.js';
import {
  bisectSegment,
  keyHalf,
  openSegment,
  type Segment,
  type SegmentKind,
  type SegmentRefusal,
  segmentCells,
  segmentKey,
} from './segment.js';

/** A whole table of hashes; null where a segment has not arrived yet. */
export interface Table {
  readonly bits: number;
  readonly segments: readonly (Segment | null)[];
}

/** What a root, a store or a peer calls a segment's or a page's bytes. */
export function contentAddress(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

/** For the root: what each segment's bytes have to be. */
export function referenceTo(kind: SegmentKind, bytes: Uint8Array): SegmentReference {
  const opened = openSegment(kind, bytes);
  if (!opened.ok) throw new RangeError(`this is no segment: ${opened.reason}`);
  return { sha256: contentAddress(bytes), length: bytes.length, count: opened.value.count };
}

/** Checks bytes that anybody may have carried against what the root says. */
export function isReferencedSegment(reference: SegmentReference, bytes: Uint8Array): boolean {
  return bytes.length === reference.length && equalBytes(contentAddress(bytes), reference.sha256);
}

/**
 * Opens segments whose addresses were checked when they arrived; hashing them again at each start would cost more
 * than opening them.
 * @param parts the segments' bytes in the root's order, null for one that has not arrived
 */
export function openTable(
  kind: SegmentKind,
  references: readonly SegmentReference[],
  parts: readonly (Uint8Array | null)[],
): Outcome<Table, SegmentRefusal | 'not_as_referenced'> {
  const segments: (Segment | null)[] = [];
  for (const index of references.keys()) {
    const bytes = parts[index] ?? null;
    const opened = bytes === null ? accepted(null) : openInPlace(kind, { references, index }, bytes);
    if (!opened.ok) return opened;
    segments.push(opened.value);
  }
  return accepted({ bits: Math.log2(references.length), segments });
}

/** Where a root names a segment. */
interface NamedPlace {
  readonly references: readonly SegmentReference[];
  readonly index: number;
}

/** One segment alone, for the place that a root gives it. @returns null when it does not belong there */
export function openPlaced(kind: SegmentKind, place: NamedPlace, bytes: Uint8Array): Segment | null {
  const opened = openInPlace(kind, place, bytes);
  return opened.ok ? opened.value : null;
}

function openInPlace(
  kind: SegmentKind,
  { references, index }: NamedPlace,
  bytes: Uint8Array,
): Outcome<Segment, SegmentRefusal | 'not_as_referenced'> {
  const opened = openSegment(kind, bytes);
  if (!opened.ok) return opened;
  const place = { bits: Math.log2(references.length), index, count: references[index]?.count ?? -1 };
  return isInPlace(opened.value, place) ? opened : refused('not_as_referenced');
}

function isInPlace(segment: Segment, place: Pick<Segment, 'bits' | 'index' | 'count'>): boolean {
  return segment.bits === place.bits && segment.index === place.index && segment.count === place.count;
}

export interface FoundRow {
  readonly key: Uint8Array;
  readonly cells: Uint8Array;
}

/** @returns every row with this key; `missing` when its segment has not arrived */
export function findRows(table: Table, key: Uint8Array): readonly FoundRow[] | 'missing' {
  const high = keyHalf(key, 0);
  const low = keyHalf(key, 4);
  return rowsBetween(table, { high, firstLow: low, lastLow: low });
}

/** Rows whose keys share the first four bytes and lie within a range of the last four. */
export function rowsBetween(
  { bits, segments }: Table,
  { high, firstLow, lastLow }: { high: number; firstLow: number; lastLow: number },
): readonly FoundRow[] | 'missing' {
  const segment = segments[segmentIndex(high, bits)];
  if (segment === null || segment === undefined) return 'missing';
  const found: FoundRow[] = [];
  for (let row = bisectSegment(segment, high, firstLow); row < segment.count; row++) {
    if (segment.high[row] !== high || (segment.low[row] ?? 0) > lastLow) break;
    found.push({ key: segmentKey(segment, row), cells: segmentCells(segment, row) });
  }
  return found;
}

/** Every row, in ascending order, of the segments that are there. */
export function* tableRows({ segments }: Table): Generator<FoundRow> {
  for (const segment of segments) {
    for (let row = 0; segment !== null && row < segment.count; row++) {
      yield { key: segmentKey(segment, row), cells: segmentCells(segment, row) };
    }
  }
}
