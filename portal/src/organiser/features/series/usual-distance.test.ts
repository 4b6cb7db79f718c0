import { expect, it } from 'vitest';
import { usualDistance } from './usual-distance.js';

const day = 86_400_000;
const hour = day / 24;
const at = (...days: number[]) => days.map((each) => each * day);

it('takes a week for a date alone, and what was between two', () => {
  expect(usualDistance(at(3))).toBe(7 * day);
  expect(usualDistance(at(3, 5))).toBe(2 * day);
});

it('goes on with Thursday after Thursday, Friday and Saturday', () => {
  expect(usualDistance(at(0, 1, 2, 7, 8))).toBe(day);
  expect(usualDistance(at(0, 1, 2, 7, 8, 9))).toBe(5 * day);
});

it('goes on with the afternoon of the next day after an afternoon and an evening', () => {
  const shows = [0, 1].flatMap((each) => [each * day + 15 * hour, each * day + 20 * hour]);
  expect(usualDistance(shows)).toBe(19 * hour);
});

it('forgives a week that was left out, and two dates at the same time', () => {
  expect(usualDistance(at(0, 7, 14, 28))).toBe(7 * day);
  expect(usualDistance(at(0, 0, 7))).toBe(7 * day);
});
