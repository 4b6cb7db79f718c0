import { isLinkedCells, linkedRows } from './find-links.js';
import { LINK_CELLS } from './links.js';
import type { Manifest } from './manifest.js';
import {
  cellsOf,
  filterRows,
  type KeyRange,
  mergeRows,
  type PackedRows,
  rowsWithin,
  sliceRows,
} from './packed-rows.js';
import {
  bisectSegment,
  CORE_SEGMENT,
  encodePackedSegment,
  MEDIA_SEGMENT,
  type Segment,
  type SegmentKind,
  type SegmentPlace,
} from './segment.js';
import type { Table } from './table.js';

/** A part of one of the list's tables, and how many rows the one who named it has there. */
export interface WantedPart extends SegmentPlace {
  readonly kind: SegmentKind;
  readonly count: number;
}

/**
 * One part of the list as it is at the position held: a phone that has every page makes the parts of a new root
 * itself, and compares their addresses. It takes the time and the memory of the rows of one part, all of them packed.
 * @returns null when the list that is held cannot have such a part: some of its own parts are not here, or its rows
 * are others
 */
export function rebuildPart(held: Manifest, wanted: WantedPart): Uint8Array | null {
  const rows = currentRows(held, wanted);
  return rows?.count === wanted.count ? encodePackedSegment(wanted.kind, wanted, rows) : null;
}

function currentRows(held: Manifest, { kind, bits, index }: WantedPart): PackedRows | null {
  const range = rangeOf({ bits, index });
  if (kind.code === CORE_SEGMENT.code) return coreRows(held, range);
  if (kind.code !== MEDIA_SEGMENT.code) return linkRows(held, range);
  return rowsOver(held.media, sliceRows(held.changedMedia, range), range);
}

function rangeOf({ bits, index }: SegmentPlace): KeyRange {
  const width = 2 ** (32 - bits);
  return { first: index * width, last: (index + 1) * width - 1 };
}

function coreRows(held: Manifest, range: KeyRange): PackedRows | null {
  return rowsOver(held.core, sliceRows(held.changed, range), range);
}

/** The rows of a table that nothing has changed, and those that were laid over it; null where a part is missing. */
function rowsOver(table: Table, changed: PackedRows, range: KeyRange): PackedRows | null {
  const below = segmentsIn(table, range).map((segment) => segment && rowsOf(segment, range, changed.width));
  return below.includes(null) ? null : mergeRows(joined(below as PackedRows[], changed.width), changed);
}

/** The rows of a segment, turned from columns. */
function rowsOf(segment: Segment, range: KeyRange, width: number): PackedRows {
  const { row: first, until } = rowsWithin(segment, range);
  const { columns, count: all } = segment;
  const count = until - first;
  const cells = new Uint8Array(count * width);
  for (let cell = 0; cell < width; cell++)
    for (let row = 0; row < count; row++) cells[row * width + cell] = columns[cell * all + first + row] ?? 0;
  const { high, low } = segment;
  return { count, width, high: high.subarray(first, until), low: low.subarray(first, until), cells };
}

/** One behind the other: their keys ascend. */
function joined(parts: readonly PackedRows[], width: number): PackedRows {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const all = {
    high: new Uint32Array(count),
    low: new Uint32Array(count),
    cells: new Uint8Array(count * width),
  };
  let row = 0;
  for (const part of parts) {
    all.high.set(part.high, row);
    all.low.set(part.low, row);
    all.cells.set(part.cells, row * width);
    row += part.count;
  }
  return { count, width, ...all };
}

/** In the order of core's rows that are flagged as linked; null where the links of one are not here. */
function linkRows(held: Manifest, range: KeyRange): PackedRows | null {
  const core = coreRows(held, range);
  const linked = core && filterRows(core, isLinkedCells);
  if (linked === null) return null;
  const cut = cutLinks(held, range);
  const cells = new Uint8Array(linked.count * LINK_CELLS);
  for (let row = 0; row < linked.count; row++) {
    const key = { high: linked.high[row] ?? 0, low: linked.low[row] ?? 0 };
    const found = cellsAt(held.changedLinks, key) ?? cellsAt(cut, key);
    if (found === null) return null;
    cells.set(found, row * LINK_CELLS);
  }
  return { ...linked, width: LINK_CELLS, cells };
}

function cellsAt(rows: PackedRows, { high, low }: { high: number; low: number }): Uint8Array | null {
  const row = bisectSegment(rows, high, low);
  return row < rows.count && rows.high[row] === high && rows.low[row] === low ? cellsOf(rows, row) : null;
}

/** The links as they were cut, by their tickets: in one walk, because a look-up of each counts from the start. */
function cutLinks({ core, links }: Manifest, range: KeyRange): PackedRows {
  const linksOfRange = segmentsIn(links, range);
  const parts = segmentsIn(core, range).map((segment, index) =>
    linksOf(segment, linksOfRange[index] ?? null, range),
  );
  return joined(parts, LINK_CELLS);
}

function linksOf(core: Segment | null, links: Segment | null, range: KeyRange): PackedRows {
  const [high, low, cells]: [number[], number[], number[]] = [[], [], []];
  if (core !== null && links !== null) {
    const { row: first, until } = rowsWithin(core, range);
    for (const { row, rank } of linkedRows(core)) {
      if (row < first || row >= until || rank >= links.count) continue;
      high.push(core.high[row] ?? 0);
      low.push(core.low[row] ?? 0);
      for (let cell = 0; cell < LINK_CELLS; cell++) cells.push(links.columns[cell * links.count + rank] ?? 0);
    }
  }
  return {
    count: high.length,
    width: LINK_CELLS,
    high: Uint32Array.from(high),
    low: Uint32Array.from(low),
    cells: Uint8Array.from(cells),
  };
}

function segmentsIn({ bits, segments }: Table, { first, last }: KeyRange): readonly (Segment | null)[] {
  const width = 2 ** (32 - bits);
  return segments.slice(Math.floor(first / width), Math.floor(last / width) + 1);
}
