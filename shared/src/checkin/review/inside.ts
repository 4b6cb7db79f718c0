import { checkedOut, isCheckedOut } from '../presence.js';
import type { Instant } from '../zone-time.js';
import type { Placed } from './place.js';
import type { Reviewed, Walked } from './review.js';
import type { CountRow, ReviewInput } from './rows.js';

export interface Tally {
  readonly inside: number;
  /** People who left without having come in. */
  readonly leftFromOutside: number;
}

type Span = Pick<ReviewInput, 'policy'> & { readonly now: Instant };

/**
 * How many people are inside by each list of the policy: who stands, and every other body that went in.
 * Whatever has been heard of has happened, also where the clock that wrote it is ahead.
 */
export function insideByList(walked: Walked, span: Span): ReadonlyMap<string, Tally> {
  return new Map(span.policy.lists.map(({ id }) => [id, tallyOf(id, walked, span)]));
}

function tallyOf(list: string, walked: Walked, span: Span): Tally {
  const ofTickets = walked.presences.filter(({ ground }) => ground.list.id === list);
  const standing = sum(ofTickets.map((at) => checkedOut(at.presence, span.now, at.ground.rules).inside));
  const uncounted = bodies(walked, span).filter((body) => body.list === list);
  return {
    inside: Math.max(0, standing + sum(uncounted.map(({ persons }) => persons))),
    leftFromOutside: sum(ofTickets.map(({ presence }) => presence.leftFromOutside)),
  };
}

/** People who count without a ticket's place; those who were counted out are less than none. */
export interface Body {
  readonly list: string | null;
  readonly gate: string | null;
  readonly persons: number;
}

/** Extra and stale admissions, overrides of a dead ticket, and counts, as far as no check-out time has passed. */
export function bodies({ reviews, placed }: Walked, span: Span): Body[] {
  const scanned = [...reviews.values()].filter(isBody).map((reviewed) => reviewed.placed);
  const counted = placed.filter(
    (at): at is Placed<CountRow> => at.row.kind === 'count' && !at.row.quarantined,
  );
  return [...scanned, ...counted]
    .filter(({ row, estimate }) => isStillIn(row.list, estimate, span))
    .map(({ row }) => ({
      list: row.list,
      gate: row.gate,
      persons: row.kind === 'count' && row.direction === 'out' ? -row.persons : row.persons,
    }));
}

function isBody({ placed: { row }, review }: Reviewed): boolean {
  if (row.effect === 'person') return review.status === 'stands';
  return row.effect === 'entry' && (review.status === 'extra' || review.status === 'stale');
}

function isStillIn(list: string | null, since: Instant, { policy, now }: Span): boolean {
  const checkOutAt = policy.lists.find(({ id }) => id === list)?.checkOutAt ?? null;
  return !isCheckedOut(checkOutAt, { since, now, offsets: policy.offsets });
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
