import { expect, it } from 'vitest';
import { instantOf, localOf } from './local-time.js';

it('takes what is typed for the clock of the event and not of the reader', () => {
  expect(instantOf('2027-05-03T18:30', 'Asia/Kathmandu')).toBe('2027-05-03T12:45:00.000Z');
  expect(localOf('2027-05-03T12:45:00.000Z', 'Asia/Kathmandu')).toBe('2027-05-03T18:30');
});

it('has no instant for what is empty, half typed or beyond four digits of a year', () => {
  expect(['', '2027-05-03', '12027-05-03T18:30'].map((local) => instantOf(local, 'UTC'))).toEqual([
    null,
    null,
    null,
  ]);
  expect([localOf(null, 'UTC'), localOf(undefined, 'UTC')]).toEqual(['', '']);
});
