import {
  conflictsOf,
  insideByList,
  type Policy,
  type ReviewInput,
  reviewsOf,
  walkRows,
} from '@gatehouse/shared/checkin';
import { toReviewRow } from '@gatehouse/shared/door';
import type { InvariantId } from '../outcome.js';
import type { Random } from '../time/random.js';
import { type DrawnLog, drawLog, type TrueRow, ticketsOfLog } from './drawn-log.js';
import { truthOf } from './true-review.js';

const ORDERS = 3;

/** What does not hold. */
export interface Broken {
  readonly invariant: InvariantId;
  readonly detail: string;
}

function broken(invariant: InvariantId, detail: string): Broken {
  return { invariant, detail };
}

/**
 * Draws what phones wrote, has it reviewed, and compares with what really happened.
 * @returns what is wrong; null: nothing
 */
export function playReview(random: Random): Broken | null {
  const log = drawLog(random);
  return (
    againstTruth(log) ??
    notTwice(log) ??
    againstOrder(log, random) ??
    againstOwnOrder(log) ??
    byEstimates(random)
  );
}

/** Whatever is called sure is so; with exact clocks everything is. */
function againstTruth(log: DrawnLog): Broken | null {
  const walked = walkRows(inputOf(log, log.rows));
  const reviews = reviewsOf(walked);
  const { fates, inside, leftFromOutside } = truthOf(log);
  for (const [id, fate] of fates) {
    const review = reviews.get(id);
    const isSaid = review !== undefined && (review.sure || log.isExact);
    if (isSaid && review.status !== fate)
      return broken(12, `a row ${review.sure ? 'surely ' : ''}${review.status} really ${fate}`);
  }
  const conflicts = conflictsOf(walked).map(({ extra }) => extra);
  const extras = [...reviews].flatMap(([id, { status }]) => (status === 'extra' ? [id] : []));
  if (new Set(conflicts).size !== conflicts.length || conflicts.length !== extras.length)
    return broken(6, `${conflicts.length} conflicts are told of ${extras.length} extra rows`);
  if (!log.isExact) return null;
  const told = insideByList(walked, { policy: inputOf(log, []).policy, now: log.endsAt }).get(log.list);
  return told?.inside === inside && told.leftFromOutside === leftFromOutside
    ? null
    : broken(
        13,
        `${told?.inside} inside and ${told?.leftFromOutside} from outside, really ${inside} and ${leftFromOutside}`,
      );
}

/** However unsure the clocks. */
function notTwice(log: DrawnLog): Broken | null {
  if (log.entry !== 'single') return null;
  const reviews = reviewsOf(walkRows(inputOf(log, log.rows)));
  for (const ticket of ticketsOfLog) {
    const standing = log.rows.filter(
      ({ row }) =>
        row.effect === 'entry' &&
        Buffer.from(row.ticketHash ?? []).toString('hex') === ticket &&
        reviews.get(row.id)?.status === 'stands',
    );
    if (standing.length > 1) return broken(5, `${standing.length} admissions of one ticket stand`);
  }
  return null;
}

/** Rows come in any order. */
function againstOrder(log: DrawnLog, random: Random): Broken | null {
  const said = (rows: readonly TrueRow[]) =>
    JSON.stringify([...reviewsOf(walkRows(inputOf(log, rows)))].sort(([a], [b]) => (a < b ? -1 : 1)));
  const expected = said(log.rows);
  for (let tried = 0; tried < ORDERS; tried += 1) {
    const shuffled = log.rows
      .map((row) => [random.next(), row] as const)
      .sort(([a], [b]) => a - b)
      .map(([, row]) => row);
    if (said(shuffled) !== expected) return broken(7, 'the same rows in another order have another review');
  }
  return null;
}

/** A phone knows in which order it wrote its rows. */
function againstOwnOrder(log: DrawnLog): Broken | null {
  const byId = new Map(log.rows.map(({ row }) => [row.id, row]));
  for (const [id, review] of reviewsOf(walkRows(inputOf(log, log.rows)))) {
    const [row, first] = [byId.get(id), review.status === 'extra' ? byId.get(review.first) : undefined];
    if (row && first && first.device === row.device && first.seq > row.seq)
      return broken(12, 'a row is extra because of one that its phone wrote later');
  }
  return null;
}

/** Of three phones that let one ticket in once each, the one that was first by its estimate stands. */
function byEstimates(random: Random): Broken | null {
  const log = drawLog(random);
  const entries = log.rows.filter(({ row }) => row.effect === 'entry');
  const [some] = entries;
  if (some === undefined) return null;
  const ofEach = [...new Map(entries.map((one) => [one.row.device, one])).values()];
  const same = ofEach.map((one) => ({
    ...one,
    quarantined: false,
    row: { ...one.row, ticketHash: some.row.ticketHash, generation: 1 },
  }));
  const reviews = reviewsOf(walkRows(inputOf({ ...log, entry: 'single' }, same)));
  const [first] = same.toSorted(
    (a, b) => a.row.time.estimate - b.row.time.estimate || (a.row.device < b.row.device ? -1 : 1),
  );
  return first === undefined || reviews.get(first.row.id)?.status === 'stands'
    ? null
    : broken(12, 'the first by its estimate does not stand');
}

function inputOf(log: Pick<DrawnLog, 'list' | 'entry' | 'changes'>, rows: readonly TrueRow[]): ReviewInput {
  const list: Policy['lists'][number] = {
    id: log.list,
    classes: [1],
    gates: [],
    entry: log.entry,
    maxEntries: null,
    persons: 'one',
    activeFrom: null,
    activeUntil: null,
    checkOutAt: null,
    dayStartsAt: '06:00',
    includeUnpaid: false,
    addOnMatch: false,
    notOnList: 'refuse',
    byHand: 'confirm',
    byMedium: 'admit',
    rotation: 'off',
    rule: null,
  };
  return {
    rows: rows.flatMap(({ row, quarantined }) => toReviewRow(row, quarantined) ?? []),
    changes: log.changes,
    tickets: new Map(ticketsOfLog.map((ticket) => [ticket, { class: 1, entries: 0 }])),
    policy: {
      lists: [list],
      gates: [],
      classes: [],
      times: { start: 0, admission: null, end: null, date: null },
      offsets: [],
    },
  };
}
