import { accepted, createReader, createWriter, type Outcome, refused } from '../bytes/index.js';
import { CORE_CELLS } from './core-record.js';

/** Keys are hashes of 8 bytes; the cells are what stands beside a key. */
export interface SegmentKind {
  readonly code: number;
  readonly cells: number;
  /** Whether a key comes once only. */
  readonly unique: boolean;
  /** False: the keys are another table's and are not written. */
  readonly keyed: boolean;
}

/** Ticket hash; class, generation, flags, entries. */
export const CORE_SEGMENT: SegmentKind = { code: 1, cells: CORE_CELLS, unique: true, keyed: true };
/** Medium hash; ticket hash. A medium may stand for several tickets. */
export const MEDIA_SEGMENT: SegmentKind = { code: 2, cells: 8, unique: false, keyed: true };

const VERSION = 1;
const KEY_BYTES = 8;
const SEGMENT_HEADER_BYTES = 9;
/** 4,096 segments of 8,192 rows: more tickets than an event has. */
export const MAX_SEGMENT_BITS = 12;

/** One of the 2^bits parts that a table of hashes is split into by its top bits. */
export interface SegmentPlace {
  readonly bits: number;
  readonly index: number;
}

/** An opened segment. The cells stay in the bytes it was opened from; only the keys are unpacked. */
export interface Segment extends SegmentPlace {
  readonly count: number;
  /** The keys' first four bytes, in ascending order of the whole keys. */
  readonly high: Uint32Array;
  /** The keys' last four bytes. */
  readonly low: Uint32Array;
  /** Column after column, `count` bytes each. */
  readonly columns: Uint8Array;
}

export interface SegmentRow {
  readonly key: Uint8Array;
  readonly cells: Uint8Array;
}

/**
 * | bytes | field |
 * |---|---|
 * | 0 | version |
 * | 1 | kind: 1 core, 2 media, 3 links, 4 history |
 * | 2 | bits |
 * | 3–4 | index |
 * | 5–8 | count |
 * | 9 … | 8 columns: each byte, highest first, of the difference to the key before (to the segment's lowest key); |
 * | | links have none |
 * | … | the cells, a column each |
 * Differences in columns let brotli take a core row of 13 bytes over the wire in 6 to 7.
 * @param rows in ascending order, all of this place
 */
export function encodeSegment(
  kind: SegmentKind,
  place: SegmentPlace,
  rows: readonly SegmentRow[],
): Uint8Array {
  const count = rows.length;
  const bytes = blankSegment(kind, place, count);
  const columns = bytes.subarray(SEGMENT_HEADER_BYTES);
  const keyAt = (row: number, half: 0 | 4) => keyHalf(rows[row]?.key ?? noKey, half);
  if (kind.keyed) writeKeys(columns, place, { count, keyAt });
  const first = keyBytes(kind) * count;
  for (const [row, { cells }] of rows.entries())
    for (let cell = 0; cell < kind.cells; cell++) columns[first + cell * count + row] = cells[cell] ?? 0;
  return bytes;
}

/** Only what stands before the columns. */
function blankSegment(kind: SegmentKind, place: SegmentPlace, count: number): Uint8Array {
  const header = createWriter().u8(VERSION).u8(kind.code).u8(place.bits).u16(place.index).u32(count).finish();
  const bytes = new Uint8Array(SEGMENT_HEADER_BYTES + rowBytes(kind) * count);
  bytes.set(header);
  return bytes;
}

const noKey = new Uint8Array(KEY_BYTES);

/**
 * The same bytes as of `encodeSegment`, of rows that lie packed: nothing is allocated a row.
 * @param rows `cells`: row after row, each as wide as the kind's
 */
export function encodePackedSegment(
  kind: SegmentKind,
  place: SegmentPlace,
  rows: SortedKeys & { readonly cells: Uint8Array },
): Uint8Array {
  const { count, high, low, cells } = rows;
  const bytes = blankSegment(kind, place, count);
  const columns = bytes.subarray(SEGMENT_HEADER_BYTES);
  const keyAt = (row: number, half: 0 | 4) => (half === 0 ? high : low)[row] ?? 0;
  if (kind.keyed) writeKeys(columns, place, { count, keyAt });
  const first = keyBytes(kind) * count;
  for (let cell = 0; cell < kind.cells; cell++)
    for (let row = 0; row < count; row++)
      columns[first + cell * count + row] = cells[row * kind.cells + cell] ?? 0;
  return bytes;
}

function keyBytes({ keyed }: SegmentKind): number {
  return keyed ? KEY_BYTES : 0;
}

/** Of one row before it is packed. */
function rowBytes(kind: SegmentKind): number {
  return keyBytes(kind) + kind.cells;
}

interface Keys {
  readonly count: number;
  readonly keyAt: (row: number, half: 0 | 4) => number;
}

