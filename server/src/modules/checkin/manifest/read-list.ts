import { concatBytes } from '@gatehouse/shared/bytes';
import { coreCells, type Position } from '@gatehouse/shared/manifest';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { PackedRecords, Ticketing } from '../../ticketing/index.js';
import { readTicketsPosition } from './feed-position.js';
import type { ListBytes } from './pack-list.js';

/** All tickets and media of an event as of one position. */
export interface TicketList extends ListBytes {
  readonly position: Position;
}

/** 260 KB of tickets, which this process takes over in a few milliseconds. */
const rowsAtOnce = 20_000;
const deadAtOnce = 1000;
const beforeAll: Position = { start: 0, count: 0 };

/**
 * Reads the list page by page.
 * @param trx a snapshot: what it sees of the tickets belongs to the position that it sees, because whoever changes
 * a ticket raises the position in the same transaction and under the event's lock
 */
export async function readTicketList(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  eventId: string,
): Promise<TicketList> {
  const position = await readTicketsPosition(trx, ticketing, eventId);
  const tickets = await readAll(beforeAll, (after) =>
    ticketing.readPackedCore(trx, eventId, { after, limit: rowsAtOnce }),
  );
  const dead = await readAll(beforeAll, (after) => readDead(trx, ticketing, { eventId, after }));
  const media = await readAll({ after: beforeAll, afterId: null as string | null }, (from) =>
    ticketing.readPackedMedia(trx, eventId, { ...from, limit: rowsAtOnce }),
  );
  return {
    position,
    core: concatBytes(...bytesOf(tickets), ...bytesOf(dead)),
    media: concatBytes(...bytesOf(media)),
    links: concatBytes(...tickets.flatMap(({ links }) => links ?? [])),
  };
}

async function readAll<On>(
  first: On,
  read: (from: On) => Promise<PackedRecords<On>>,
): Promise<readonly PackedRecords<On>[]> {
  const pages: PackedRecords<On>[] = [];
  for (let from: On | undefined = first; from !== undefined; ) {
    const page: PackedRecords<On> = await read(from);
    pages.push(page);
    from = page.goOn;
  }
  return pages;
}

function bytesOf(pages: readonly PackedRecords<unknown>[]): Uint8Array[] {
  return pages.map(({ bytes }) => bytes);
}

/** Few enough that they need no packing by the database. */
async function readDead(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  { eventId, after }: { eventId: string; after: Position },
): Promise<PackedRecords<Position>> {
  const records = await ticketing.readDeadRecords(trx, eventId, { after, limit: deadAtOnce });
  const bytes = Buffer.concat(records.flatMap((record) => [record.hash, coreCells(record)]));
  return { bytes, goOn: records.length < deadAtOnce ? undefined : records.at(-1)?.position };
}
