import { expect, it } from 'vitest';
import { checkEntries } from '../../../forms/check-entries.js';
import { entriesOf, fieldsOf, ticketSchema } from './ticket-entries.js';

const ticketTypeId = '01890000-0000-7000-8000-000000000001';
const ticket = {
  id: '01890000-0000-7000-8000-000000000002',
  ticketTypeId,
  state: 'good' as const,
  test: false,
  name: 'نور الهدى',
  firstName: null,
  lastName: null,
  email: 'nour@example.org',
  language: 'ar',
  orderReference: 'A1',
  seat: null,
  note: null,
  texts: ['Vegetarian', 'Table 4'],
  validFrom: '2027-05-03T16:30:00.000Z',
  validUntil: null,
  externalId: null,
  parentId: '01890000-0000-7000-8000-000000000003',
  attention: true,
  barcodes: ['4006381333931', 'X-2'],
  generation: 2,
  createdAt: '2027-01-01T00:00:00.000Z',
  updatedAt: '2027-01-01T00:00:00.000Z',
};

it('shows a ticket by the clock of its event and sends back what it was', () => {
  const entries = entriesOf(ticket, 'Europe/Berlin', '');
  expect(entries).toMatchObject({
    validFrom: '2027-05-03T18:30',
    text2: 'Table 4',
    text3: '',
    barcodes: '4006381333931\nX-2',
  });
  expect(ticket).toMatchObject(fieldsOf(entries, 'Europe/Berlin'));
});

it('sends nothing for what was left empty', () => {
  const entries = {
    ...entriesOf(undefined, 'UTC', ticketTypeId),
    name: ' Ada ',
    text3: ' last ',
    seat: '  ',
  };
  expect(fieldsOf(entries, 'UTC')).toMatchObject({
    name: 'Ada',
    ticketTypeId,
    email: null,
    language: null,
    seat: null,
    texts: ['last'],
    barcodes: [],
    parentId: null,
  });
});

it('asks for a name and a ticket type, and knows the limits of the API', () => {
  const entries = { ...entriesOf(undefined, 'UTC', ''), email: 'nobody', text2: 'x'.repeat(201) };
  expect(checkEntries(ticketSchema(true), entries)).toEqual({
    name: { code: 'required' },
    ticketTypeId: { code: 'required' },
    email: { code: 'format.email' },
    text2: { code: 'maxLength', limit: 200 },
  });
});
