import { CORE_CELLS, type CoreRecord, coreCells, coreRecord } from './core-record.js';
import { cellsAt, cellsOf, emptyRows, hasRow, layRows, type PackedRows, packedRows } from './packed-rows.js';
import { bisectSegment, segmentKey } from './segment.js';

/**
 * What pages have changed since the segments were cut, in ascending order of the hashes: 13 bytes a ticket, because a
 * quarter of a million of them lies on a phone before they are cut anew.
 */
export type Overlay = PackedRows;

export const emptyOverlay: Overlay = emptyRows(CORE_CELLS);

/** A newer record takes the place of the one before it. @param newer each ticket once, in any order */
export function layOver(before: Overlay, newer: readonly CoreRecord[]): Overlay {
  return layRows(
    before,
    newer.map((record) => ({ key: record.hash, cells: coreCells(record) })),
  );
}

/** @returns undefined when no page has changed the ticket */
export function findChanged(overlay: Overlay, hash: Uint8Array): CoreRecord | undefined {
  const [cells] = cellsAt(overlay, hash) ?? [];
  return cells && coreRecord(hash, cells);
}

export function isChanged(overlay: Overlay, hash: Uint8Array): boolean {
  return hasRow(overlay, hash);
}

/** Records whose hashes share the first four bytes and lie within a range of the last four. */
export function changedBetween(
  overlay: Overlay,
  { high, firstLow, lastLow }: { high: number; firstLow: number; lastLow: number },
): CoreRecord[] {
  const found: CoreRecord[] = [];
  for (let row = bisectSegment(overlay, high, firstLow); row < overlay.count; row++) {
    if (overlay.high[row] !== high || (overlay.low[row] ?? 0) > lastLow) break;
    found.push(coreRecord(segmentKey(overlay, row), cellsOf(overlay, row)));
  }
  return found;
}

/** All of them, in ascending order. */
export function* changedRecords(overlay: Overlay): Generator<CoreRecord> {
  for (const { key, cells } of packedRows(overlay)) yield coreRecord(key, cells);
}
