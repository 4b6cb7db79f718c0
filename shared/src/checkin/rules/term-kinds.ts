import { type Calendar, DAY_MS, dayOf, dayStart, type Instant, MINUTE_MS, timeOnDay } from '../zone-time.js';
import type { Comparison, Moment, Term } from './rule.js';
import type { SqlPart } from './sql-part.js';
import type { FieldKindName } from './term-fields.js';
import type { TermNeed } from './term-reason.js';
import { momentOf, type RuleGround, type RuleView } from './view.js';

/** What a term asks of its operand. A missing operand and a missing test are both false. */
export type Test =
  | { readonly kind: 'in'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'compare'; readonly is: Comparison; readonly value: number };

/**
 * A row of the table of terms. A term is an operand and a test, so that every reader of the table — evaluator,
 * explainer, and what turns rules into SQL — needs only the operand from it and shares the tests.
 */
export interface TermKind<T extends Term> {
  /** Its fields beside the name, which all must be there but those of `optional`. */
  readonly fields: Readonly<Record<Exclude<keyof T & string, 'term'>, FieldKindName>>;
  readonly optional?: readonly (keyof T)[];
  readonly operand: (term: T, view: RuleView) => string | number | null;
  /** The operand as SQL over a row of `door`, where the ticket and its entries are columns; null as above. */
  readonly sql: (term: T, ground: RuleGround) => SqlPart | null;
  readonly test: (term: T, ground: RuleGround) => Test | null;
  /** What a wrong time of this scan or of an earlier one could change: nothing, only a wrong day, or anything. */
  readonly clock: 'none' | 'day' | 'time';
  /** Whether the passing of time alone can turn the term. */
  readonly isTimed: (term: T) => boolean;
  /** The instants at which it may turn; not each of them must be one, nor in the future. */
  readonly turns: (term: T, view: RuleView) => readonly Instant[];
  readonly need: (term: T, ground: RuleGround) => TermNeed;
}

const DAYS_AHEAD = 8;

export const never = (): boolean => false;
export const always = (): boolean => true;
export const noTurns = (): readonly Instant[] => [];

export function compare({ is, value }: { readonly is: Comparison; readonly value: number }): Test {
  return { kind: 'compare', is, value };
}

/** The beginnings of the next days: a week, and one for the day that the clocks change. */
export function daysAhead({ now, calendar }: RuleView): Instant[] {
  const today = dayOf(now, calendar);
  return Array.from({ length: DAYS_AHEAD }, (_, index) => dayStart(today + 1 + index, calendar));
}

/** When a moment is; a time of day comes again each day. */
export function momentTurns(moment: Moment, view: RuleView): Instant[] {
  if (!('timeOfDay' in moment)) return [momentOf(moment, view) ?? Number.NaN];
  const { calendar, now } = view;
  const today = dayOf(now, calendar);
  const times = [0, 1].map((ahead) => timeOnDay(today + ahead, moment.timeOfDay, calendar));
  return [...times, ...daysAhead(view)];
}

/** @param date `2027-05-03` */
export function startOfDate(date: string, calendar: Calendar): Instant {
  return dayStart(Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS), calendar);
}

/** The lengths of time since a past instant, to the minute, around the one that is asked for. */
export function minuteTurns(since: Instant | undefined, value: number): readonly Instant[] {
  return since === undefined ? [] : [value, value + 1].map((minutes) => since + minutes * MINUTE_MS);
}
