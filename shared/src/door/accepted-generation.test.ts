import { expect, test } from 'vitest';
import { decide } from '../checkin/index.js';
import { factsOf, type Given, nowOf, policyOf } from '../checkin/test/vectors.js';
import { acceptedGeneration } from './accepted-generation.js';

function accepted(given: Given) {
  const facts = factsOf(given);
  return acceptedGeneration(facts, decide(facts, policyOf(given), nowOf(given)));
}

const events = (status: string) => [{ id: 7, keys: [{ kid: 1, status }] }];
const newer = { code: { generation: 2 }, list: { notOnList: 'admit' } };

test('a newer genuine code that is let in kills the older ones', () => {
  expect(accepted({ ...newer, policy: { events: events('active') } })).toEqual({
    ticket: 't1',
    generation: 2,
  });
});

test.each(['list-only', 'dead'])('by a key that is %s none does, neither in nor out', (status) => {
  for (const direction of ['in', 'out']) {
    expect(accepted({ ...newer, scan: { direction }, policy: { events: events(status) } })).toBeNull();
  }
});

test('an exit by a good key does', () => {
  const given = { ...newer, scan: { direction: 'out' }, policy: { events: events('active') } };
  expect(accepted(given)).toEqual({ ticket: 't1', generation: 2 });
});
