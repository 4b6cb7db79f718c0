import { describe, expect, it } from 'vitest';
import { decide } from './index.js';
import { reasons } from './reasons.js';
import { factsOf, nowOf, policyOf, vectorFiles } from './test/vectors.js';

describe.each(vectorFiles)('the cases of %s', (_, vectors) => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))(
    '%s',
    (_name, { given, expect: expected }) => {
      expect(decide(factsOf(given), policyOf(given), nowOf(given))).toMatchObject(expected);
    },
  );
});

it('has cases for every reason', () => {
  const met = new Set(
    vectorFiles.flatMap(([, vectors]) =>
      vectors.map(({ given }) => decide(factsOf(given), policyOf(given), nowOf(given)).reason),
    ),
  );
  expect([...met].sort()).toEqual(Object.keys(reasons).sort());
});

it('has no two cases of one name', () => {
  const names = vectorFiles.flatMap(([, vectors]) => vectors.map(({ name }) => name));
  expect(names.length).toBeGreaterThanOrEqual(200);
  expect(new Set(names).size).toBe(names.length);
});

it('gives the same scan the same answer, whatever has become of the facts', () => {
  const answered = decide(factsOf(), policyOf(), nowOf());
  const later = { ...factsOf({ history: [{}], row: { state: 'cancelled' } }), answered };
  expect(decide(later, policyOf(), nowOf())).toBe(answered);
});
