import { coreRecord } from './core-record.js';
import type { Manifest } from './manifest.js';
import { packedRows } from './packed-rows.js';
import type { Segment } from './segment.js';
import { findRows } from './table.js';

/** A part never changes, and a list of a million tickets has many of them. */
const counted = new WeakMap<Segment, ReadonlyMap<number, number>>();

const FLAGS_COLUMN = 3;
const STATE_SHIFT = 5;
const CHANGED_AT_ONCE = 256;

/**
 * How many good tickets each class has, as of the position held. It rests between its parts, so that whoever asks can
 * do something else meanwhile; parts that have not arrived count for nothing.
 */
export function* countGood(manifest: Manifest): Generator<undefined, ReadonlyMap<number, number>> {
  const sums = new Map<number, number>();
  const add = (index: number, count: number) => sums.set(index, (sums.get(index) ?? 0) + count);
  for (const segment of manifest.core.segments) {
    if (segment === null) continue;
    for (const [index, count] of goodIn(segment)) add(index, count);
    yield undefined;
  }
  let row = 0;
  for (const { key, cells } of packedRows(manifest.changed)) {
    const base = findRows(manifest.core, key);
    const before = base === 'missing' ? undefined : base[0];
    if (before !== undefined) addIfGood(before.cells, key, (index) => add(index, -1));
    addIfGood(cells, key, (index) => add(index, 1));
    row += 1;
    if (row % CHANGED_AT_ONCE === 0) yield undefined;
  }
  return sums;
}

function addIfGood(cells: Uint8Array, key: Uint8Array, add: (index: number) => void): void {
  const ticket = coreRecord(key, cells);
  if (ticket.state === 'good') add(ticket.class);
}

/** The state stands in the highest bits of the flags, and good is its lowest number. */
function goodIn(segment: Segment): ReadonlyMap<number, number> {
  const before = counted.get(segment);
  if (before !== undefined) return before;
  const { count, columns } = segment;
  const sums = new Map<number, number>();
  for (let row = 0; row < count; row++) {
    if ((columns[FLAGS_COLUMN * count + row] ?? 0) >> STATE_SHIFT !== 0) continue;
    const index = 256 * (columns[row] ?? 0) + (columns[count + row] ?? 0);
    sums.set(index, (sums.get(index) ?? 0) + 1);
  }
  counted.set(segment, sums);
  return sums;
}
