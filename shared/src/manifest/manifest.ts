import { accepted, type Outcome, refused } from '../bytes/index.js';
import { type ShortCode, shortCodeTail } from '../ticket-code/index.js';
import { buildSegments, segmentBits } from './build-segments.js';
import { type CoreRecord, coreCells, coreRecord } from './core-record.js';
import { LINK_CELLS, LINKS_SEGMENT, type LinkRecord, linkCells } from './links.js';
import { isSomeTicket, mediumRows } from './medium-rows.js';
import { changedBetween, emptyOverlay, findChanged, isChanged, layOver, type Overlay } from './overlay.js';
import { cellsAt, emptyRows, layRows, type PackedRows } from './packed-rows.js';
import { comparePositions, type Position } from './position.js';
import type { Root } from './root-shape.js';
import { CORE_SEGMENT, keyHalf, MEDIA_SEGMENT } from './segment.js';
import { type FoundRow, findRows, rowsBetween, type Table } from './table.js';
import type { MediumRecord, TicketsPage } from './tickets-page.js';

/** What a phone holds of one event's tickets: the segments of a root, and over them what pages have changed since. */
export interface Manifest {
  readonly root: Root;
  readonly core: Table;
  readonly media: Table;
  readonly links: Table;
  /** How far the tickets feed is known. */
  readonly tickets: Position;
  readonly changed: Overlay;
  /** By the medium's hash, the hash of each ticket that it stands for; zeros: of none. */
  readonly changedMedia: PackedRows;
  /** By the ticket's hash, as `linkCells` writes them. */
  readonly changedLinks: PackedRows;
}

export interface ManifestTables {
  readonly core: Table;
  readonly media: Table;
  /** Of core's parts, in its order; no parts: the server does not know links. */
  readonly links?: Table | undefined;
}

/** Nothing has changed since the segments were cut. */
export const unchanged: Pick<Manifest, 'changed' | 'changedMedia' | 'changedLinks'> = {
  changed: emptyOverlay,
  changedMedia: emptyRows(MEDIA_SEGMENT.cells),
  changedLinks: emptyRows(LINK_CELLS),
};

const noTable: Table = { bits: 0, segments: [] };

/**
 * Takes a newer root with its tables. Pages that reach beyond its segments stay; those that the segments contain go.
 * @param before null: the first one
 */
export function replaceRoot(before: Manifest | null, root: Root, tables: ManifestTables): Manifest {
  const keepsPages =
    before !== null &&
    before.root.event === root.event &&
    before.tickets.start === root.tickets.start &&
    comparePositions(before.tickets, root.tickets) > 0;
  const held = { root, core: tables.core, media: tables.media, links: tables.links ?? noTable };
  return keepsPages ? { ...before, ...held } : { ...held, ...unchanged, tickets: root.tickets };
}

/**
 * `gap`: pages before this one are missing. `other_life`: the server's database was restored, or this page is from
 * before that; only a root leads over. `already_held`: nothing in it is new.
 */
export type ApplyRefusal = 'wrong_event' | 'other_life' | 'already_held' | 'gap';

/** Lays a page over the segments; a page may begin before the position held, as merged pages do. */
export function applyPage(manifest: Manifest, page: TicketsPage): Outcome<Manifest, ApplyRefusal> {
  const held = manifest.tickets;
  if (page.event !== manifest.root.event) return refused('wrong_event');
  if (page.start !== held.start) return refused('other_life');
  if (page.to <= held.count) return refused('already_held');
  if (page.from > held.count) return refused('gap');
  return accepted({
    ...manifest,
    changed: layOver(manifest.changed, page.tickets),
    changedMedia: layMedia(manifest.changedMedia, page.media),
    changedLinks: layLinks(manifest.changedLinks, page.links ?? []),
    tickets: { start: page.start, count: page.to },
  });
}

/** What a medium stands for replaces all that it stood for. */
export function layMedia(before: PackedRows, newer: readonly MediumRecord[]): PackedRows {
  return layRows(before, newer.flatMap(mediumRows));
}

