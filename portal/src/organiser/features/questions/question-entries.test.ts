import { formSchemas } from '@gatehouse/shared/api';
import { expect, it } from 'vitest';
import { Problem } from '../../../api/problem.js';
import { checkEntries } from '../../../forms/check-entries.js';
import { moved } from './move-buttons.js';
import { entriesOf, fieldsOf, refuseFaulty } from './question-entries.js';

const question = {
  id: 'q',
  name: 'T-shirt',
  label: 'T-shirt',
  hint: 'It is a present',
  kind: 'several' as const,
  mode: 'asked' as const,
  required: true,
  ticketTypeIds: ['t'],
  accessListIds: ['l'],
  options: [
    { id: 's', label: 'Small' },
    { id: 'l', label: 'Large' },
  ],
  min: 1,
  max: 2,
  position: 3,
};

const optionsText = (...labels: string[]) =>
  JSON.stringify(labels.map((label, id) => ({ id: `${id}`, label })));

/** What the form says of these entries, by entry. */
function refusal(changes: Partial<ReturnType<typeof entriesOf>>): Record<string, string> {
  try {
    refuseFaulty(fieldsOf({ ...entriesOf(question), ...changes }, true));
    return {};
  } catch (thrown) {
    const fields = thrown instanceof Problem ? thrown.fields : [];
    return Object.fromEntries(fields.map(({ field, code }) => [field, code]));
  }
}

it('shows a question and sends back what it was', () => {
  const { id: _id, name: _name, position: _position, ...fields } = question;
  expect(fieldsOf(entriesOf(question), false)).toEqual(fields);
});

it('leaves behind what another kind had', () => {
  const entries = { ...entriesOf(question), kind: 'yes_no' };
  expect(fieldsOf(entries, true)).toMatchObject({ options: [], min: null, max: null });
});

it('asks nothing of a question that is only shown', () => {
  const entries = { ...entriesOf(undefined), label: 'Wristband?', kind: 'choice', mode: 'shown', min: '3' };
  expect(fieldsOf(entries, true)).toMatchObject({ kind: 'text', required: false, options: [], min: null });
  refuseFaulty(fieldsOf(entries, true));
});

it('names what does not fit before anything is sent', () => {
  expect(refusal({})).toEqual({});
  expect(refusal({ options: '[]', min: '', max: '' })).toEqual({ options: 'events.needs_options' });
  expect(refusal({ options: optionsText('Small', ' ') })).toEqual({ options: 'events.empty_option' });
  expect(refusal({ options: optionsText('Small', ' Small') })).toEqual({ options: 'events.twice' });
  expect(refusal({ min: '2', max: '1' })).toEqual({ max: 'events.below_min' });
  expect(refusal({ min: '3' })).toMatchObject({ min: 'events.out_of_range' });
  expect(refusal({ min: '1.5' })).toEqual({ min: 'events.not_whole' });
});

it('holds its entries to the limits of the API', () => {
  const entries = { ...entriesOf(undefined), label: '', kind: 'drawing', max: 'many' };
  expect(checkEntries(formSchemas.question, entries)).toEqual({
    label: { code: 'required' },
    kind: { code: 'enum' },
    max: { code: 'type' },
  });
});

it('moves one question past another, and nothing past the ends', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});
