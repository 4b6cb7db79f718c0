import { describe, expect, it } from 'vitest';
import { instantToZoned, zonedToInstant } from './zoned-time.js';

describe('the wall clock of a zone', () => {
  it.each([
    ['2027-05-03T18:30', 'Europe/Berlin', '2027-05-03T16:30:00.000Z'],
    ['2027-01-03T18:30', 'Europe/Berlin', '2027-01-03T17:30:00.000Z'],
    ['2027-05-03T00:15', 'Asia/Kathmandu', '2027-05-02T18:30:00.000Z'],
    ['2027-05-03T23:59', 'America/Los_Angeles', '2027-05-04T06:59:00.000Z'],
    ['2027-07-01T12:00', 'UTC', '2027-07-01T12:00:00.000Z'],
  ])('%s in %s is %s, and back', (local, timeZone, instant) => {
    expect(zonedToInstant(local, timeZone)).toBe(instant);
    expect(instantToZoned(instant, timeZone)).toBe(local);
  });

  it('reads the hour that spring skips as if the clock had not moved', () => {
    expect(zonedToInstant('2027-03-28T02:30', 'Europe/Berlin')).toBe('2027-03-28T01:30:00.000Z');
  });

  it('takes the first of the two hours that autumn has', () => {
    expect(zonedToInstant('2027-10-31T02:30', 'Europe/Berlin')).toBe('2027-10-31T00:30:00.000Z');
    expect(zonedToInstant('2027-11-07T01:30', 'America/New_York')).toBe('2027-11-07T05:30:00.000Z');
  });
});
