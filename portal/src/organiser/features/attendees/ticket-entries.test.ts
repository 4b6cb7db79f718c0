import { describe, expect, it } from 'vitest';
import { checkEntries } from '../../../forms/check-entries.js';
import { doorStateEntriesOf, doorStateOf, doorStateSchema, shutsOut } from './door-state-entries.js';
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
  payment: 'unpaid' as const,
  entries: 3,
  attention: true,
  answersMissing: true,
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

describe('what the door knows of a ticket', () => {
  it('is sent where it was changed, and stays where somebody else may have changed it since', () => {
    for (const entries of [0, 3, 255]) {
      const before = { ...ticket, entries };
      const shown = doorStateEntriesOf(before);
      expect(doorStateOf(before, shown)).toEqual({});
      expect(doorStateOf(before, { ...shown, state: 'held' })).toEqual({ state: 'held' });
      expect(doorStateOf(before, { ...shown, noLimit: false, entries: '4' })).toEqual({ entries: 4 });
    }
    const shown = doorStateEntriesOf(ticket);
    expect(doorStateOf(ticket, { ...shown, noLimit: true })).toEqual({ entries: 255 });
    expect(doorStateOf(ticket, { ...shown, asksQuestions: false })).toEqual({ answersMissing: false });
  });

  it('has entries from one to 254; who means no limit ticks that', () => {
    const problem = (entries: string) =>
      checkEntries(doorStateSchema, { ...doorStateEntriesOf(ticket), entries })['entries']?.code;
    expect(['', '1', '254', '0', '255', '1.5', 'x'].map(problem)).toEqual([
      ...[undefined, undefined, undefined],
      ...['minimum', 'maximum', 'type', 'type'],
    ]);
  });

  it('asks before it shuts somebody out, and not before it lets somebody in', () => {
    const paid = { ...ticket, payment: 'paid' as const };
    expect(shutsOut(paid, { state: 'held' })).toBe(true);
    expect(shutsOut(paid, { payment: 'unpaid' })).toBe(true);
    expect(shutsOut(paid, { payment: 'good-though-unpaid' })).toBe(false);
    expect(shutsOut({ ...paid, state: 'held' }, { state: 'good' })).toBe(false);
    expect(shutsOut(ticket, {})).toBe(false);
  });
});
