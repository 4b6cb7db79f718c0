import {
  historyOf,
  type KnownTicket,
  type Move,
  type Policy,
  type LogRow as ReviewRow,
  walkRows,
} from '../checkin/index.js';
import type { LogRow } from '../log/index.js';
import type { PastScan, Review } from '../protocol/index.js';
import { toReviewRow } from './review-row.js';

/** A row of this phone's log or of another's, with what the server has made of it; null: nothing yet. */
export interface KnownRow {
  readonly row: LogRow;
  readonly review: Review | null;
}

export interface TicketGround {
  readonly policy: Policy;
  readonly ticket: KnownTicket;
  /** Scans that are held as records alone, in the order of their times. */
  readonly past?: readonly PastScan[];
}

/**
 * The admissions and exits of one ticket that stand, as far as this phone knows. The server's word is final on what
 * only the server can know: what was undone, what is set apart, which ticket was dead. Who was first is walked here,
 * because this phone may hold rows that the server has not got.
 * @param id the ticket's hash in hexadecimal
 * @param rows of that ticket, without those that an undo of this phone took back
 */
export function movesOf(
  id: string,
  rows: readonly KnownRow[],
  { policy, ticket, past = [] }: TicketGround,
): Move[] {
  const counting = rows.filter(({ review }) => review?.standing !== 'undone' && review?.standing !== 'stale');
  const reviewRows = [
    ...past.map((scan, index) => pastRow(id, scan, index - past.length)),
    ...counting.flatMap(({ row, review }) => toReviewRow(row, review?.standing === 'quarantined') ?? []),
  ];
  if (reviewRows.length === 0) return [];
  return historyOf(walkRows({ rows: reviewRows, changes: [], tickets: new Map([[id, ticket]]), policy }), id);
}

/** @param seq below that of every row: a record is of a ticket whose scans were all placed by then, in their order */
export function pastRow(ticket: string, scan: PastScan, seq: number): ReviewRow {
  const { id, device, list, gate, effect, persons, time } = scan;
  const when = { estimate: time, earliest: 0, latest: null };
  const what = { kind: 'scan', event: null, effect, list, gate, persons, ticket, generation: null } as const;
  return { id, device, seq, quarantined: false, ...when, ...what };
}
