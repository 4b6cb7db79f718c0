import { dateOf, dayOf, MINUTE_MS, weekdayOf } from '../zone-time.js';
import { dayNumber, fixed } from './operand-sql.js';
import type { Moment, NowTerm, Term, TermName, TermOf } from './rule.js';
import { part, type SqlPart, text } from './sql-part.js';
import { fieldKinds } from './term-fields.js';
import {
  always,
  compare,
  daysAhead,
  minuteTurns,
  momentTurns,
  never,
  noTurns,
  startOfDate,
  type TermKind,
} from './term-kinds.js';
import type { TermNeed } from './term-reason.js';
import { momentOf, type RuleGround, type RuleView } from './view.js';

type Named = TermKind<TermOf<'ticket_type' | 'variation' | 'date' | 'gate'>>;

/** A term whose operand no waiting changes. */
function oneOf(
  operand: (view: RuleView) => string | null,
  sql: (ground: RuleGround) => SqlPart | null,
): Named {
  return {
    fields: { in: 'names' },
    operand: (_, view) => operand(view),
    sql: (_, ground) => sql(ground),
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

/** One way of counting, of entries at hand and of those in a row of `door`. */
interface Count {
  readonly of: (view: RuleView, isMeant: (at: number) => boolean) => number;
  readonly sql: (ground: RuleGround, isMeant: SqlPart) => SqlPart;
}

const entries: Count = {
  of: (view, isMeant) => view.entries.filter(({ at }) => isMeant(at)).length,
  sql: (_, isMeant) => part`(select count(*) from unnest(door.entries) as entry(at) where ${isMeant})`,
};

const entryDays: Count = {
  of: (view, isMeant) =>
    new Set(view.entries.filter(({ at }) => isMeant(at)).map(({ at }) => dayOf(at, view.calendar))).size,
  sql: ({ calendar }, isMeant) => part`(select count(distinct ${dayNumber(text('entry.at'), calendar)})
    from unnest(door.entries) as entry(at) where ${isMeant})`,
};

type CountedKind = TermKind<TermOf<Counted>>;

function counted({ of, sql }: Count, isToday = false): Pick<CountedKind, 'operand' | 'sql'> {
  const everything = text('true');
  return {
    operand: (_, view) =>
      of(view, (at) => !isToday || dayOf(at, view.calendar) === dayOf(view.now, view.calendar)),
    sql: (_, ground) => sql(ground, isToday ? isOnDayOf(ground) : everything),
  };
}

function isOnDayOf({ now, calendar }: RuleGround): SqlPart {
  return part`${dayNumber(text('entry.at'), calendar)} = ${dayOf(now, calendar)}::bigint`;
}

/** @param clock what a wrong time of an earlier entry could change */
function countedKind(operands: Pick<CountedKind, 'operand' | 'sql'>, clock: 'none' | 'day'): CountedKind {
  return {
    ...operands,
    clock,
    fields: { is: 'comparison', value: 'count' },
    test: compare,
    isTimed: ({ term }) => term === 'entries_today',
    turns: ({ term }, view) => (term === 'entries_today' ? daysAhead(view) : []),
    need: ({ term, is, value }) => ({ code: term, is, value }),
  };
}

function countedAt(count: Count, side: 'since' | 'before'): TermKind<TermOf<CountedAt>> {
  return {
    clock: 'time',
    fields: { is: 'comparison', value: 'count', moment: 'moment' },
    operand({ moment }, view) {
      const edge = momentOf(moment, view);
      return edge === null ? null : count.of(view, (at) => (side === 'since' ? at >= edge : at < edge));
    },
    sql({ moment }, ground) {
      const edge = momentOf(moment, ground);
      if (edge === null) return null;
      const isMeant =
        side === 'since' ? part`entry.at >= ${edge}::numeric` : part`entry.at < ${edge}::numeric`;
      return count.sql(ground, isMeant);
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
  const column = text(which === 0 ? 'door.entries[1]' : 'door.entries[cardinality(door.entries)]');
  return {
    clock: 'time',
    fields: { is: 'comparison', value: 'count' },
    operand(_, view) {
      const at = since(view);
      return at === undefined ? null : Math.floor((view.now - at) / MINUTE_MS);
    },
    sql: (_, { now }) => part`floor((${now}::numeric - ${column}) / ${MINUTE_MS}::numeric)`,
    test: compare,
    isTimed: always,
    turns: ({ value }, view) => minuteTurns(since(view), value),
    need: ({ term, is, value }) => ({ code: term, is, value }),
  };
}

function isTimeOfDay(moment: Moment): boolean {
  return 'timeOfDay' in moment;
}

function atMoment(moment: Moment, view: RuleGround, say: (at: number) => TermNeed): TermNeed {
  const at = momentOf(moment, view);
  return at === null ? { code: 'no_end' } : say(at);
}

/** `after` is true from the moment on, `before` up to it: windows are [from, until). */
function edgeOf({ is, moment, toleranceMinutes = 0 }: NowTerm, ground: RuleGround): number | null {
  const at = momentOf(moment, ground);
  const toleranceMs = toleranceMinutes * MINUTE_MS;
  return at === null ? null : at + (is === 'after' ? -toleranceMs : toleranceMs);
}

const now: TermKind<NowTerm> = {
  clock: 'time',
  fields: { is: 'side', moment: 'moment', toleranceMinutes: 'tolerance' },
  optional: ['toleranceMinutes'],
  operand: (_, view) => view.now,
  sql: (_, ground) => fixed(ground.now),
  test(term, ground) {
    const edge = edgeOf(term, ground);
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
  ticket_type: oneOf(
    (view) => view.class?.ticketType ?? null,
    () => text('door.ticket_type'),
  ),
  variation: oneOf(
    (view) => view.class?.variation ?? null,
    () => text('door.variation'),
  ),
  date: oneOf(
    (view) => view.times.date,
    ({ times }) => fixed(times.date),
  ),
  day: {
    fields: { in: 'dates' },
    operand: (_, view) => dateOf(dayOf(view.now, view.calendar)),
    sql: (_, { now, calendar }) => fixed(dateOf(dayOf(now, calendar))),
    test: (term) => ({ kind: 'in', values: term.in }),
    clock: 'day',
    isTimed: always,
    turns: (term, view) => term.in.map((date) => startOfDate(date, view.calendar)),
    need: (term) => ({ code: 'day', values: term.in }),
  },
  gate: oneOf(
    (view) => view.gate,
    ({ gate }) => fixed(gate),
  ),
  now,
  weekday: {
    fields: { in: 'weekdays' },
    operand: (_, view) => weekdayOf(dayOf(view.now, view.calendar)),
    sql: (_, { now, calendar }) => fixed(weekdayOf(dayOf(now, calendar))),
    test: (term) => ({ kind: 'in', values: term.in }),
    clock: 'day',
    isTimed: always,
    turns: (_, view) => daysAhead(view),
    need: (term) => ({ code: 'weekday', values: term.in }),
  },
  entries_total: countedKind(counted(entries), 'none'),
  entries_today: countedKind(counted(entries, true), 'day'),
  entries_since: countedAt(entries, 'since'),
  entries_before: countedAt(entries, 'before'),
  entry_days: countedKind(counted(entryDays), 'day'),
  entry_days_since: countedAt(entryDays, 'since'),
  entry_days_before: countedAt(entryDays, 'before'),
  minutes_since_first: minutesSince(0),
  minutes_since_last: minutesSince(-1),
  inside: {
    fields: { is: 'flag' },
    operand: (_, view) => Number(view.inside),
    sql: () => text('door.inside::integer'),
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
  return fits(kind, { ...term }) ? kind : undefined;
}

/** What a term asks for, for words; null for one that a newer build has written. */
export function needOf(term: Term, ground: RuleGround): TermNeed | null {
  return kindOf(term)?.need(term, ground) ?? null;
}

/** Whether a term that came from outside has the shape that this build knows. */
function fits<T extends Term>(
  { fields, optional = [] }: TermKind<T>,
  term: Readonly<Record<string, unknown>>,
): boolean {
  const named: readonly (readonly [string, keyof typeof fieldKinds])[] = Object.entries(fields);
  return named.every(([name, field]) => {
    const isLeftOut = term[name] === undefined && optional.some((each) => each === name);
    return isLeftOut || fieldKinds[field].isReadable(term[name]);
  });
}
