import { expect, test } from 'vitest';
import { nextSteps } from './next-steps.js';

const key = { number: 2, fingerprint: '0123456789abcdef', since: '2027-07-03T16:00:00.000Z' };

test('a succession has one next step, and the way out of a leak is always there', () => {
  expect(nextSteps({ successor: null, retired: null })).toEqual(['replace', 'announce']);
  expect(nextSteps({ successor: key, retired: null })).toEqual(['replace', 'change_over']);
  expect(nextSteps({ successor: null, retired: key })).toEqual(['replace', 'end_overlap']);
});
