import { expect, it } from 'vitest';
import { movedBy, proposedDate } from './next-date.js';

const timeZone = 'Europe/Berlin';

it('proposes the wall clock of the last date a week later, also over the end of summer time', () => {
  const last = { startsAt: '2027-10-28T18:00:00Z', endsAt: '2027-10-28T21:30:00Z' };
  const copied = { ...last, admissionAt: '2027-10-28T17:00:00Z', timeZone };
  expect(proposedDate({ dates: [last], copied })).toEqual({
    startsAt: '2027-11-04T20:00',
    endsAt: '2027-11-04T23:30',
    admissionAt: '2027-11-04T19:00',
    name: '',
  });
});

it('leaves empty what the dates do not have', () => {
  const alone = { startsAt: '2027-06-01T18:00:00Z', endsAt: null };
  const proposed = proposedDate({ dates: [alone], copied: { ...alone, admissionAt: null, timeZone } });
  expect(proposed).toMatchObject({ startsAt: '2027-06-08T20:00', endsAt: '', admissionAt: '' });
});

it('goes on from the last date, with the admission of the one that is copied', () => {
  const first = { startsAt: '2027-06-01T18:00:00Z', endsAt: '2027-06-01T20:00:00Z' };
  const last = { startsAt: '2027-06-03T16:00:00Z', endsAt: '2027-06-03T19:00:00Z' };
  const copied = { ...first, admissionAt: '2027-06-01T17:30:00Z', timeZone };
  expect(proposedDate({ dates: [first, last], copied })).toMatchObject({
    startsAt: '2027-06-05T16:00',
    endsAt: '2027-06-05T19:00',
    admissionAt: '2027-06-05T15:30',
  });
});

it('moves nothing that is not there', () => {
  expect(movedBy('', 1000)).toBe('');
  expect(movedBy('2027-06-01T18:00', Number.NaN)).toBe('');
});
