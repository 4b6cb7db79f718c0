import {
  CORE_SEGMENT,
  coreCells,
  MEDIA_SEGMENT,
  type Position,
  type SegmentRow,
} from '@gatehouse/shared/manifest';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import { readTicketsPosition } from './feed-position.js';
import { RecordStore } from './record-store.js';

/** All tickets and media of an event as of one position. */
export interface TicketList {
  readonly position: Position;
  readonly core: RecordStore;
  readonly media: RecordStore;
}

/** Some 10 ms of work a page. */
const rowsAtOnce = 1000;
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
  const core = new RecordStore(CORE_SEGMENT);
  for (const read of [ticketing.readCoreRecords, ticketing.readDeadRecords])
    for await (const records of pagesOf((after) => read(trx, eventId, { after, limit: rowsAtOnce })))
      core.add(records.map((record) => ({ key: record.hash, cells: coreCells(record) })));
  const media = new RecordStore(MEDIA_SEGMENT);
  for await (const rows of mediaOf(trx, ticketing, eventId)) media.add(rows);
  return { position, core, media };
}

async function* pagesOf<T extends { readonly position: Position }>(
  read: (after: Position) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let after = beforeAll; ; ) {
    const page = await read(after);
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < rowsAtOnce) return;
    after = last.position;
  }
}

/** A medium that was taken back is left out: who has the whole list knows it for nothing. */
async function* mediaOf(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  eventId: string,
): AsyncGenerator<SegmentRow[]> {
  for (let from = { after: beforeAll, afterId: null as string | null }; ; ) {
    const page = await ticketing.readMediumRecords(trx, eventId, { ...from, limit: rowsAtOnce });
    yield page.flatMap(({ hash, tickets }) => tickets.map((cells) => ({ key: hash, cells })));
    const last = page.at(-1);
    if (last === undefined || page.length < rowsAtOnce) return;
    from = { after: last.position, afterId: last.id };
  }
}
