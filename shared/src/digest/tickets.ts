import {
  CORE_RECORD_BYTES,
  cellsAt,
  coreRecord,
  findRows,
  isLinked,
  isSomeTicket,
  LINK_CELLS,
  linkedCells,
  type Manifest,
  MEDIA_SEGMENT,
  type PackedRows,
  packedRows,
  type Segment,
  segmentCells,
  segmentKey,
  type Table,
} from '../manifest/index.js';
import { TICKET_HASH_BYTES } from '../ticket-code/index.js';
import { DigestSum, type Hash, type SetDigest } from './set-digest.js';

/** What an element begins with. */
const TICKET = 1;
const LINKS = 2;
const MEDIUM = 3;

const MEDIUM_BYTES = TICKET_HASH_BYTES + MEDIA_SEGMENT.cells;
const LINK_BYTES = TICKET_HASH_BYTES + LINK_CELLS;

/** Rows one after the other, each its hash and its cells, in any order. */
export interface TicketListBytes {
  /** 13 bytes a ticket. */
  readonly core: Uint8Array;
  /** 16 bytes for each ticket that a medium stands for; zeros for its ticket: it is dead. */
  readonly media: Uint8Array;
  /** 15 bytes for each ticket that core flags as linked. */
  readonly links: Uint8Array;
}

/**
 * Of a whole ticket list. Its elements: 1 ‖ core record (13 bytes) of each ticket; 2 ‖ ticket hash ‖ links (7) of each
 * ticket that is flagged as linked; 3 ‖ medium hash ‖ ticket hash of each ticket that a medium stands for. Dead media
 * are none: lists that were cut before they held them count as the same.
 */
export function digestTicketList({ core, media, links }: TicketListBytes, hash?: Hash): SetDigest {
  const sum = new DigestSum(hash);
  addRows(sum, core, [TICKET, CORE_RECORD_BYTES]);
  addRows(sum, links, [LINKS, LINK_BYTES]);
  addRows(sum, media, [MEDIUM, MEDIUM_BYTES]);
  return sum.digest();
}

function addRows(sum: DigestSum, rows: Uint8Array, [kind, width]: readonly [number, number]): void {
  const element = new Uint8Array(1 + width);
  element[0] = kind;
  for (let at = 0; at < rows.length; at += width) {
    for (let byte = 0; byte < width; byte++) element[1 + byte] = rows[at + byte] ?? 0;
    if (isCounted(element)) sum.add(element);
  }
}

/** Zeros stand beside a medium that is dead. */
function isCounted(element: Uint8Array): boolean {
  return element[0] !== MEDIUM || isSomeTicket(element.subarray(1 + TICKET_HASH_BYTES));
}

/** Between two pauses: a millisecond or a few on a phone. */
const ELEMENTS_AT_ONCE = 400;

/** What was summed of segments, which never change, by core's or media's; with core's the links that lie beside it. */
export type SegmentDigests = WeakMap<Segment, { readonly links: Segment | null; readonly digest: SetDigest }>;

/**
 * The digest of the list that a phone holds, at its position `tickets`: the same as the server's of the list there.
 * It stops now and then, so that who runs it can let others go on.
 * @param known grows by the segments that are summed now
 * @returns null when a part of the list is missing
 */
export function* digestManifest(
  manifest: Manifest,
  known: SegmentDigests,
): Generator<undefined, SetDigest | null> {
  const { core, media, links, changed, changedMedia, changedLinks } = manifest;
  const sum = new DigestSum();
  for (const [index, segment] of core.segments.entries()) {
    const ofLinks = links.segments[index] ?? null;
    if (segment === null || (links.segments.length > 0 && ofLinks === null)) return null;
    sum.addDigest(yield* segmentDigest(segment, known, { kind: TICKET, links: ofLinks }));
  }
  for (const segment of media.segments) {
    if (segment === null) return null;
    sum.addDigest(yield* segmentDigest(segment, known, { kind: MEDIUM, links: null }));
  }
  yield* layTickets(sum, { core, links, changed, changedLinks });
  yield* layMedia(sum, media, changedMedia);
  return sum.digest();
}

