import { expect, it } from 'vitest';
import { entriesOf, fieldsOf, typeColours } from './ticket-type-entries.js';

const type = {
  id: 't',
  class: 3,
  name: 'Day ticket',
  label: 'DAY',
  colour: '#1f6feb',
  texts: ['Green wristband', 'Hall 2'],
  zoneIds: ['z'],
  validFrom: '2027-05-03T16:30:00.000Z',
  validUntil: null,
};

it('shows a type in the zone of its event and sends back what it was', () => {
  const entries = entriesOf(type, 'Europe/Berlin', [type]);
  expect(entries).toMatchObject({
    validFrom: '2027-05-03T18:30',
    validUntil: '',
    text1: 'Green wristband',
    text2: 'Hall 2',
    text3: '',
  });
  const { id: _id, class: _class, ...fields } = type;
  expect(fieldsOf(entries, 'Europe/Berlin')).toEqual(fields);
});

it('gives a new type a colour that no other has, for as long as there is one', () => {
  expect(entriesOf(undefined, 'UTC', [type]).colour).toBe(typeColours[1]);
  const all = typeColours.map((colour) => ({ ...type, colour }));
  expect(entriesOf(undefined, 'UTC', all).colour).toBe(typeColours[0]);
});
