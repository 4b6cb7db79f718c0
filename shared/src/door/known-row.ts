import { historyOf, type KnownTicket, type Move, type Policy, walkRows } from '../checkin/index.js';
import type { LogRow } from '../log/index.js';
import type { Review } from '../protocol/index.js';
import { toReviewRow } from './review-row.js';

/** A row of this phone's log or of another's, with what the server has made of it; null: nothing yet. */
export interface KnownRow {
  readonly row: LogRow;
  readonly review: Review | null;
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
  { policy, ticket }: { readonly policy: Policy; readonly ticket: KnownTicket },
): Move[] {
  const counting = rows.filter(({ review }) => review?.standing !== 'undone' && review?.standing !== 'stale');
  const reviewRows = counting.flatMap(
    ({ row, review }) => toReviewRow(row, review?.standing === 'quarantined') ?? [],
  );
  if (reviewRows.length === 0) return [];
  return historyOf(walkRows({ rows: reviewRows, changes: [], tickets: new Map([[id, ticket]]), policy }), id);
}
