import { packSegment } from './build-segments.js';
import { findLinks, isLinkedCells, linkedRows } from './find-links.js';
import { linkCells } from './links.js';
import type { Manifest } from './manifest.js';
import { hasRow, type PackedRows, packedRowsBetween } from './packed-rows.js';
import {
  bisectSegment,
  CORE_SEGMENT,
  MEDIA_SEGMENT,
  type Segment,
  type SegmentKind,
  type SegmentPlace,
  type SegmentRow,
  segmentCells,
  segmentKey,
} from './segment.js';
import type { Table } from './table.js';

/** A part of one of the list's tables, and how many rows the one who named it has there. */
export interface WantedPart extends SegmentPlace {
  readonly kind: SegmentKind;
  readonly count: number;
}

/**
 * One part of the list as it is at the position held: a phone that has every page makes the parts of a new root
 * itself, and compares their addresses. It takes the time and the memory of the rows of one part.
 * @returns null when the list that is held cannot have such a part: some of its own parts are not here, or its rows
 * are others
 */
export function rebuildPart(held: Manifest, wanted: WantedPart): Uint8Array | null {
  const rows = currentRows(held, wanted);
  if (rows === null || rows.length !== wanted.count) return null;
  const packed = packSegment(wanted.kind, wanted, rows);
  return packed.ok ? packed.value : null;
}

function currentRows(held: Manifest, { kind, bits, index }: WantedPart): SegmentRow[] | null {
  const range = rangeOf({ bits, index });
  if (kind.code === CORE_SEGMENT.code) return rowsOver(held.core, held.changed, range);
  if (kind.code === MEDIA_SEGMENT.code) {
    const rows = rowsOver(held.media, held.changedMedia, range);
    return rows?.filter(({ cells }) => cells.some((byte) => byte !== 0)) ?? null;
  }
  return linkRows(held, range);
}

/** First halves of keys, both ends included. */
interface Range {
  readonly first: number;
  readonly last: number;
}

function rangeOf({ bits, index }: SegmentPlace): Range {
  const width = 2 ** (32 - bits);
  return { first: index * width, last: (index + 1) * width - 1 };
}

/** The rows of a table that nothing has changed, and those that were laid over it; null where a part is missing. */
function rowsOver(table: Table, changed: PackedRows, range: Range): SegmentRow[] | null {
  const rows: SegmentRow[] = [];
  for (const segment of segmentsIn(table, range)) {
    if (segment === null) return null;
    for (const row of rowsIn(segment, range)) {
      const key = segmentKey(segment, row);
      if (!hasRow(changed, key)) rows.push({ key, cells: segmentCells(segment, row) });
    }
  }
  return [...rows, ...packedRowsBetween(changed, range)];
}

/** In the order of core's rows that are flagged as linked; null where the links of one are not here. */
function linkRows(held: Manifest, range: Range): SegmentRow[] | null {
  const linked = rowsOver(held.core, held.changed, range)?.filter(({ cells }) => isLinkedCells(cells));
  if (linked === undefined) return null;
  const cut = cutLinks(held, range);
  const rows: SegmentRow[] = [];
  for (const { key } of linked) {
    const cells = hasRow(held.changedLinks, key) ? undefined : cut.get(nameOf(key));
    const found = cells ?? linksNow(held, key);
    if (found === null) return null;
    rows.push({ key, cells: found });
  }
  return rows;
}

function linksNow(held: Manifest, key: Uint8Array): Uint8Array | null {
  const links = findLinks(held, key);
  return links === null || links === 'missing' ? null : linkCells(links);
}

/** The links as they were cut, by the name of the ticket: in one walk, because a look-up of each counts from the start. */
function cutLinks({ core, links }: Manifest, range: Range): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const linksOfRange = segmentsIn(links, range);
  for (const [index, segment] of segmentsIn(core, range).entries()) {
    const ofLinks = linksOfRange[index];
    if (!segment || !ofLinks) continue;
    for (const { row, rank } of linkedRows(segment)) {
      const high = segment.high[row] ?? 0;
      if (high < range.first || high > range.last || rank >= ofLinks.count) continue;
      found.set(nameOf(segmentKey(segment, row)), segmentCells(ofLinks, rank));
    }
  }
  return found;
}

function nameOf(key: Uint8Array): string {
  return String.fromCharCode(...key);
}

function segmentsIn({ bits, segments }: Table, { first, last }: Range): readonly (Segment | null)[] {
  const width = 2 ** (32 - bits);
  return segments.slice(Math.floor(first / width), Math.floor(last / width) + 1);
}

function* rowsIn(segment: Segment, { first, last }: Range): Generator<number> {
  for (let row = bisectSegment(segment, first, 0); row < segment.count; row++) {
    if ((segment.high[row] ?? 0) > last) return;
    yield row;
  }
}
