import { expect, it } from 'vitest';
import { eventDays } from './event-days.js';

it('names the days on which the event takes place, by its own clock', () => {
  const event = {
    startsAt: '2027-05-03T22:30:00Z',
    endsAt: '2027-05-05T20:00:00Z',
    timeZone: 'Europe/Berlin',
  };
  expect(eventDays(event, [])).toEqual(['2027-05-04', '2027-05-05']);
  expect(eventDays({ ...event, endsAt: null }, ['2027-06-01'])).toEqual(['2027-05-04', '2027-06-01']);
});
