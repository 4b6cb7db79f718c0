import { localOf } from '../../../forms/local-time.js';
import { usualDistance } from './usual-distance.js';

/** What the form of a new date holds, as the clock of the event shows it. */
export type DateEntries = {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly admissionAt: string;
  readonly name: string;
};

interface Times {
  readonly startsAt: string;
  readonly endsAt: string | null;
}

export interface SeriesSoFar {
  /** By their start, at least one. */
  readonly dates: readonly Times[];
  /** The one that is copied. */
  readonly copied: Times & { readonly admissionAt: string | null; readonly timeZone: string };
}

/** The last date moved on by the usual distance, on the wall clock: eight in the evening stays eight all year. */
export function proposedDate({ dates, copied }: SeriesSoFar): DateEntries {
  const { timeZone } = copied;
  const last = dates.at(-1) ?? copied;
  const starts = dates.map(({ startsAt }) => wallMs(localOf(startsAt, timeZone)));
  const startsAt = movedBy(localOf(last.startsAt, timeZone), usualDistance(starts));
  const waiting = wallMs(localOf(copied.admissionAt, timeZone)) - wallMs(localOf(copied.startsAt, timeZone));
  const lasting = wallMs(localOf(last.endsAt, timeZone)) - wallMs(localOf(last.startsAt, timeZone));
  return {
    startsAt,
    endsAt: movedBy(startsAt, lasting),
    admissionAt: movedBy(startsAt, waiting),
    name: '',
  };
}

/** @returns NaN for a field that is empty */
export function wallMs(local: string): number {
  return Date.parse(`${local}Z`);
}

/** @param local what a clock shows, such as `2027-05-03T18:30`. @returns the same, moved; empty when either is unknown */
export function movedBy(local: string, byMs: number): string {
  const moved = new Date(wallMs(local) + byMs);
  return Number.isNaN(moved.getTime()) ? '' : moved.toISOString().slice(0, 16);
}
