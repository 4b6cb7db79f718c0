import { dateOf, dayOf, MINUTE_MS, weekdayOf } from '../zone-time.js';
import type { Moment, NowTerm, Term, TermName, TermOf } from './rule.js';
import {
  always,
  compare,
  daysAhead,
  isCompared,
  isListOf,
  isMoment,
  minuteTurns,
  momentTurns,
  never,
  noTurns,
  startOfDate,
  type TermKind,
} from './term-kinds.js';
import type { TermNeed } from './term-reason.js';
import { momentOf, type RuleView } from './view.js';

type NamedOperand = (view: RuleView) => string | null;

/** A term whose operand no waiting changes. */
function oneOf(operand: NamedOperand): TermKind<TermOf<'ticket_type' | 'variation' | 'date' | 'gate'>> {
  return {
    fits: isListOf('string'),
    operand: (_, view) => operand(view),
    test: (term) => ({ kind: 'in', values: term.in }),
    clock: 'none',
    isTimed: never,
    turns: noTurns,
    need: (term) => ({ code: term.term, values: term.in }),
  };
}

/** How many entries, or days with an entry, lie in a stretch of the past. */
type Counted = 'entries_total' | 'entries_today' | 'entry_days';
type CountedAt = 'entries_since' | 'entries_before' | 'entry_days_since' | 'entry_days_before';
type Count = (view: RuleView, isMeant: (at: number) => boolean) => number;

const entries: Count = (view, isMeant) => view.entries.filter(({ at }) => isMeant(at)).length;
const entryDays: Count = (view, isMeant) =>
  new Set(view.entries.filter(({ at }) => isMeant(at)).map(({ at }) => dayOf(at, view.calendar))).size;

function counted(
  count: (view: RuleView) => number,
  clock: 'none' | 'day' = 'day',
): TermKind<TermOf<Counted>> {
  return {
    clock,
    fits: isCompared,
    operand: (_, view) => count(view),
    test: compare,
    isTimed: ({ term }) => term === 'entries_today',
    turns: ({ term }, view) => (term === 'entries_today' ? daysAhead(view) : []),
    need: ({ term, is, value }) => ({ code: term, is, value }),
  };
}

function countedAt(count: Count, side: 'since' | 'before'): TermKind<TermOf<CountedAt>> {
  return {
    clock: 'time',
    fits: (term) => isCompared(term) && isMoment(term['moment']),
    operand({ moment }, view) {
      const edge = momentOf(moment, view);
      return edge === null ? null : count(view, (at) => (side === 'since' ? at >= edge : at < edge));
    },
    test: compare,
    isTimed: ({ moment }) => isTimeOfDay(moment),
    turns: ({ moment }, view) => (isTimeOfDay(moment) ? daysAhead(view) : []),
    need: ({ term, is, value, moment }, view) =>
      atMoment(moment, view, (at) => ({ code: term, is, value, at })),
  };
}

function minutesSince(which: 0 | -1): TermKind<TermOf<'minutes_since_first' | 'minutes_since_last'>> {
  const since = (view: RuleView) => view.entries.at(which)?.at;
  return {
    clock: 'time',
    fits: isCompared,
    operand(_, view) {
      const at = since(view);
      return at === undefined ? null : Math.floor((view.now - at) / MINUTE_MS);
    },
    test: compare,
    isTimed: always,
    turns: ({ value }, view) => minuteTurns(since(view), value),
    need: ({ term, is, value }) => ({ code: term, is, value }),
  };
}

function isTimeOfDay(moment: Moment): boolean {
  return 'timeOfDay' in moment;
}

function atMoment(moment: Moment, view: RuleView, say: (at: number) => TermNeed): TermNeed {
  const at = momentOf(moment, view);
  return at === null ? { code: 'no_end' } : say(at);
}

/** `after` is true from the moment on, `before` up to it: windows are [from, until). */
function edgeOf({ is, moment, toleranceMinutes = 0 }: NowTerm, view: RuleView): number | null {
  const at = momentOf(moment, view);
  const toleranceMs = toleranceMinutes * MINUTE_MS;
  return at === null ? null : at + (is === 'after' ? -toleranceMs : toleranceMs);
}

const now: TermKind<NowTerm> = {
  clock: 'time',
  fits: ({ is, moment, toleranceMinutes = 0 }) =>
    (is === 'after' || is === 'before') && isMoment(moment) && Number.isFinite(toleranceMinutes),
  operand: (_, view) => view.now,
  test(term, view) {
    const edge = edgeOf(term, view);
    return edge === null ? null : compare({ is: term.is === 'after' ? '>=' : '<', value: edge });
  },
  isTimed: always,
  turns: ({ moment, is, toleranceMinutes = 0 }, view) =>
    momentTurns(moment, view).flatMap((at) => [
      at,
      at + (is === 'after' ? -1 : 1) * toleranceMinutes * MINUTE_MS,
    ]),
  need(term, view) {
    const at = edgeOf(term, view);
    return at === null ? { code: 'no_end' } : { code: term.is === 'after' ? 'from' : 'until', at };
  },
};

/** The one table of terms. Its order is the order in which equally near reasons are named. */
export const terms: { readonly [Name in TermName]: TermKind<TermOf<Name>> } = {
  ticket_type: oneOf((view) => view.class?.ticketType ?? null),
  variation: oneOf((view) => view.class?.variation ?? null),
  date: oneOf((view) => view.times.date),
  day: {
    fits: isListOf('string'),
    operand: (_, view) => dateOf(dayOf(view.now, view.calendar)),
    test: (term) => ({ kind: 'in', values: term.in }),
    clock: 'day',
    isTimed: always,
    turns: (term, view) => term.in.map((date) => startOfDate(date, view.calendar)),
    need: (term) => ({ code: 'day', values: term.in }),
  },
  gate: oneOf((view) => view.gate),
  now,
  weekday: {
    fits: isListOf('number'),
    operand: (_, view) => weekdayOf(dayOf(view.now, view.calendar)),
    test: (term) => ({ kind: 'in', values: term.in }),
    clock: 'day',
    isTimed: always,
    turns: (_, view) => daysAhead(view),
    need: (term) => ({ code: 'weekday', values: term.in }),
  },
  entries_total: counted((view) => view.entries.length, 'none'),
  entries_today: counted((view) => {
    const today = dayOf(view.now, view.calendar);
    return entries(view, (at) => dayOf(at, view.calendar) === today);
  }),
  entries_since: countedAt(entries, 'since'),
  entries_before: countedAt(entries, 'before'),
  entry_days: counted((view) => entryDays(view, () => true)),
  entry_days_since: countedAt(entryDays, 'since'),
  entry_days_before: countedAt(entryDays, 'before'),
  minutes_since_first: minutesSince(0),
  minutes_since_last: minutesSince(-1),
  inside: {
    fits: ({ is }) => typeof is === 'boolean',
    operand: (_, view) => Number(view.inside),
    test: ({ is }) => compare({ is: '=', value: Number(is) }),
    clock: 'none',
    // A check-out time empties the place, but an explanation does not promise it.
    isTimed: never,
    turns: noTurns,
    need: ({ is }) => ({ code: is ? 'inside' : 'outside' }),
  },
};

/** The row of a term; nothing for one that a newer build has written. */
export function kindOf<T extends Term>(term: T): TermKind<T> | undefined {
  const name: unknown = Object(term).term;
  if (typeof name !== 'string' || !Object.hasOwn(terms, name)) return undefined;
  // TypeScript does not follow that a term and its row share one name.
  const kind = terms[term.term] as unknown as TermKind<T>;
  return kind.fits({ ...term }) ? kind : undefined;
}
