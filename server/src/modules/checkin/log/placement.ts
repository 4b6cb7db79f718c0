import { placeInSequence } from '@gatehouse/shared/checkin';

/** When a row may have been written. Milliseconds since 1970; null: no bound. */
export interface RowSpan {
  readonly estimate: number;
  readonly earliest: number;
  readonly latest: number | null;
}

/**
 * Where rows of one phone lie among each other, as `walkRows` would place them: kept with the rows, so that a review
 * of one ticket need not load all that its phones ever wrote.
 * @param rows as the phone wrote them, ascending: every row of the phone behind `before`
 * @param before the row before them, placed; null when they begin the phone's log
 */
export function placePhoneRows(
  rows: readonly (RowSpan & { readonly seq: number })[],
  before: (RowSpan & { readonly seq: number }) | null,
): ReadonlyMap<number, RowSpan> {
  const placed = placeInSequence(before === null ? rows : [before, ...rows]);
  const bound = (latest: number) => (Number.isFinite(latest) ? latest : null);
  return new Map(
    placed.map(({ row, estimate, earliest, latest }) => [
      row.seq,
      { estimate, earliest, latest: bound(latest) },
    ]),
  );
}

export function isSameSpan(a: RowSpan, b: RowSpan): boolean {
  return a.estimate === b.estimate && a.earliest === b.earliest && a.latest === b.latest;
}