/** The differences of ascending keys. */
function writeKeys(columns: Uint8Array, place: SegmentPlace, { count, keyAt }: Keys): void {
  let highBefore = place.index * 2 ** (32 - place.bits);
  let lowBefore = 0;
  for (let row = 0; row < count; row++) {
    const high = keyAt(row, 0);
    const low = keyAt(row, 4);
    const borrow = low < lowBefore ? 1 : 0;
    writeColumns(columns, { first: row, count }, high - highBefore - borrow);
    writeColumns(columns, { first: row + 4 * count, count }, low - lowBefore + borrow * 2 ** 32);
    highBefore = high;
    lowBefore = low;
  }
}

/** A number of four bytes into four neighbouring columns. */
function writeColumns(columns: Uint8Array, at: { first: number; count: number }, value: number): void {
  columns[at.first] = value >>> 24;
  columns[at.first + at.count] = value >>> 16;
  columns[at.first + 2 * at.count] = value >>> 8;
  columns[at.first + 3 * at.count] = value;
}

/** Four bytes of a key as a number. */
export function keyHalf(key: Uint8Array, offset: 0 | 4): number {
  const [a = 0, b = 0, c = 0, d = 0] = key.subarray(offset, offset + 4);
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

export type SegmentRefusal = 'truncated' | 'needs_update' | 'bad_header' | 'bad_length' | 'unsorted';

/** One pass over the keys, nothing allocated a row: a million tickets open in tens of milliseconds. */
export function openSegment(kind: SegmentKind, bytes: Uint8Array): Outcome<Segment, SegmentRefusal> {
  if (bytes.length < SEGMENT_HEADER_BYTES) return refused('truncated');
  const reader = createReader(bytes);
  if (reader.u8() !== VERSION) return refused('needs_update');
  const code = reader.u8();
  const bits = reader.u8();
  const index = reader.u16();
  const count = reader.u32();
  if (code !== kind.code || bits > MAX_SEGMENT_BITS || index >= 2 ** bits) return refused('bad_header');
  if (bytes.length !== SEGMENT_HEADER_BYTES + rowBytes(kind) * count) return refused('bad_length');
  const behindKeys = SEGMENT_HEADER_BYTES + keyBytes(kind) * count;
  const keyColumns = bytes.subarray(SEGMENT_HEADER_BYTES, behindKeys);
  const keys = kind.keyed ? sumKeys(keyColumns, { bits, index }, kind.unique) : noKeys;
  if (keys === null) return refused('unsorted');
  const columns = bytes.subarray(behindKeys);
  return accepted({ bits, index, count, ...keys, columns });
}

const noKeys = { high: new Uint32Array(), low: new Uint32Array() };

/** @returns null when the keys leave the segment's place, or one comes twice and may not */
function sumKeys(
  columns: Uint8Array,
  { bits, index }: SegmentPlace,
  unique: boolean,
): { high: Uint32Array; low: Uint32Array } | null {
  const count = columns.length / KEY_BYTES;
  const high = new Uint32Array(count);
  const low = new Uint32Array(count);
  const width = 2 ** (32 - bits);
  let highSum = index * width;
  let lowSum = 0;
  for (let row = 0; row < count; row++) {
    const highStep = columnsValue(columns, row, count);
    const lowStep = columnsValue(columns, row + 4 * count, count);
    if (unique && row > 0 && highStep === 0 && lowStep === 0) return null;
    lowSum += lowStep;
    const carry = lowSum >= 2 ** 32 ? 1 : 0;
    lowSum -= carry * 2 ** 32;
    highSum += highStep + carry;
    if (highSum >= (index + 1) * width) return null;
    high[row] = highSum;
    low[row] = lowSum;
  }
  return { high, low };
}

/** Four neighbouring columns of one row as a number. */
function columnsValue(columns: Uint8Array, first: number, count: number): number {
  const a = columns[first] ?? 0;
  const b = columns[first + count] ?? 0;
  const c = columns[first + 2 * count] ?? 0;
  const d = columns[first + 3 * count] ?? 0;
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
}

/** Keys in ascending order, in halves. */
export type SortedKeys = Pick<Segment, 'count' | 'high' | 'low'>;

/** The first row whose key is not below this one; `count` when all are. */
export function bisectSegment({ high, low, count }: SortedKeys, keyHigh: number, keyLow: number): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const middleHigh = high[middle] ?? 0;
    const below = middleHigh < keyHigh || (middleHigh === keyHigh && (low[middle] ?? 0) < keyLow);
    if (below) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function segmentKey({ high, low }: SortedKeys, row: number): Uint8Array {
  return createWriter()
    .u32(high[row] ?? 0)
    .u32(low[row] ?? 0)
    .finish();
}

export function segmentCells({ columns, count }: Segment, row: number): Uint8Array {
  const cells = new Uint8Array(count === 0 ? 0 : columns.length / count);
  for (let cell = 0; cell < cells.length; cell++) cells[cell] = columns[cell * count + row] ?? 0;
  return cells;
}
