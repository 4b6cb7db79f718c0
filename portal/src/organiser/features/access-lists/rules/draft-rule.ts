import type { Moment, Rule, Term, TermName } from '@gatehouse/shared/checkin';

/** A rule while it is built: always a group, because whoever adds a second condition needs one. */
export type Group = { readonly all: readonly Rule[] } | { readonly any: readonly Rule[] };

/** What a rule may be built of here; others are kept as they are. */
export const offeredTerms = [
  'ticket_type',
  'gate',
  'date',
  'now',
  'weekday',
  'day',
  'entries_total',
  'entries_today',
  'entries_since',
  'entries_before',
  'entry_days',
  'entry_days_since',
  'entry_days_before',
  'minutes_since_first',
  'minutes_since_last',
  'inside',
] as const satisfies readonly TermName[];

const nothingYet: Group = { all: [] };

/** @param held a rule as JSON; empty: none */
export function groupOf(held: string): Group {
  if (held === '') return nothingYet;
  const rule = JSON.parse(held) as Rule;
  return isGroup(rule) ? rule : { all: [rule] };
}

/** What the form holds for a group: nothing where nothing is asked. */
export function heldOf(group: Group): string {
  return partsOf(group).length === 0 ? '' : JSON.stringify(group);
}

export function isGroup(rule: Rule): rule is Group {
  return 'all' in rule || 'any' in rule;
}

export function partsOf(group: Group): readonly Rule[] {
  return 'all' in group ? group.all : group.any;
}

/** The same parts under the same word or another one. */
export function groupWith(word: 'all' | 'any', parts: readonly Rule[]): Group {
  return word === 'all' ? { all: parts } : { any: parts };
}

export function wordOf(group: Group): 'all' | 'any' {
  return 'all' in group ? 'all' : 'any';
}

export function withPart(group: Group, index: number, part: Rule): Group {
  return groupWith(
    wordOf(group),
    partsOf(group).map((each, at) => (at === index ? part : each)),
  );
}

export function withoutPart(group: Group, index: number): Group {
  return groupWith(
    wordOf(group),
    partsOf(group).filter((_, at) => at !== index),
  );
}

export function withMore(group: Group, part: Rule): Group {
  return groupWith(wordOf(group), [...partsOf(group), part]);
}

const counted = { is: '<', value: 1 } as const;
const start: Moment = { event: 'start' };

/** A condition as it is added: what most people mean by it. */
export function newTerm(name: (typeof offeredTerms)[number]): Term {
  switch (name) {
    case 'ticket_type':
    case 'gate':
    case 'date':
    case 'day':
      return { term: name, in: [] };
    case 'weekday':
      return { term: name, in: [] };
    case 'now':
      return { term: name, is: 'after', moment: { timeOfDay: '18:00' } };
    case 'entries_since':
    case 'entries_before':
    case 'entry_days_since':
    case 'entry_days_before':
      return { term: name, ...counted, moment: start };
    case 'minutes_since_first':
    case 'minutes_since_last':
      return { term: name, is: '>=', value: 60 };
    case 'inside':
      return { term: name, is: false };
    default:
      return { term: name, ...counted };
  }
}
