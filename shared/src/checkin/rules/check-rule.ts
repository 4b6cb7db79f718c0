import { partsOf } from './evaluate.js';
import type { Rule, Term, TermName } from './rule.js';
import { type FieldKindName, fieldKinds } from './term-fields.js';
import { terms } from './terms.js';

/** How large a rule may be that is saved. An organiser who needs more has two lists. */
export const ruleLimits = { depth: 5, terms: 50, parts: 20 } as const;

export type RuleProblemCode =
  | 'not_a_rule'
  | 'unknown_term'
  | 'wrong_value'
  | 'empty_group'
  | 'too_deep'
  | 'too_many';

export interface RuleProblem {
  readonly code: RuleProblemCode;
  /** Where in the rule: `all.0.in`; empty for the rule itself. */
  readonly path: string;
}

/** What is wrong with a rule that somebody wants to save; null: nothing. Says the same as `ruleSchema`. */
export function ruleProblem(rule: unknown): RuleProblem | null {
  const found = problemIn(rule, [], 1);
  if (found !== null) return found;
  return termsOf(rule as Rule).length > ruleLimits.terms ? { code: 'too_many', path: '' } : null;
}

export interface PlacedTerm {
  readonly term: Term;
  /** Where in the rule: `all.0`; empty for a rule that is one term. */
  readonly path: string;
}

/** All terms of a rule, from left to right. */
export function termsOf(rule: Rule, path = ''): PlacedTerm[] {
  const parts = partsOf(rule);
  if (parts === null) return [{ term: rule as Term, path }];
  const group = 'all' in rule ? 'all' : 'any';
  return parts.flatMap((part, index) => termsOf(part, `${path === '' ? '' : `${path}.`}${group}.${index}`));
}

/** Kind of term → what it names → what that is called elsewhere. */
export type OtherNames = Readonly<Partial<Record<TermName, ReadonlyMap<string, string>>>>;

/** The same rule where things have other names; what has none keeps its own. */
export function renamed(rule: Rule, names: OtherNames): Rule {
  const parts = partsOf(rule);
  if (parts === null) return renamedTerm(rule as Term, names);
  const changed = parts.map((part) => renamed(part, names));
  return 'all' in rule ? { all: changed } : { any: changed };
}

function renamedTerm(term: Term, names: OtherNames): Term {
  const known = names[term.term];
  if (known === undefined || !('in' in term)) return term;
  return { ...term, in: term.in.map((name) => known.get(String(name)) ?? name) } as Term;
}

function problemIn(rule: unknown, path: readonly (string | number)[], depth: number): RuleProblem | null {
  const problem = (code: RuleProblemCode, at = path) => ({ code, path: at.join('.') });
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return problem('not_a_rule');
  if ('term' in rule) return problemOfTerm({ ...rule }, path);
  const [group, ...others] = Object.keys(rule);
  const parts: unknown = Object.values(rule)[0];
  if ((group !== 'all' && group !== 'any') || others.length > 0 || !Array.isArray(parts))
    return problem('not_a_rule');
  if (parts.length === 0) return problem('empty_group');
  if (depth >= ruleLimits.depth) return problem('too_deep');
  if (parts.length > ruleLimits.parts) return problem('too_many');
  for (const [index, each] of parts.entries()) {
    const found = problemIn(each, [...path, group, index], depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function problemOfTerm(
  { term: name, ...fields }: { readonly [name: string]: unknown },
  path: readonly (string | number)[],
): RuleProblem | null {
  const shape = shapeOf(name);
  if (shape === null) return { code: 'unknown_term', path: [...path, 'term'].join('.') };
  const named = new Set([...Object.keys(shape.fields), ...Object.keys(fields)]);
  for (const field of named) {
    const kind = shape.fields[field];
    const isLeftOut = fields[field] === undefined && shape.optional.includes(field);
    if (!isLeftOut && (kind === undefined || !fieldKinds[kind].isAllowed(fields[field])))
      return { code: 'wrong_value', path: [...path, field].join('.') };
  }
  return null;
}

/** The fields of a term beside its name, for schemas and forms. */
export interface TermShape {
  readonly fields: Readonly<Record<string, FieldKindName>>;
  readonly optional: readonly string[];
}

/** @returns null for a term that this build does not know */
export function shapeOf(name: unknown): TermShape | null {
  if (typeof name !== 'string' || !Object.hasOwn(terms, name)) return null;
  const { fields, optional = [] }: { fields: TermShape['fields']; optional?: readonly string[] } =
    terms[name as TermName];
  return { fields, optional };
}

/** The names of all terms, in the order of the table. */
export const termNames = Object.keys(terms) as readonly TermName[];

/**
 * The JSON schema of a rule that may be saved, made of the table of terms. Its depth and the number of all terms
 * together are limits that it only tells in words.
 * @param reference how the schema names itself
 */
export function ruleSchema(reference: string): Readonly<Record<string, unknown>> {
  const group = (name: 'all' | 'any', description: string) => ({
    type: 'object',
    description,
    properties: {
      [name]: { type: 'array', items: { $ref: reference }, minItems: 1, maxItems: ruleLimits.parts },
    },
    required: [name],
    additionalProperties: false,
  });
  return {
    description: `Who may enter: a tree of at most ${ruleLimits.depth} levels with ${ruleLimits.terms} terms.`,
    anyOf: [
      group('all', 'Everything in it must hold.'),
      group('any', 'Something in it must hold.'),
      ...termNames.map(termSchema),
    ],
  };
}

function termSchema(name: TermName): object {
  const { fields, optional } = shapeOf(name) ?? { fields: {}, optional: [] };
  const properties = Object.entries(fields).map(([field, kind]) => [field, fieldKinds[kind].schema]);
  return {
    type: 'object',
    properties: { term: { type: 'string', const: name }, ...Object.fromEntries(properties) },
    required: ['term', ...Object.keys(fields).filter((field) => !optional.includes(field))],
    additionalProperties: false,
  };
}
