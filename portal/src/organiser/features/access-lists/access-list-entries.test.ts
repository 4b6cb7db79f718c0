import { formSchemas } from '@gatehouse/shared/api';
import { expect, it } from 'vitest';
import { checkEntries } from '../../../forms/check-entries.js';
import { countOwnRules, entriesOf, fieldsOf } from './access-list-entries.js';

const list = {
  id: 'l',
  name: 'Main door',
  classes: [0, 12],
  gateIds: ['g'],
  entry: 're-entry' as const,
  maxEntries: 3,
  persons: 'group' as const,
  activeFrom: '2027-05-03T16:30:00.000Z',
  activeUntil: null,
  checkOutAt: '06:00',
  dayStartsAt: '05:00',
  includeUnpaid: true,
  addOnMatch: true,
  notOnList: 'confirm' as const,
  byHand: 'refuse' as const,
  byMedium: 'confirm' as const,
  rule: { term: 'inside', is: false } as const,
  rotation: 'required' as const,
};

it('shows a list in the zone of its event and sends back what it was', () => {
  const entries = entriesOf(list, 'Europe/Berlin');
  expect(entries).toMatchObject({ classes: ['0', '12'], activeFrom: '2027-05-03T18:30', activeUntil: '' });
  const { id: _id, ...fields } = list;
  expect(fieldsOf(entries, 'Europe/Berlin')).toEqual(fields);
});

it('counts the rules that somebody chose', () => {
  expect(countOwnRules(entriesOf(undefined, 'UTC'))).toBe(0);
  expect(countOwnRules({ ...entriesOf(undefined, 'UTC'), rotation: 'off', checkOutAt: '06:00' })).toBe(1);
  expect(countOwnRules(entriesOf(list, 'UTC'))).toBe(12);
});

it('sends no limit for a single entry, and midnight where the day is left empty', () => {
  const entries = { ...entriesOf(list, 'UTC'), entry: 'single', dayStartsAt: '' };
  expect(fieldsOf(entries, 'UTC')).toMatchObject({ maxEntries: null, dayStartsAt: '00:00' });
});

it('holds its entries to the limits of the API', () => {
  const entries = { ...entriesOf(list, 'UTC'), name: '', entry: 'twice', maxEntries: '255' };
  expect(checkEntries(formSchemas.accessList, entries)).toEqual({
    name: { code: 'required' },
    entry: { code: 'enum' },
    maxEntries: { code: 'maximum', limit: 254 },
  });
});
