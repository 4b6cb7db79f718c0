import type { Instant } from '../zone-time.js';
import { groupBy } from './group-by.js';
import type { LogRow } from './rows.js';

type Written = Pick<LogRow, 'estimate' | 'earliest' | 'latest'>;

/** A row in time: where it is taken to be, and within which bounds it may have been. */
export interface Placed<Row extends Written = LogRow> {
  readonly row: Row;
  readonly estimate: Instant;
  readonly earliest: Instant;
  readonly latest: Instant;
}

/**
 * Puts the rows of all phones into one order. A phone's rows tighten each other: none is earlier than one before it,
 * or later than one after it.
 */
export function placeRows(rows: readonly LogRow[]): Placed[] {
  const devices = groupBy(withoutCopies(rows), ({ device }) => device);
  return [...devices.values()].flatMap(placeDevice).sort(inOrder);
}

/** The same for a row that is the only one. */
export function placeAlone<Row extends LogRow>(row: Row): Placed<Row> {
  const { earliest } = row;
  const latest = Math.max(row.latest ?? Infinity, earliest);
  return { row, estimate: Math.min(Math.max(row.estimate, earliest), latest), earliest, latest };
}

export function inOrder(a: Placed, b: Placed): number {
  return a.estimate - b.estimate || byDevice(a.row, b.row);
}

/** Whether every order within the bounds has `a` before `b`. */
export function isBefore(a: Placed, b: Placed): boolean {
  return a.row.device === b.row.device ? byDevice(a.row, b.row) < 0 : a.latest < b.earliest;
}

/** The bytes of a row are written once, so rows of one name are one row. */
function withoutCopies(rows: readonly LogRow[]): LogRow[] {
  return [...new Map(rows.map((row) => [`${row.device} ${row.seq} ${row.id}`, row])).values()];
}

function byDevice(a: LogRow, b: LogRow): number {
  return byText(a.device, b.device) || a.seq - b.seq || byText(a.id, b.id);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function placeDevice(rows: readonly LogRow[]): Placed[] {
  return placeInSequence([...rows].sort(byDevice));
}

/** When rows of one phone were written, each between the one before it and the one behind it. */
export function placeInSequence<Row extends Written>(rows: readonly Row[]): Placed<Row>[] {
  const latest = latestOf(rows);
  let earliest = -Infinity;
  let estimate = -Infinity;
  return rows.map((row, index) => {
    earliest = Math.max(earliest, row.earliest);
    const last = Math.max(latest[index] ?? Infinity, earliest);
    estimate = Math.max(estimate, Math.min(Math.max(row.estimate, earliest), last));
    return { row, estimate, earliest, latest: last };
  });
}

function latestOf(inSequence: readonly Written[]): Instant[] {
  let latest = Infinity;
  return inSequence
    .toReversed()
    .map((row) => {
      latest = Math.min(latest, row.latest ?? Infinity);
      return latest;
    })
    .reverse();
}