interface Summed {
  readonly kind: number;
  /** Of a core segment, in its order; null: it has none. */
  readonly links: Segment | null;
}

function* segmentDigest(
  segment: Segment,
  known: SegmentDigests,
  { kind, links }: Summed,
): Generator<undefined, SetDigest> {
  const before = known.get(segment);
  if (before !== undefined && before.links === links) return before.digest;
  const sum = new DigestSum();
  let rank = 0;
  const element = elementFor(segment, kind);
  for (let row = 0; row < segment.count; row++) {
    const ofRow = element(row);
    if (isCounted(ofRow)) sum.add(ofRow);
    if (links !== null && rank < links.count && isLinked(segment, row)) {
      sum.add(elementOf(LINKS, segmentKey(segment, row), segmentCells(links, rank)));
      rank += 1;
    }
    if (row % ELEMENTS_AT_ONCE === 0) yield;
  }
  const digest = sum.digest();
  known.set(segment, { links, digest });
  return digest;
}

/** Writes the elements of a segment's rows, each over the one before: there are a million of them. */
function elementFor({ high, low, columns, count }: Segment, kind: number): (row: number) => Uint8Array {
  const cells = count === 0 ? 0 : columns.length / count;
  const element = new Uint8Array(1 + TICKET_HASH_BYTES + cells);
  const view = new DataView(element.buffer);
  element[0] = kind;
  return (row) => {
    view.setUint32(1, high[row] ?? 0);
    view.setUint32(5, low[row] ?? 0);
    for (let cell = 0; cell < cells; cell++)
      element[1 + TICKET_HASH_BYTES + cell] = columns[cell * count + row] ?? 0;
    return element;
  };
}

/** A changed ticket takes the place of the one in the segment, and so do its links. */
function* layTickets(
  sum: DigestSum,
  list: Pick<Manifest, 'core' | 'links' | 'changed' | 'changedLinks'>,
): Generator<undefined, void> {
  const { core, links, changed, changedLinks } = list;
  let done = 0;
  for (const { key, cells } of packedRows(changed)) {
    const before = findRows(core, key);
    const linksBefore = linkedCells({ core, links }, key);
    if (before !== 'missing') for (const row of before) sum.takeAway(elementOf(TICKET, key, row.cells));
    if (linksBefore !== null) sum.takeAway(elementOf(LINKS, key, linksBefore));
    sum.add(elementOf(TICKET, key, cells));
    const linksNow = cellsAt(changedLinks, key)?.[0] ?? linksBefore;
    if (coreRecord(key, cells).linked && linksNow !== null) sum.add(elementOf(LINKS, key, linksNow));
    done += 1;
    if (done % ELEMENTS_AT_ONCE === 0) yield;
  }
}

/** What a medium stands for takes the place of all that it stood for; zeros stand for no ticket. */
function* layMedia(sum: DigestSum, media: Table, changed: PackedRows): Generator<undefined, void> {
  let last: Uint8Array | null = null;
  let done = 0;
  for (const { key, cells } of packedRows(changed)) {
    if (last === null || key.some((byte, at) => byte !== last?.[at])) {
      const before = findRows(media, key);
      for (const row of before === 'missing' ? [] : before)
        if (isSomeTicket(row.cells)) sum.takeAway(elementOf(MEDIUM, key, row.cells));
      last = key;
    }
    if (isSomeTicket(cells)) sum.add(elementOf(MEDIUM, key, cells));
    done += 1;
    if (done % ELEMENTS_AT_ONCE === 0) yield;
  }
}

function elementOf(kind: number, key: Uint8Array, cells: Uint8Array): Uint8Array {
  const element = new Uint8Array(1 + key.length + cells.length);
  element[0] = kind;
  element.set(key, 1);
  element.set(cells, 1 + key.length);
  return element;
}
