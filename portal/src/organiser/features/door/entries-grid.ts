/** Entries at one gate in the quarter of an hour that begins at `from`. */
export interface QuarterEntries {
  readonly gateId: string | null;
  /** ISO 8601. */
  readonly from: string;
  readonly entries: number;
}

/** `others`: gates beyond those that can be told apart by colour. */
export type SeriesKey = string | null | 'others';

/** A quarter of an hour with the entries of each series, in the order of the series. */
export interface Slot {
  readonly from: string;
  readonly entries: readonly number[];
  readonly total: number;
}

export interface EntriesGrid {
  readonly series: readonly { readonly key: SeriesKey; readonly total: number }[];
  /** Without a gap: a quiet quarter is a slot too. */
  readonly slots: readonly Slot[];
}

const quarterMs = 900_000;
/** A door that was quiet for so long was closed; what comes after is another day of the event. */
const closedMs = 6 * 3_600_000;
/** As many colours as people tell apart. */
const mostSeries = 6;

/** Cuts the entries where the door was closed between two days, oldest first. */
export function stretchesOf(quarters: readonly QuarterEntries[]): readonly (readonly QuarterEntries[])[] {
  const sorted = [...quarters].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  const stretches: QuarterEntries[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const quarter of sorted) {
    const at = Date.parse(quarter.from);
    if (at - last > closedMs) stretches.push([]);
    stretches.at(-1)?.push(quarter);
    last = at;
  }
  return stretches;
}

/**
 * Lays the entries of one stretch out for drawing.
 * @param gateIds in the order in which they are named; gates without entries are left out
 */
export function gridOf(quarters: readonly QuarterEntries[], gateIds: readonly string[]): EntriesGrid {
  const totals = new Map<string | null, number>();
  for (const { gateId, entries } of quarters) totals.set(gateId, (totals.get(gateId) ?? 0) + entries);
  const keyOf = foldSmall(totals);
  const order = [...gateIds, null, 'others'];
  const present = new Set([...totals.keys()].map(keyOf));
  const keys = [...present].sort((a, b) => placeIn(order, a) - placeIn(order, b));
  const counts = new Map<number, number[]>();
  for (const { gateId, from, entries } of quarters) {
    const at = Date.parse(from);
    const row = counts.get(at) ?? keys.map(() => 0);
    const place = keys.indexOf(keyOf(gateId));
    row[place] = (row[place] ?? 0) + entries;
    counts.set(at, row);
  }
  const slots = slotsOf(counts, keys.length);
  return {
    series: keys.map((key, place) => ({ key, total: sum(slots.map((slot) => slot.entries[place] ?? 0)) })),
    slots,
  };
}

function slotsOf(counts: ReadonlyMap<number, readonly number[]>, width: number): Slot[] {
  if (counts.size === 0) return [];
  const first = Math.min(...counts.keys());
  const last = Math.max(...counts.keys());
  return Array.from({ length: (last - first) / quarterMs + 1 }, (_, step) => {
    const at = first + step * quarterMs;
    const entries = counts.get(at) ?? Array<number>(width).fill(0);
    return { from: new Date(at).toISOString(), entries, total: sum(entries) };
  });
}

/** The busiest gates keep a colour of their own. */
function foldSmall(totals: ReadonlyMap<string | null, number>): (gateId: string | null) => SeriesKey {
  if (totals.size <= mostSeries) return (gateId) => gateId;
  const busiest = [...totals].sort(([, a], [, b]) => b - a).slice(0, mostSeries - 1);
  const kept = new Set(busiest.map(([gateId]) => gateId));
  return (gateId) => (kept.has(gateId) ? gateId : 'others');
}

function placeIn(order: readonly SeriesKey[], key: SeriesKey): number {
  const place = order.indexOf(key);
  return place === -1 ? order.length - 2.5 : place;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const niceSteps = [1, 2, 5];

/**
 * The lines of an axis from 0 to at least `highest`, at whole numbers that are easy to read.
 * @param most how many lines there may be beside the one at 0
 */
export function ticksOf(highest: number, most: number): readonly number[] {
  for (let power = 1; ; power *= 10) {
    for (const nice of niceSteps) {
      const step = nice * power;
      if (step * most < highest) continue;
      const count = Math.max(1, Math.ceil(highest / step));
      return Array.from({ length: count + 1 }, (_, place) => place * step);
    }
  }
}
