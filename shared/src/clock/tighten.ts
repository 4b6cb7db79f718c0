import { equalBytes } from '../bytes/index.js';
import { leastTrue, type TimeBounds } from './clock.js';

/** When one row of a phone's log was written, as far as it knew then. */
export interface TimedRow extends TimeBounds {
  /** Which page load the monotonic clock belongs to. */
  readonly session: Uint8Array;
  readonly monotonic: number;
}

/**
 * A phone's rows tighten each other: none is earlier than one before it or later than one after it, and within one
 * page load they are apart by the monotonic clock at least.
 * @param rows of one phone, in the order of their seq
 */
export function tightenBounds(rows: readonly TimedRow[]): TimeBounds[] {
  const distances = rows.map((row, index) => distanceBetween(rows[index - 1], row));
  const earliest = earliestOf(rows, distances);
  const latest = latestOf(rows, distances);
  return rows.map((_, index) => {
    const last = latest[index] ?? Infinity;
    return { earliest: Math.floor(earliest[index] ?? 0), latest: last === Infinity ? null : Math.ceil(last) };
  });
}

function distanceBetween(before: TimedRow | undefined, row: TimedRow): number {
  if (before === undefined || !equalBytes(before.session, row.session)) return 0;
  return leastTrue(Math.max(0, row.monotonic - before.monotonic));
}

function earliestOf(rows: readonly TimedRow[], distances: readonly number[]): number[] {
  let earliest = -Infinity;
  return rows.map((row, index) => {
    earliest = Math.max(row.earliest, earliest + (distances[index] ?? 0));
    return earliest;
  });
}

function latestOf(rows: readonly TimedRow[], distances: readonly number[]): number[] {
  let latest = Infinity;
  return rows
    .toReversed()
    .map((row, index) => {
      // The distance that leads to the row after this one.
      latest = Math.min(row.latest ?? Infinity, latest - (distances[rows.length - index] ?? 0));
      return latest;
    })
    .reverse();
}
