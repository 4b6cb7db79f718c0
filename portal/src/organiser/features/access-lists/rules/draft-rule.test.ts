import { type Rule, ruleProblem } from '@gatehouse/shared/checkin';
import { expect, it } from 'vitest';
import { groupOf, heldOf, newTerm, offeredTerms, withMore, withoutPart, withPart } from './draft-rule.js';

const inside: Rule = { term: 'inside', is: true };

it('builds a rule part by part, and holds nothing where nothing is asked', () => {
  const empty = groupOf('');
  expect(heldOf(empty)).toBe('');
  const two = withMore(withMore(empty, inside), { any: [inside] });
  expect(groupOf(heldOf(two))).toEqual({ all: [inside, { any: [inside] }] });
  expect(withPart(two, 1, inside)).toEqual({ all: [inside, inside] });
  expect(heldOf(withoutPart(withoutPart(two, 1), 0))).toBe('');
});

it('takes a rule of one condition as a group of one', () => {
  expect(groupOf(JSON.stringify(inside))).toEqual({ all: [inside] });
});

it('adds conditions that are whole, but for what has to be chosen', () => {
  const unfinished = offeredTerms.filter((name) => ruleProblem(newTerm(name)) !== null);
  expect(unfinished).toEqual(['ticket_type', 'gate', 'date', 'weekday', 'day']);
});
