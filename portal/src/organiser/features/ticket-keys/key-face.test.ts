import { createTranslator, loadCatalogue } from '@gatehouse/shared/i18n';
import { expect, test } from 'vitest';
import { faceOf } from './key-face.js';
import type { TicketKey } from './ticket-key-api.js';

const t = createTranslator('en', await loadCatalogue('en', ['portal']));
const now = new Date('2027-07-03T16:00:00Z');
const key: TicketKey = {
  id: '0192f0aa-0000-7000-8000-000000000001',
  kid: 1,
  test: false,
  status: 'active',
  usableFrom: '2027-07-03T16:00:00Z',
  signs: true,
  publicKey: '',
  tickets: 0,
  createdAt: '2027-07-02T16:00:00Z',
};
const faceOn = (fields: Partial<TicketKey>) =>
  faceOf({ ...key, ...fields }, { t, locale: 'en', timeZone: 'UTC' }, now);

test.each<[Partial<TicketKey>, string, string]>([
  [{}, 'Signs', 'portal.keys.activeAtDoor'],
  [{ signs: false }, 'Active', 'portal.keys.activeAtDoor'],
  [{ signs: false, status: 'list-only' }, 'List only', 'portal.keys.listOnlyAtDoor'],
  [{ signs: false, status: 'dead' }, 'Dead', 'portal.keys.deadAtDoor'],
])('%o is said', (fields, label, atDoor) => {
  expect(faceOn(fields)).toMatchObject({ label, atDoor });
});

test('one that is to come says when it signs', () => {
  const { label, atDoor } = faceOn({ signs: false, usableFrom: '2027-07-04T16:00:00Z' });
  expect(label).toMatch(/^Signs from .*4/);
  expect(atDoor).toBe('portal.keys.comingAtDoor');
});
