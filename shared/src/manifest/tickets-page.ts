import {
  accepted,
  concatBytes,
  createReader,
  createWriter,
  type Outcome,
  refused,
  toHex,
} from '../bytes/index.js';
import { type BlobRefusal, openBlob, type Sign, signBlob, type Verify } from '../signing/index.js';
import { TICKET_HASH_BYTES } from '../ticket-code/index.js';
import { compareBytes } from './build-segments.js';
import { CORE_RECORD_BYTES, type CoreRecord, coreCells, coreRecord } from './core-record.js';
import { LINK_CELLS, type LinkRecord, linkCells, ticketLinks } from './links.js';
import { isSomeTicket, mediumRows } from './medium-rows.js';
import { MAX_PAGE_BYTES, type PageRange, readPageRange, writePageRange } from './page-range.js';

/** The newest version of a page that this program reads. A server asks each phone before it sends a later one. */
export const TICKETS_PAGE_VERSION = 2;

const MEDIUM_BYTES = 2 * TICKET_HASH_BYTES;

/** What a medium stands for now; no tickets: it was taken back. */
export interface MediumRecord {
  readonly hash: Uint8Array;
  readonly tickets: readonly Uint8Array[];
}

/** What changed in the tickets feed from `from` (exclusive) to `to`: the latest record of each ticket and medium. */
export interface TicketsPage extends PageRange {
  readonly tickets: readonly CoreRecord[];
  readonly media: readonly MediumRecord[];
  /** Of each linked ticket that has some; without this the page is of version 1 and says nothing of links. */
  readonly links?: readonly LinkRecord[] | undefined;
}

/**
 * | bytes | field |
 * |---|---|
 * | 0 | version |
 * | 1 | feed: 1 tickets |
 * | 2–5 | event |
 * | 6–9, 10–13, 14–17 | start, from, to |
 * | 18–21 | count of tickets, then 13 bytes each: hash, class, generation, flags, entries |
 * | … | count of media rows (4), then 16 bytes each: medium hash, ticket hash (zeros: stands for nothing) |
 *
 * | … | version 2: of each ticket that is flagged linked, in their order: order group (3), parent group (3), role |
 *
 * Both tables ascend. The signature follows. A page without links is of version 1, whoever asks for it.
 */
export function signTicketsPage(page: TicketsPage, sign: Sign): Promise<Uint8Array> {
  const writer = createWriter();
  const tickets = page.tickets.toSorted((a, b) => compareBytes(a.hash, b.hash));
  const linked = page.links === undefined ? [] : tickets.filter((ticket) => ticket.linked);
  writePageRange(writer, { feed: 'tickets', version: linked.length > 0 ? 2 : 1 }, page);
  writer.u32(tickets.length);
  for (const ticket of tickets) writer.bytes(ticket.hash).bytes(coreCells(ticket));
  const media = page.media
    .flatMap(mediumRows)
    .map(({ key, cells }) => concatBytes(key, cells))
    .sort(compareBytes);
  writer.u32(media.length);
  for (const row of media) writer.bytes(row);
  const links = new Map(page.links?.map((link) => [toHex(link.hash), link]));
  for (const { hash } of linked) writer.bytes(linkCells(links.get(toHex(hash)) ?? noLinks));
  return signBlob('page', writer.finish(), sign);
}

const noLinks = { order: 0, parent: 0, role: 'member' } as const;

export type PageRefusal = BlobRefusal | 'needs_update' | 'bad_content';

export async function openTicketsPage(
  blob: Uint8Array,
  publicKey: Uint8Array,
  verify: Verify,
): Promise<Outcome<TicketsPage, PageRefusal>> {
  const opened = await openBlob(blob, { kind: 'page', publicKey, verify, maxBytes: MAX_PAGE_BYTES });
  return opened.ok ? decodeTicketsPage(opened.value) : opened;
}

/** @param body what `openBlob` gave */
export function decodeTicketsPage(
  body: Uint8Array,
): Outcome<TicketsPage, 'truncated' | 'needs_update' | 'bad_content'> {
  const reader = createReader(body);
  if (reader.left() < 2) return refused('truncated');
  const opened = readPageRange(reader, { feed: 'tickets', version: TICKETS_PAGE_VERSION });
  if (opened === null) return refused('needs_update');
  const ticketCount = reader.u32();
  const tickets = splitRows(reader.bytes(ticketCount * CORE_RECORD_BYTES), CORE_RECORD_BYTES);
  const mediaCount = reader.u32();
  const media = splitRows(reader.bytes(mediaCount * MEDIUM_BYTES), MEDIUM_BYTES);
  const records = tickets.map(readTicket);
  const linked = opened.version < 2 ? [] : records.filter((record) => record.linked);
  const links = splitRows(reader.bytes(linked.length * LINK_CELLS), LINK_CELLS);
  if (reader.isTruncated()) return refused('truncated');
  // Only links make a page one of version 2.
  if (!reader.isComplete() || (opened.version === 2 && linked.length === 0)) return refused('bad_content');
  if (!ascends(tickets, TICKET_HASH_BYTES) || !ascends(media, MEDIUM_BYTES)) return refused('bad_content');
  const grouped = groupMedia(media);
  if (grouped === null) return refused('bad_content');
  const page = { ...opened.range, tickets: records, media: grouped };
  return accepted(opened.version < 2 ? page : { ...page, links: linked.map(withLinks) });

  function withLinks({ hash }: CoreRecord, index: number): LinkRecord {
    return { hash, ...ticketLinks(links[index] ?? new Uint8Array()) };
  }
}

function splitRows(bytes: Uint8Array, length: number): Uint8Array[] {
  return Array.from({ length: bytes.length / length }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  );
}

/** Whether the first `length` bytes of each row are above those of the row before. */
function ascends(rows: readonly Uint8Array[], length: number): boolean {
  return rows.every((row, index) => {
    const before = rows[index - 1];
    return before === undefined || compareBytes(before.subarray(0, length), row.subarray(0, length)) < 0;
  });
}

function readTicket(row: Uint8Array): CoreRecord {
  return coreRecord(row.subarray(0, TICKET_HASH_BYTES), row.subarray(TICKET_HASH_BYTES));
}

/** @returns null when a medium stands for nothing and for something as well */
function groupMedia(rows: readonly Uint8Array[]): MediumRecord[] | null {
  const media: { hash: Uint8Array; tickets: Uint8Array[] }[] = [];
  for (const row of rows) {
    const hash = row.subarray(0, TICKET_HASH_BYTES);
    const ticket = row.subarray(TICKET_HASH_BYTES);
    let medium = media.at(-1);
    if (medium === undefined || compareBytes(medium.hash, hash) !== 0) {
      medium = { hash, tickets: [] };
      media.push(medium);
    } else if (medium.tickets.length === 0) return null;
    if (isSomeTicket(ticket)) medium.tickets.push(ticket);
  }
  return media;
}
