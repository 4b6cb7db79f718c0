import { listEffects } from '@gatehouse/shared/event';
import { expect, it } from 'vitest';
import { readEffects } from './read-effects.js';

const list = {
  classes: [0, 1],
  gateIds: [],
  entry: 'single',
  maxEntries: null,
  rotation: 'off',
  activeFrom: null,
  activeUntil: null,
};

it('tells what takes something away before what reassures', () => {
  const effects = listEffects(true, list, {
    ...list,
    classes: [0],
    gateIds: ['g'],
    entry: 'multiple',
    rotation: 'required',
    activeUntil: '2027-05-03T18:30:00Z',
  });
  expect(readEffects(effects)).toEqual([
    'class_loses_entry',
    'gate_closed',
    'static_codes_refused',
    'window_narrowed',
    'earlier_entries_count',
    'next_sync',
  ]);
});

it('passes over a code that a newer server knows', () => {
  expect(readEffects(['next_sync', 'doors_repainted'])).toEqual(['next_sync']);
});
