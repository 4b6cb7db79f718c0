import { segmentIndex } from './build-segments.js';
import { type LinkRecord, type TicketLinks, ticketLinks } from './links.js';
import { findTicket, type Manifest } from './manifest.js';
import { isChanged } from './overlay.js';
import { cellsAt, hasRow, packedRows } from './packed-rows.js';
import { bisectSegment, keyHalf, type Segment, segmentCells, segmentKey } from './segment.js';

/** Where the flags stand among core's cells, and the one that says that a ticket has links. */
const FLAGS_CELL = 3;
const LINKED = 1;

/** @returns null for a ticket without links; `missing` while the part that holds them is not here */
export function findLinks(manifest: Manifest, hash: Uint8Array): TicketLinks | null | 'missing' {
  const record = findTicket(manifest, hash);
  if (record === 'missing') return 'missing';
  if (record === null || !record.linked) return null;
  const [changed] = cellsAt(manifest.changedLinks, hash) ?? [];
  return changed === undefined ? linksInSegment(manifest, hash) : ticketLinks(changed);
}

function linksInSegment(manifest: Manifest, hash: Uint8Array): TicketLinks | 'missing' {
  const cells = linkedCells(manifest, hash);
  return cells === null ? 'missing' : ticketLinks(cells);
}

/** What the segments alone say of a ticket's links, as `linkCells` writes them. @returns null where they have none */
export function linkedCells(
  { core, links }: Pick<Manifest, 'core' | 'links'>,
  hash: Uint8Array,
): Uint8Array | null {
  const high = keyHalf(hash, 0);
  const index = segmentIndex(high, core.bits);
  const [ofCore, ofLinks] = [core.segments[index], links.segments[index]];
  if (!ofCore || !ofLinks) return null;
  const row = bisectSegment(ofCore, high, keyHalf(hash, 4));
  const isThere = ofCore.high[row] === high && ofCore.low[row] === keyHalf(hash, 4) && isLinked(ofCore, row);
  const rank = isThere ? rankOf(ofCore, row) : ofLinks.count;
  return rank < ofLinks.count ? segmentCells(ofLinks, rank) : null;
}

/** Whether a row of a core segment is flagged as linked. */
export function isLinked({ columns, count }: Segment, row: number): boolean {
  return ((columns[FLAGS_CELL * count + row] ?? 0) & LINKED) !== 0;
}

/** @param cells of a row of core */
export function isLinkedCells(cells: Uint8Array): boolean {
  return ((cells[FLAGS_CELL] ?? 0) & LINKED) !== 0;
}

/** The linked rows of a part of core, in its order; each one's links stand at its rank. */
export function* linkedRows(core: Segment): Generator<{ readonly row: number; readonly rank: number }> {
  let rank = 0;
  for (let row = 0; row < core.count; row++) {
    if (!isLinked(core, row)) continue;
    yield { row, rank };
    rank += 1;
  }
}

/** How many linked rows stand before this one. */
function rankOf(core: Segment, row: number): number {
  let rank = 0;
  for (let before = 0; before < row; before++) if (isLinked(core, before)) rank += 1;
  return rank;
}

/** One of the two groups of a ticket. */
export type LinkGroup = Pick<TicketLinks, 'order'> | Pick<TicketLinks, 'parent'>;

/** `complete`: no part that could hold more of them is missing. */
export interface FoundGroup {
  readonly complete: boolean;
  /** In ascending order of the hashes within the segments, then those that pages have changed. */
  readonly tickets: readonly LinkRecord[];
}

/** All tickets of a group. One pass over a column of bytes: a few milliseconds for a million linked tickets. */
export function findGroup(manifest: Manifest, group: LinkGroup): FoundGroup {
  const cell = 'order' in group ? 0 : 3;
  const number = 'order' in group ? group.order : group.parent;
  const { core, links, changed, changedLinks } = manifest;
  const complete = !links.segments.includes(null);
  if (number === 0) return { complete, tickets: [] };
  const tickets: LinkRecord[] = [];
  for (const [index, ofLinks] of links.segments.entries()) {
    const ofCore = core.segments[index];
    if (!ofLinks || !ofCore) continue;
    for (const found of recordsAt(ofCore, ofLinks, ranksOf(ofLinks, cell, number)))
      if (!hasRow(changedLinks, found.hash) && stillLinked(manifest, found.hash)) tickets.push(found);
  }
  for (const { key, cells } of packedRows(changedLinks)) {
    const own = ticketLinks(cells);
    const isMeant = ('order' in group ? own.order : own.parent) === number;
    if (isMeant && (!isChanged(changed, key) || stillLinked(manifest, key)))
      tickets.push({ hash: key, ...own });
  }
  return { complete, tickets };
}

function stillLinked(manifest: Manifest, hash: Uint8Array): boolean {
  const record = findTicket(manifest, hash);
  return record !== null && record !== 'missing' && record.linked;
}

/** @param cell where the three bytes of the group begin @returns the rows of the segment that name it, ascending */
function ranksOf({ columns, count }: Segment, cell: number, group: number): number[] {
  const [high, middle, low] = [group >> 16, (group >> 8) & 0xff, group & 0xff];
  const found: number[] = [];
  // The last byte differs most between groups.
  for (let row = columns.indexOf(low, (cell + 2) * count); row !== -1; row = columns.indexOf(low, row + 1)) {
    const rank = row - (cell + 2) * count;
    if (rank >= count) break;
    if (columns[(cell + 1) * count + rank] === middle && columns[cell * count + rank] === high)
      found.push(rank);
  }
  return found;
}

function recordsAt(core: Segment, links: Segment, ranks: readonly number[]): LinkRecord[] {
  const found: LinkRecord[] = [];
  let rank = 0;
  let next = 0;
  for (let row = 0; row < core.count && next < ranks.length; row++) {
    if (!isLinked(core, row)) continue;
    if (rank === ranks[next]) {
      found.push({ hash: segmentKey(core, row), ...ticketLinks(segmentCells(links, rank)) });
      next += 1;
    }
    rank += 1;
  }
  return found;
}
