import { compareBytes } from './build-segments.js';
import { CORE_CELLS, type CoreRecord, coreCells, coreRecord } from './core-record.js';
import { bisectSegment, keyHalf, segmentKey } from './segment.js';

/**
 * What pages have changed since the segments were cut, in ascending order of the hashes: 13 bytes a ticket, because a
 * quarter of a million of them lies on a phone before they are cut anew.
 */
export interface Overlay {
  readonly count: number;
  /** The hashes' first four bytes. */
  readonly high: Uint32Array;
  /** The hashes' last four bytes. */
  readonly low: Uint32Array;
  /** Row after row, as `coreCells` writes them. */
  readonly cells: Uint8Array;
}

export const emptyOverlay: Overlay = {
  count: 0,
  high: new Uint32Array(),
  low: new Uint32Array(),
  cells: new Uint8Array(),
};

/** A newer record takes the place of the one before it. @param newer each ticket once, in any order */
export function layOver(before: Overlay, newer: readonly CoreRecord[]): Overlay {
  if (newer.length === 0) return before;
  const sorted = newer.toSorted((a, b) => compareBytes(a.hash, b.hash));
  const merged = spaceFor(before.count + sorted.length);
  let count = 0;
  let row = 0;
  for (const record of sorted) {
    const high = keyHalf(record.hash, 0);
    const low = keyHalf(record.hash, 4);
    const until = bisectSegment(before, high, low);
    copyRows(before, { row, until }, [merged, count]);
    count += until - row;
    row = isAt(before, until, { high, low }) ? until + 1 : until;
    merged.high[count] = high;
    merged.low[count] = low;
    merged.cells.set(coreCells(record), count * CORE_CELLS);
    count += 1;
  }
  copyRows(before, { row, until: before.count }, [merged, count]);
  return cutTo(merged, count + before.count - row);
}

type Space = Omit<Overlay, 'count'>;

function spaceFor(rows: number): Space {
  return {
    high: new Uint32Array(rows),
    low: new Uint32Array(rows),
    cells: new Uint8Array(rows * CORE_CELLS),
  };
}

function copyRows(
  from: Overlay,
  { row, until }: { row: number; until: number },
  [to, at]: readonly [Space, number],
): void {
  if (row === until) return;
  to.high.set(from.high.subarray(row, until), at);
  to.low.set(from.low.subarray(row, until), at);
  to.cells.set(from.cells.subarray(row * CORE_CELLS, until * CORE_CELLS), at * CORE_CELLS);
}

function cutTo({ high, low, cells }: Space, count: number): Overlay {
  return {
    count,
    high: high.subarray(0, count),
    low: low.subarray(0, count),
    cells: cells.subarray(0, count * CORE_CELLS),
  };
}

function isAt({ high, low, count }: Overlay, row: number, key: { high: number; low: number }): boolean {
  return row < count && high[row] === key.high && low[row] === key.low;
}

/** @returns undefined when no page has changed the ticket */
export function findChanged(overlay: Overlay, hash: Uint8Array): CoreRecord | undefined {
  const key = { high: keyHalf(hash, 0), low: keyHalf(hash, 4) };
  const row = bisectSegment(overlay, key.high, key.low);
  return isAt(overlay, row, key) ? recordAt(overlay, row) : undefined;
}

export function isChanged(overlay: Overlay, hash: Uint8Array): boolean {
  const key = { high: keyHalf(hash, 0), low: keyHalf(hash, 4) };
  return isAt(overlay, bisectSegment(overlay, key.high, key.low), key);
}

/** Records whose hashes share the first four bytes and lie within a range of the last four. */
export function changedBetween(
  overlay: Overlay,
  { high, firstLow, lastLow }: { high: number; firstLow: number; lastLow: number },
): CoreRecord[] {
  const found: CoreRecord[] = [];
  for (let row = bisectSegment(overlay, high, firstLow); row < overlay.count; row++) {
    if (overlay.high[row] !== high || (overlay.low[row] ?? 0) > lastLow) break;
    found.push(recordAt(overlay, row));
  }
  return found;
}

/** All of them, in ascending order. */
export function* changedRecords(overlay: Overlay): Generator<CoreRecord> {
  for (let row = 0; row < overlay.count; row++) yield recordAt(overlay, row);
}

function recordAt(overlay: Overlay, row: number): CoreRecord {
  return coreRecord(
    segmentKey(overlay, row),
    overlay.cells.subarray(row * CORE_CELLS, (row + 1) * CORE_CELLS),
  );
}
