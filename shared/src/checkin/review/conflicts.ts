import { byTime, type Move } from '../presence.js';
import type { Instant } from '../zone-time.js';
import type { Walked } from './review.js';
import type { Review } from './rows.js';
import { moveOf } from './step.js';

/** Two admissions of which one was too many. It belongs to the extra row and goes when that row comes to stand. */
export interface Conflict {
  readonly extra: string;
  readonly first: string;
  readonly ticket: string;
  readonly list: string;
  readonly gate: string | null;
  readonly device: string;
  readonly at: Instant;
  readonly sure: boolean;
}

export function reviewsOf({ reviews }: Walked): ReadonlyMap<string, Review> {
  return new Map([...reviews].map(([id, { review }]) => [id, review]));
}

/** In the order of the extra rows. */
export function conflictsOf({ reviews }: Walked): Conflict[] {
  return [...reviews.values()]
    .flatMap(({ placed, review }): Conflict[] => {
      const { id, ticket, list, gate, device } = placed.row;
      if (review.status !== 'extra' || ticket === null || list === null) return [];
      const { first, sure } = review;
      return [{ extra: id, first, ticket, list, gate, device, at: placed.estimate, sure }];
    })
    .sort((a, b) => a.at - b.at || (a.extra < b.extra ? -1 : 1));
}

/** The admissions and exits of a ticket that stand: what a later decision looks back on. */
export function historyOf({ reviews }: Walked, ticket: string): Move[] {
  return [...reviews.values()]
    .filter(({ placed: { row }, review }) => row.ticket === ticket && review.status === 'stands')
    .filter(({ placed: { row } }) => row.effect !== 'person')
    .map(({ placed }) => moveOf(placed))
    .sort(byTime);
}
