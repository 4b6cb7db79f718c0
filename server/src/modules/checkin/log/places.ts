import type { Walked } from '@gatehouse/shared/checkin';

/** Where the people of one ticket are after a scan, as far as its list knows. */
export interface Place {
  readonly inside: number;
  /** The most that were inside at once. */
  readonly peak: number;
  readonly leftFromOutside: number;
}

/** Scan → place; of each ticket and list only the last scan that moved anybody has one. */
export function lastPlaces({ reviews, presences }: Walked): ReadonlyMap<string, Place> {
  const lastMoves = new Map<string, string>();
  // The walk has reviewed the scans of a ticket and list in the order of their times.
  for (const [id, { placed, review }] of reviews) {
    const { list, effect } = placed.row;
    if (list !== null && effect !== 'person' && review.status === 'stands') lastMoves.set(list, id);
  }
  const places = new Map<string, Place>();
  for (const { ground, presence } of presences) {
    const id = lastMoves.get(ground.list.id);
    const { inside, peak, leftFromOutside } = presence;
    if (id !== undefined) places.set(id, { inside, peak, leftFromOutside });
  }
  return places;
}

export function isSamePlace(a: Place | null, b: Place | null): boolean {
  return a?.inside === b?.inside && a?.peak === b?.peak && a?.leftFromOutside === b?.leftFromOutside;
}
