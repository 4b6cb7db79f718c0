import type { Instant } from '../zone-time.js';
import { DEEPEST, holds, partsOf, truthOf } from './evaluate.js';
import type { Rule, Term } from './rule.js';
import type { TermReason } from './term-reason.js';
import { kindOf, terms } from './terms.js';
import type { RuleView } from './view.js';

interface FailedTerm extends TermReason {
  readonly order: number;
}

const tableOrder = Object.keys(terms);

/**
 * Why a rule is false: the smallest set of terms that would make it true, nearest first. Fewest failing terms,
 * then the soonest to come true by waiting, then the order of the table of terms.
 */
export function nearestReasons(rule: Rule, view: RuleView): TermReason[] {
  return (failuresOf(rule, view) ?? []).map(({ need, opensAt }) => ({ need, opensAt }));
}

/** @returns null for a part that nothing can make true: an empty `any`, a term of a newer build */
function failuresOf(rule: Rule, view: RuleView, depth = 0): readonly FailedTerm[] | null {
  if (depth > DEEPEST) return null;
  if (truthOf(rule, (term) => holds(term, view)) === true) return [];
  const parts = partsOf(rule);
  if (parts === null) return failedTerm(rule as Term, view);
  const found = parts.map((part) => failuresOf(part, view, depth + 1));
  if (!('all' in rule)) return found.filter((set) => set !== null).sort(bySet)[0] ?? null;
  return found.includes(null) ? null : found.flatMap((set) => set ?? []).sort(byNearness);
}

function failedTerm(term: Term, view: RuleView): readonly FailedTerm[] | null {
  const kind = kindOf(term);
  if (!kind) return null;
  const order = tableOrder.indexOf(term.term);
  return [{ need: kind.need(term, view), opensAt: opensAt(term, view), order }];
}

/** The first instant after now at which the term is true if nobody scans in between. */
function opensAt(term: Term, view: RuleView): Instant | null {
  const turns = kindOf(term)?.turns(term, view) ?? [];
  const ahead = turns.filter((at) => at > view.now).sort((a, b) => a - b);
  return ahead.find((at) => holds(term, { ...view, now: at }) === true) ?? null;
}

function byNearness(a: FailedTerm, b: FailedTerm): number {
  return byInstant(a.opensAt ?? Infinity, b.opensAt ?? Infinity) || a.order - b.order;
}

/** A set comes true when the last of its terms does. */
function bySet(a: readonly FailedTerm[], b: readonly FailedTerm[]): number {
  return (
    a.length - b.length ||
    byInstant(lastOpening(a), lastOpening(b)) ||
    (a[0]?.order ?? 0) - (b[0]?.order ?? 0)
  );
}

function lastOpening(set: readonly FailedTerm[]): number {
  return Math.max(...set.map(({ opensAt }) => opensAt ?? Infinity));
}

/** Two infinities are equal, which their difference is not. */
function byInstant(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
