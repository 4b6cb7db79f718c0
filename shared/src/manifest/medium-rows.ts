import { equalBytes, toHex } from '../bytes/index.js';
import { TICKET_HASH_BYTES } from '../ticket-code/index.js';
import type { Manifest } from './manifest.js';
import { hasRow, packedRows } from './packed-rows.js';
import { type Segment, type SegmentRow, segmentCells, segmentKey } from './segment.js';
import type { MediumRecord } from './tickets-page.js';

/** What stands beside a medium that is dead. */
const noTicket = new Uint8Array(TICKET_HASH_BYTES);

/** A row for each ticket, or one that says that there is none. */
export function mediumRows({ hash, tickets }: MediumRecord): SegmentRow[] {
  return (tickets.length === 0 ? [noTicket] : tickets).map((cells) => ({ key: hash, cells }));
}

export function isSomeTicket(cells: Uint8Array): boolean {
  return cells.some((byte) => byte !== 0);
}

/** The media that the list names for a ticket, of the parts that are here: a walk over all of them. */
export function mediaOfTicket(manifest: Manifest, ticket: Uint8Array): Uint8Array[] {
  const { media, changedMedia } = manifest;
  const found = new Map<string, Uint8Array>();
  for (const segment of media.segments)
    for (const medium of segment === null ? [] : mediaIn(segment, ticket))
      if (!hasRow(changedMedia, medium)) found.set(toHex(medium), medium);
  for (const { key, cells } of packedRows(changedMedia))
    if (equalBytes(cells, ticket)) found.set(toHex(key), key);
  return [...found.values()];
}

/** Most rows are told apart by their first byte, without anything being allocated. */
function* mediaIn(segment: Segment, ticket: Uint8Array): Generator<Uint8Array> {
  for (let row = 0; row < segment.count; row++)
    if (segment.columns[row] === ticket[0] && equalBytes(segmentCells(segment, row), ticket))
      yield segmentKey(segment, row);
}
