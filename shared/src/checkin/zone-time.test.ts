import { describe, expect, it } from 'vitest';
import {
  dateOf,
  dayOf,
  instantOf,
  nextTimeOfDay,
  timeOnDay,
  weekdayOf,
  type ZoneOffsets,
} from './zone-time.js';

const at = (text: string) => Date.parse(text);
const berlin: ZoneOffsets = [
  [at('2026-10-25T01:00:00Z'), 60],
  [at('2027-03-28T01:00:00Z'), 120],
  [at('2027-10-31T01:00:00Z'), 60],
];
const wall = (text: string) => new Date(instantOf(at(`${text}Z`), berlin)).toISOString();

describe('the instant of a wall clock', () => {
  it.each([
    ['2027-01-10T12:00', '2027-01-10T11:00:00.000Z'],
    ['2027-05-03T18:00', '2027-05-03T16:00:00.000Z'],
    ['2026-07-01T12:00', '2026-07-01T11:00:00.000Z'],
  ])('%s is %s', (text, expected) => expect(wall(text)).toBe(expected));

  it('is the first after the gap for a time that the clock skips', () => {
    expect(wall('2027-03-28T02:00')).toBe('2027-03-28T01:00:00.000Z');
    expect(wall('2027-03-28T02:30')).toBe('2027-03-28T01:00:00.000Z');
    expect(wall('2027-03-28T03:00')).toBe('2027-03-28T01:00:00.000Z');
    expect(wall('2027-03-28T01:59')).toBe('2027-03-28T00:59:00.000Z');
  });

  it('is the first one for a time that comes twice', () => {
    expect(wall('2027-10-31T02:30')).toBe('2027-10-31T00:30:00.000Z');
    expect(wall('2027-10-31T03:00')).toBe('2027-10-31T02:00:00.000Z');
  });

  it('is in UTC without offsets', () => {
    expect(instantOf(at('2027-05-03T18:00:00Z'), [])).toBe(at('2027-05-03T18:00:00Z'));
  });
});

describe('the day of an event', () => {
  const calendar = { offsets: berlin, dayStartsAt: '06:00' };
  const dateAt = (text: string) => dateOf(dayOf(at(text), calendar));

  it('starts at its hour', () => {
    expect(dateAt('2027-05-04T03:59:59Z')).toBe('2027-05-03');
    expect(dateAt('2027-05-04T04:00:00Z')).toBe('2027-05-04');
  });

  it('holds its own small hours', () => {
    const day = dayOf(at('2027-05-03T16:00:00Z'), calendar);
    expect(timeOnDay(day, '05:59', calendar)).toBe(at('2027-05-04T03:59:00Z'));
    expect(timeOnDay(day, '06:00', calendar)).toBe(at('2027-05-03T04:00:00Z'));
  });

  it('knows its weekday, before 1970 too', () => {
    expect([0, 4, -1, -4].map(weekdayOf)).toEqual([4, 1, 3, 7]);
  });

  it('finds the next time of a day over a change of clocks', () => {
    const next = (text: string, time: string) =>
      new Date(nextTimeOfDay(time, at(text), berlin)).toISOString();
    expect(next('2027-05-03T16:00:00Z', '18:00')).toBe('2027-05-04T16:00:00.000Z');
    expect(next('2027-05-03T15:59:59Z', '18:00')).toBe('2027-05-03T16:00:00.000Z');
    expect(next('2027-03-27T10:00:00Z', '02:30')).toBe('2027-03-28T01:00:00.000Z');
  });

  it('has no time that is none', () => {
    expect(timeOnDay(0, '25:00', calendar)).toBeNaN();
  });
});
