import { expect, it } from 'vitest';
import { passSetUpOf, setUpOf } from './set-up-steps.js';

const types = [{ class: 0 }, { class: 1 }];
const gates = [{ id: 'g' }];
const phones = [{ status: 'waiting' }] as const;

it('finds nothing set up in the beginning', () => {
  expect(setUpOf({ types: [], gates: [], lists: [], phones: [] })).toEqual({
    type: false,
    gate: false,
    list: false,
    phone: false,
  });
});

it('is content when every type is on some list and a phone is paired', () => {
  const lists = [
    { classes: [0], gateIds: [] },
    { classes: [1], gateIds: ['g'] },
  ];
  const paired = [{ status: 'revoked' }, { status: 'active' }] as const;
  const setUp = setUpOf({ types, gates, lists, phones: paired });
  expect(setUp).toEqual({ type: true, gate: true, list: true, phone: true });
});

it('is content with a pass when each of its types gets in somewhere', () => {
  const of = (...listed: boolean[]) => passSetUpOf({ ticketTypes: listed.map((is) => ({ listed: is })) });
  expect(of()).toEqual({ type: false, list: false });
  expect(of(true, false)).toEqual({ type: true, list: false });
  expect(of(true, true)).toEqual({ type: true, list: true });
});

it('sees a ticket type that would be refused everywhere, and a list without a gate', () => {
  const lists = [{ classes: [0], gateIds: [] }];
  expect(setUpOf({ types, gates, lists, phones }).list).toBe(false);
  expect(setUpOf({ types: [{ class: 0 }], gates: [], lists, phones }).list).toBe(false);
});
