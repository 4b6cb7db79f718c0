import { expect, it } from 'vitest';
import { periodOf } from './period.js';

const event = { startsAt: '2027-07-01T18:00:00Z', endsAt: '2027-07-02T02:00:00Z' };

it('looks back from now while the event is to come or on, and asks for the same all hour', () => {
  const on = { from: '2027-06-24T21:00:00.000Z' };
  expect(periodOf(event, new Date('2027-07-01T20:00:00Z'))).toEqual(on);
  expect(periodOf(event, new Date('2027-07-01T20:59:59Z'))).toEqual(on);
});

it('stays with an event that is long over', () => {
  const past = { from: '2027-06-26T02:00:00.000Z', until: '2027-07-03T02:00:00.000Z' };
  expect(periodOf(event, new Date('2028-01-01T00:00:00Z'))).toEqual(past);
  expect(periodOf({ ...event, endsAt: null }, new Date('2028-01-01T00:00:00Z')).until).toBe(
    '2027-07-02T18:00:00.000Z',
  );
});
