import { toHex } from '@gatehouse/shared/bytes';
import type { LogRow as ReviewRow } from '@gatehouse/shared/checkin';
import { toReviewRow } from '@gatehouse/shared/door';
import { decodeRow, type LogRow } from '@gatehouse/shared/log';
import type { Review } from '@gatehouse/shared/protocol';
import type { RowSpan } from './placement.js';
import type { Place } from './places.js';
import type { NewRow } from './sort-batch.js';

/** A row of an event with where it lies and what is made of it. */
export interface ScanRecord {
  readonly row: LogRow;
  /** It moves people or takes a scan back, and is not quarantined. */
  readonly reviewed: boolean;
  readonly span: RowSpan;
  readonly review: Review;
  /** Its questions were answered, and it was let in. */
  readonly answered: boolean;
  /** Null unless it is the last move of its ticket on its list. */
  readonly place: Place | null;
  /** Of a row that concerns a pass: whose it is and where it was scanned. Absent, as most are: of its event alone. */
  readonly shared?: SharedRow | undefined;
}

/** What a row at one date has to do with others. */
export interface SharedRow {
  readonly eventId: string;
  /** Of the ticket: every date of it hears of the row. */
  readonly passId: string | null;
  /** Of the list: it counts what happens at all of its dates. */
  readonly listPassId: string | null;
}

/** A row that no walk looks at. */
export const standing: Review = { standing: 'stands', sure: true, first: null, what: '' };
const quarantined: Review = { ...standing, standing: 'quarantined' };

/** A row that has just come. @returns null for bytes that are no row */
export function newRecord({
  row,
  quarantine,
  answered,
}: Pick<NewRow, 'row' | 'quarantine' | 'answered'>): ScanRecord | null {
  if (row === null) return null;
  const isQuarantined = quarantine !== null;
  const { estimate, earliest, latest } = row.time;
  return {
    row,
    reviewed: !isQuarantined && toReviewRow(row, false) !== null,
    span: { estimate, earliest, latest },
    review: isQuarantined ? quarantined : standing,
    answered,
    place: null,
  };
}

/** The record with some of it changed. Written out, because a spread costs many times as much and this is done for every row. */
export function withChange(
  { row, reviewed, span, review, answered, place, shared }: ScanRecord,
  change: Partial<Pick<ScanRecord, 'span' | 'review' | 'place' | 'shared'>>,
): ScanRecord {
  return {
    row,
    reviewed,
    span: change.span ?? span,
    review: change.review ?? review,
    answered,
    place: change.place === undefined ? place : change.place,
    shared: change.shared ?? shared,
  };
}

/** A row whose bytes were read when it came. */
export function readKnownRow(bytes: Uint8Array): LogRow {
  const decoded = decodeRow(bytes);
  if (!decoded.ok) throw new Error(`A row that could be read is ${decoded.reason}.`);
  return decoded.value;
}

/** The row as the walk takes it, at its place among the rows of its phone. */
export function placedRow({ row, span }: ScanRecord): ReviewRow[] {
  const asWritten = toReviewRow(row, false);
  return asWritten === null ? [] : [Object.assign(asWritten, span)];
}

/** The ticket that the row is an admission or an exit of. */
export function countedTicket({ row, reviewed }: ScanRecord): string | null {
  const counts = row.kind === 'scan' && row.effect !== 'none' && row.effect !== 'check';
  return reviewed && counts && row.ticketHash !== null ? toHex(row.ticketHash) : null;
}

export function isSameReview(a: Review, b: Review): boolean {
  return a.standing === b.standing && a.sure === b.sure && a.first === b.first && a.what === b.what;
}
