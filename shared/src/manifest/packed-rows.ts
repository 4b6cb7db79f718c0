import { compareBytes } from './build-segments.js';
import { bisectSegment, keyHalf, type SegmentRow, type SortedKeys, segmentKey } from './segment.js';

/** Rows of keys of 8 bytes and cells of one width, in ascending order of the keys; several rows may share one. */
export interface PackedRows extends SortedKeys {
  /** Bytes of the cells of a row. */
  readonly width: number;
  /** Row after row. */
  readonly cells: Uint8Array;
}

export function emptyRows(width: number): PackedRows {
  return { count: 0, width, high: new Uint32Array(), low: new Uint32Array(), cells: new Uint8Array() };
}

interface Key {
  readonly high: number;
  readonly low: number;
}

/** The rows of a key take the place of all that it had before. @param newer in any order */
export function layRows(before: PackedRows, newer: readonly SegmentRow[]): PackedRows {
  if (newer.length === 0) return before;
  const sorted = newer.toSorted((a, b) => compareBytes(a.key, b.key) || compareBytes(a.cells, b.cells));
  const merged = spaceFor(before.count + sorted.length, before.width);
  let count = 0;
  let row = 0;
  for (const { key, cells } of sorted) {
    const at = keyOf(key);
    const until = Math.max(row, bisectSegment(before, at.high, at.low));
    copyRows(before, { row, until }, [merged, count]);
    count += until - row;
    row = rowBehind(before, until, at);
    merged.high[count] = at.high;
    merged.low[count] = at.low;
    merged.cells.set(cells, count * before.width);
    count += 1;
  }
  copyRows(before, { row, until: before.count }, [merged, count]);
  return cutTo(merged, count + before.count - row);
}

function keyOf(key: Uint8Array): Key {
  return { high: keyHalf(key, 0), low: keyHalf(key, 4) };
}

/** @returns the first row at or after `row` that has another key */
function rowBehind(rows: SortedKeys, row: number, key: Key): number {
  let behind = row;
  while (isAt(rows, behind, key)) behind += 1;
  return behind;
}

function isAt({ high, low, count }: SortedKeys, row: number, key: Key): boolean {
  return row < count && high[row] === key.high && low[row] === key.low;
}

type Space = Omit<PackedRows, 'count'>;

function spaceFor(rows: number, width: number): Space {
  return {
    width,
    high: new Uint32Array(rows),
    low: new Uint32Array(rows),
    cells: new Uint8Array(rows * width),
  };
}

function copyRows(
  from: PackedRows,
  { row, until }: { row: number; until: number },
  [to, at]: readonly [Space, number],
): void {
  if (row === until) return;
  to.high.set(from.high.subarray(row, until), at);
  to.low.set(from.low.subarray(row, until), at);
  to.cells.set(from.cells.subarray(row * from.width, until * from.width), at * from.width);
}

function cutTo({ width, high, low, cells }: Space, count: number): PackedRows {
  return {
    count,
    width,
    high: high.subarray(0, count),
    low: low.subarray(0, count),
    cells: cells.subarray(0, count * width),
  };
}

/** The cells of every row of the key. @returns undefined when it has none */
export function cellsAt(rows: PackedRows, key: Uint8Array): Uint8Array[] | undefined {
  const at = keyOf(key);
  const first = bisectSegment(rows, at.high, at.low);
  if (!isAt(rows, first, at)) return undefined;
  const found: Uint8Array[] = [];
  for (let row = first; isAt(rows, row, at); row++) found.push(cellsOf(rows, row));
  return found;
}

export function hasRow(rows: SortedKeys, key: Uint8Array): boolean {
  const at = keyOf(key);
  return isAt(rows, bisectSegment(rows, at.high, at.low), at);
}

export function cellsOf({ width, cells }: PackedRows, row: number): Uint8Array {
  return cells.subarray(row * width, (row + 1) * width);
}

/** All of them, in ascending order. */
export function* packedRows(rows: PackedRows): Generator<SegmentRow> {
  for (let row = 0; row < rows.count; row++) yield { key: segmentKey(rows, row), cells: cellsOf(rows, row) };
}

/** First halves of keys, both ends included. */
export interface KeyRange {
  readonly first: number;
  readonly last: number;
}

/** @returns the first row of the range, and the first behind it */
export function rowsWithin(rows: SortedKeys, { first, last }: KeyRange): { row: number; until: number } {
  const until = last === 2 ** 32 - 1 ? rows.count : bisectSegment(rows, last + 1, 0);
  return { row: bisectSegment(rows, first, 0), until };
}

/** A part of the rows, in the same memory. */
export function sliceRows(rows: PackedRows, range: KeyRange): PackedRows {
  const { width, high, low, cells } = rows;
  const { row, until } = rowsWithin(rows, range);
  return {
    count: until - row,
    width,
    high: high.subarray(row, until),
    low: low.subarray(row, until),
    cells: cells.subarray(row * width, until * width),
  };
}

/** The rows above take the place of all that their keys had below. @param above,below of the same width */
export function mergeRows(below: PackedRows, above: PackedRows): PackedRows {
  const merged = spaceFor(below.count + above.count, below.width);
  let count = 0;
  let row = 0;
  for (let next = 0; next < above.count; ) {
    const at = { high: above.high[next] ?? 0, low: above.low[next] ?? 0 };
    const until = Math.max(row, bisectSegment(below, at.high, at.low));
    copyRows(below, { row, until }, [merged, count]);
    count += until - row;
    row = rowBehind(below, until, at);
    const behind = rowBehind(above, next, at);
    copyRows(above, { row: next, until: behind }, [merged, count]);
    count += behind - next;
    next = behind;
  }
  copyRows(below, { row, until: below.count }, [merged, count]);
  return cutTo(merged, count + below.count - row);
}

/** The rows that a test of their cells lets through. */
export function filterRows(rows: PackedRows, isWanted: (cells: Uint8Array) => boolean): PackedRows {
  const kept = spaceFor(rows.count, rows.width);
  let count = 0;
  for (let row = 0; row < rows.count; row++) {
    if (!isWanted(cellsOf(rows, row))) continue;
    copyRows(rows, { row, until: row + 1 }, [kept, count]);
    count += 1;
  }
  return cutTo(kept, count);
}
