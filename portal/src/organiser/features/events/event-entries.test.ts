import { formSchemas } from '@gatehouse/shared/api';
import { expect, it } from 'vitest';
import { checkEntries } from '../../../forms/check-entries.js';
import { entriesOf, fieldsOf } from './event-entries.js';

const typed = {
  ...entriesOf(undefined, 'Asia/Tokyo'),
  name: ' Night ',
  place: 'Harbour',
  startsAt: '2027-05-03T18:30',
};

it('takes the times for the clock of the zone that was chosen last', () => {
  expect(fieldsOf({ ...typed, timeZone: 'Europe/Berlin' })).toEqual({
    name: 'Night',
    place: 'Harbour',
    timeZone: 'Europe/Berlin',
    startsAt: '2027-05-03T16:30:00.000Z',
    endsAt: null,
    admissionAt: null,
  });
});

it('leaves the address of a new event to the server, and needs one for an event that has it', () => {
  expect(fieldsOf(typed)).not.toHaveProperty('slug');
  expect(checkEntries(formSchemas.newEvent, typed)).toEqual({});
  expect(checkEntries(formSchemas.eventChanges, typed)).toEqual({ slug: { code: 'required' } });
  expect(checkEntries(formSchemas.eventChanges, { ...typed, slug: 'Night!' })).toEqual({
    slug: { code: 'pattern' },
  });
});
