import { expect, it } from 'vitest';
import { backoffMs } from './backoff.js';

const almostOne = () => 1 - Number.EPSILON;

it('doubles what it may wait, up to ten seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 2000].map((failures) => backoffMs(failures, almostOne))).toEqual([
    499, 999, 1999, 3999, 7999, 9999, 9999, 9999,
  ]);
});

it('may wait nothing at all', () => {
  expect(backoffMs(9, () => 0)).toBe(0);
});

it('spreads phones over the whole of it', () => {
  const waits = Array.from({ length: 1000 }, () => backoffMs(9, Math.random));
  const quarters = new Set(waits.map((wait) => Math.floor(wait / 2500)));
  expect(quarters).toEqual(new Set([0, 1, 2, 3]));
});
