import type { Reader, Writer } from '../bytes/index.js';

export const MAX_PAGE_BYTES = 8 * 2 ** 20;

/** What a page is about; one program that does not know a feed leaves its pages alone. */
const pageFeeds = { tickets: 1, scans: 2, detail: 3, search: 4 } as const;

/** A part of a feed. */
export interface PageRange {
  /** The event's public number. */
  readonly event: number;
  /** The life of the database that both ends belong to, unix seconds. */
  readonly start: number;
  /** Exclusive. */
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/** What a page begins with. */
export interface PageKind {
  readonly feed: keyof typeof pageFeeds;
  /** When one is read: the newest that the reader knows. */
  readonly version: number;
}

/** Version (1), feed (1), event, start, from, to (4 each). */
export function writePageRange(writer: Writer, { feed, version }: PageKind, range: PageRange): void {
  if (range.from >= range.to) throw new RangeError('a page covers at least one position');
  writer.u8(version).u8(pageFeeds[feed]);
  writer.u32(range.event).u32(range.start).u32(range.from).u32(range.to);
}

/** @returns null for a later version, or a feed that is not the one asked for */
export function readPageRange(
  reader: Reader,
  { feed, version: newest }: PageKind,
): { readonly version: number; readonly range: PageRange } | null {
  const version = reader.u8();
  const isMeant = version >= 1 && version <= newest && reader.u8() === pageFeeds[feed];
  if (!isMeant) return null;
  const range = { event: reader.u32(), start: reader.u32(), from: reader.u32(), to: reader.u32() };
  if (range.from >= range.to) reader.fail();
  return { version, range };
}
