import { DEEPEST, partsOf } from './evaluate.js';
import type { Comparison, Rule, Term } from './rule.js';
import { joinParts, part, type SqlPart, text } from './sql-part.js';
import type { Test } from './term-kinds.js';
import { kindOf } from './terms.js';
import type { RuleGround } from './view.js';

/**
 * A rule as a condition over a row of `door`, whose columns are `ticket_type` and `variation` (text), `entries`
 * (bigint[]: when the standing entries were, ascending) and `inside` (boolean). It is true where `evaluate` says
 * true, false where it says false, and null where it says `unknown`: SQL joins nulls by the same table.
 */
export function ruleSql(rule: Rule, ground: RuleGround, depth = 0): SqlPart {
  if (depth > DEEPEST) return text('null::boolean');
  const parts = partsOf(rule);
  if (parts === null) return termSql(rule as Term, ground);
  const isAll = 'all' in rule;
  if (parts.length === 0) return text(isAll ? 'true' : 'false');
  const joined = joinParts(
    parts.map((each) => ruleSql(each, ground, depth + 1)),
    isAll ? ' and ' : ' or ',
  );
  return part`(${joined})`;
}

function termSql(term: Term, ground: RuleGround): SqlPart {
  const kind = kindOf(term);
  if (!kind) return text('null::boolean');
  const operand = kind.sql(term, ground);
  const test = kind.test(term, ground);
  return operand === null || test === null ? text('false') : testSql(operand, test);
}

/** A missing operand and a missing test are both false. */
function testSql(operand: SqlPart, test: Test): SqlPart {
  if (test.kind === 'compare')
    return Number.isNaN(test.value)
      ? text('false')
      : part`coalesce(${operand} ${operators[test.is]} ${test.value}::numeric, false)`;
  if (test.values.length === 0) return text('false');
  const names = test.values.filter((value) => typeof value === 'string');
  const numbers = test.values.filter((value) => typeof value === 'number');
  return names.length > 0
    ? part`coalesce(${operand} = any(${names}::text[]), false)`
    : part`coalesce(${operand} = any(${numbers}::numeric[]), false)`;
}

const operators: Readonly<Record<Comparison, SqlPart>> = {
  '<': text('<'),
  '<=': text('<='),
  '=': text('='),
  '>=': text('>='),
  '>': text('>'),
};
