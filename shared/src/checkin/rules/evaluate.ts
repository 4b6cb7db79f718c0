import { unreachable } from '../unreachable.js';
import type { Comparison, Rule, Term } from './rule.js';
import type { Test } from './term-kinds.js';
import { kindOf } from './terms.js';
import type { RuleView } from './view.js';

/** `unknown` where a term decides that this build does not know. */
export type Truth = boolean | 'unknown';

/** Deeper than any rule that a person builds; a rule from outside must not exhaust the stack. */
export const DEEPEST = 32;

export type TermTruth = (term: Term) => Truth;

export function evaluate(rule: Rule, view: RuleView): Truth {
  return truthOf(rule, (term) => holds(term, view));
}

/** What a rule amounts to when its terms have these truths: `unknown` only where no other term settles it. */
export function truthOf(rule: Rule, termTruth: TermTruth, depth = 0): Truth {
  if (depth > DEEPEST) return 'unknown';
  const parts = partsOf(rule);
  if (parts === null) return termTruth(rule as Term);
  const settles = !('all' in rule);
  let result: Truth = !settles;
  for (const part of parts) {
    const truth = truthOf(part, termTruth, depth + 1);
    if (truth === settles) return settles;
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** The parts of `all` and `any`; null for a term, and for what a newer build may have put in its place. */
export function partsOf(rule: Rule): readonly Rule[] | null {
  const { all, any }: { readonly all?: unknown; readonly any?: unknown } = Object(rule);
  const parts = all ?? any;
  return Array.isArray(parts) ? parts : null;
}

export function holds(term: Term, view: RuleView): Truth {
  const kind = kindOf(term);
  if (!kind) return 'unknown';
  const operand = kind.operand(term, view);
  const test = kind.test(term, view);
  return operand !== null && test !== null && passes(operand, test);
}

function passes(operand: string | number, test: Test): boolean {
  if (test.kind === 'in') return test.values.includes(operand);
  return typeof operand === 'number' && compares(operand, test.is, test.value);
}

function compares(left: number, is: Comparison, right: number): boolean {
  switch (is) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '=':
      return left === right;
    case '>=':
      return left >= right;
    case '>':
      return left > right;
    default:
      return unreachable(is);
  }
}

/** Whether another time of day could turn the rule: a phone that is unsure of the time does not refuse by it. */
export function couldHoldAtAnotherTime(rule: Rule, view: RuleView): boolean {
  return truthOf(rule, (term) => (kindOf(term)?.isTimed(term) ? true : holds(term, view))) !== false;
}

/** The most that a wrong time could change about the rule. */
export function clockOf(rule: Rule | null): 'none' | 'day' | 'time' {
  if (rule === null) return 'none';
  const clocks = new Set<string>();
  truthOf(rule, (term) => {
    clocks.add(kindOf(term)?.clock ?? 'time');
    // Undecided, so that every term is asked.
    return 'unknown';
  });
  if (clocks.has('time')) return 'time';
  return clocks.has('day') ? 'day' : 'none';
}
