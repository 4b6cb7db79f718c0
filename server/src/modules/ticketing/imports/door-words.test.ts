import { expect, test } from 'vitest';
import { readDoorWords, stateAfter } from './door-words.js';

test.each([
  [{}, undefined, {}],
  [{ paid: 'Yes' }, undefined, { payment: 'paid' }],
  [{ paid: 'unbezahlt' }, undefined, { payment: 'unpaid' }],
  [{ paid: 'good_though_unpaid' }, undefined, { payment: 'good-though-unpaid' }],
  [{ approved: 'nein' }, 'unapproved', {}],
  [{ approved: 'SÍ' }, 'approved', {}],
  [{ entries: '3', attention: 'oui' }, undefined, { entries: 3, attention: true }],
  [{ entries: 'unlimited', attention: 'no' }, undefined, { entries: 255, attention: false }],
  [{ status: 'Pending' }, 'approved', { payment: 'unpaid' }],
  [{ status: 'AWAITING_PAYMENT' }, undefined, { payment: 'unpaid' }],
  [{ status: 'Refunded', paid: 'no' }, 'cancelled', { payment: 'unpaid' }],
  [{ status: 'approval pending', paid: 'yes' }, 'unapproved', { payment: 'paid' }],
  [{ status: 'pending', paid: 'yes', approved: 'no' }, 'unapproved', { payment: 'paid' }],
  [{ status: 'held' }, 'held', {}],
  [{ status: 'whatever' }, undefined, {}],
])('%j', (values, saidState, marks) => {
  expect(readDoorWords(values)).toEqual({ saidState, marks });
});

test.each([
  ['paid', 'maybe'],
  ['approved', 'x'],
  ['entries', '256'],
  ['entries', '-1'],
  ['entries', '1.5'],
  ['attention', 'perhaps'],
])('%s: %s is an error of the row', (field, text) => {
  expect(() => readDoorWords({ [field]: text })).toThrow(expect.objectContaining({ code: field }));
});

test('what shuts a ticket out is not changed into something else that does, and never undone by a list', () => {
  expect(stateAfter('good', 'unapproved')).toBe('unapproved');
  expect(stateAfter('unapproved', 'approved')).toBe('good');
  for (const before of ['blocked', 'held', 'cancelled'] as const) {
    expect(stateAfter(before, 'approved')).toBe(before);
    expect(stateAfter(before, 'unapproved')).toBe(before);
    expect(stateAfter(before, 'cancelled')).toBe('cancelled');
  }
});
