import { expect, it } from 'vitest';
import { setUpOf } from './set-up-steps.js';

const types = [{ class: 0 }, { class: 1 }];
const gates = [{ id: 'g' }];

it('finds nothing set up in the beginning', () => {
  expect(setUpOf({ types: [], gates: [], lists: [] })).toEqual({ type: false, gate: false, list: false });
});

it('is content when every type is on some list', () => {
  const lists = [
    { classes: [0], gateIds: [] },
    { classes: [1], gateIds: ['g'] },
  ];
  expect(setUpOf({ types, gates, lists })).toEqual({ type: true, gate: true, list: true });
});

it('sees a ticket type that would be refused everywhere, and a list without a gate', () => {
  const lists = [{ classes: [0], gateIds: [] }];
  expect(setUpOf({ types, gates, lists }).list).toBe(false);
  expect(setUpOf({ types: [{ class: 0 }], gates: [], lists }).list).toBe(false);
});