export function layLinks(before: PackedRows, newer: readonly LinkRecord[]): PackedRows {
  return layRows(
    before,
    newer.map((link) => ({ key: link.hash, cells: linkCells(link) })),
  );
}

/** @returns null when the list is complete and has no such ticket; `missing` when its part has not arrived */
export function findTicket(manifest: Manifest, hash: Uint8Array): CoreRecord | null | 'missing' {
  const changed = findChanged(manifest.changed, hash);
  if (changed !== undefined) return changed;
  const rows = findRows(manifest.core, hash);
  if (rows === 'missing') return 'missing';
  return rows[0] === undefined ? null : asRecord(rows[0]);
}

/** @returns the hashes of the tickets that a medium stands for */
export function findMedium(manifest: Manifest, hash: Uint8Array): readonly Uint8Array[] | 'missing' {
  const cells = mediumCells(manifest, hash);
  return cells === 'missing' ? 'missing' : cells.filter(isSomeTicket);
}

/** Whether the medium stood for tickets once and stands for none any more. */
export function isEmptiedMedium(manifest: Manifest, hash: Uint8Array): boolean {
  const cells = mediumCells(manifest, hash);
  return cells !== 'missing' && cells.length > 0 && !cells.some(isSomeTicket);
}

function mediumCells(manifest: Manifest, hash: Uint8Array): readonly Uint8Array[] | 'missing' {
  const changed = cellsAt(manifest.changedMedia, hash);
  if (changed !== undefined) return changed;
  const rows = findRows(manifest.media, hash);
  return rows === 'missing' ? 'missing' : rows.map(({ cells }) => cells);
}

const SHORT_CODE_FREE_BITS = 0x7_ffff;

/**
 * The tickets that a typed code names: one, or none when it was mistyped or its generation is dead.
 * @param salt of the event whose codes are meant
 */
export function findShortCode(
  manifest: Manifest,
  { hashPrefix, tail }: ShortCode,
  salt: Uint8Array,
): readonly CoreRecord[] | 'missing' {
  const high = keyHalf(hashPrefix, 0);
  const firstLow = keyHalf(hashPrefix, 4);
  const lastLow = firstLow + SHORT_CODE_FREE_BITS;
  const range = { high, firstLow, lastLow };
  const rows = rowsBetween(manifest.core, range);
  const changed = changedBetween(manifest.changed, range);
  if (rows === 'missing' && changed.length === 0) return 'missing';
  const unchanged = rows === 'missing' ? [] : rows.filter(({ key }) => !isChanged(manifest.changed, key));
  const candidates = [...unchanged.map(asRecord), ...changed];
  return candidates.filter(({ hash, generation }) => shortCodeTail(salt, hash, generation) === tail);
}

/** Core segments from tickets in any order; each ticket once. */
export function buildCore(tickets: Iterable<CoreRecord>): Outcome<Uint8Array[], 'duplicate'> {
  return buildSegments(CORE_SEGMENT, coreRows(tickets));
}

/** Media segments from media in any order; each medium once. One that stands for no ticket is dead. */
export function buildMedia(media: Iterable<MediumRecord>): Outcome<Uint8Array[], 'duplicate'> {
  return buildSegments(MEDIA_SEGMENT, [...media].flatMap(mediumRows));
}

/** Links segments of a core table; @param tickets how many rows it has */
export function buildLinks(links: Iterable<LinkRecord>, tickets: number): Outcome<Uint8Array[], 'duplicate'> {
  const rows = [...links].map((link) => ({ key: link.hash, cells: linkCells(link) }));
  return buildSegments(LINKS_SEGMENT, rows, segmentBits(tickets));
}

function* coreRows(tickets: Iterable<CoreRecord>): Generator<FoundRow> {
  for (const ticket of tickets) yield { key: ticket.hash, cells: coreCells(ticket) };
}

function asRecord({ key, cells }: FoundRow): CoreRecord {
  return coreRecord(key, cells);
}
