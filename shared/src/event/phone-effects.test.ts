import { describe, expect, test } from 'vitest';
import { classEffects, type ListFacts, listEffects } from './phone-effects.js';

const list: ListFacts = {
  classes: [1, 2],
  gateIds: ['a', 'b'],
  entry: 'single',
  maxEntries: null,
  rotation: 'off',
  activeFrom: null,
  activeUntil: '2027-07-02T00:00:00Z',
};

describe('an edit of an access list', () => {
  test('of an event that is not published means nothing for phones', () => {
    expect(listEffects(false, list, null)).toEqual([]);
  });

  test('that is new only has to arrive', () => {
    expect(listEffects(true, null, list)).toEqual(['next_sync']);
  });

  test('that is deleted takes entry from the types on it', () => {
    expect(listEffects(true, list, null)).toEqual(['next_sync', 'class_loses_entry']);
    expect(listEffects(true, { ...list, classes: [] }, null)).toEqual(['next_sync']);
  });

  test.each<[string, Partial<ListFacts>, string[]]>([
    ['nothing else', {}, []],
    ['one type more', { classes: [1, 2, 3] }, []],
    ['one type less', { classes: [2] }, ['class_loses_entry']],
    ['one gate less', { gateIds: ['a'] }, ['gate_closed']],
    ['one gate more', { gateIds: ['a', 'b', 'c'] }, []],
    ['every gate', { gateIds: [] }, []],
    ['rotation preferred', { rotation: 'preferred' }, []],
    ['rotation required', { rotation: 'required' }, ['static_codes_refused']],
    ['another way of entry', { entry: 're-entry' }, ['earlier_entries_count']],
    ['a limit of entries', { maxEntries: 2 }, ['earlier_entries_count']],
    ['a start', { activeFrom: '2027-07-01T00:00:00Z' }, ['window_narrowed']],
    ['an earlier end', { activeUntil: '2027-07-01T23:59:59Z' }, ['window_narrowed']],
    ['the same end written in another zone', { activeUntil: '2027-07-02T02:00:00+02:00' }, []],
    ['no end', { activeUntil: null }, []],
  ])('with %s', (_name, changes, effects) => {
    expect(listEffects(true, list, { ...list, ...changes })).toEqual(['next_sync', ...effects]);
  });

  test('from every gate to named gates closes the others', () => {
    expect(listEffects(true, { ...list, gateIds: [] }, list)).toEqual(['next_sync', 'gate_closed']);
  });
});

describe('an edit of a ticket type', () => {
  const always = { validFrom: null, validUntil: null };
  const july = { validFrom: '2027-07-01T00:00:00Z', validUntil: '2027-08-01T00:00:00Z' };

  test('of a draft means nothing, a new or deleted type only has to arrive', () => {
    expect(classEffects(false, always, july)).toEqual([]);
    expect(classEffects(true, null, july)).toEqual(['next_sync']);
    expect(classEffects(true, july, null)).toEqual(['next_sync']);
  });

  test('leaves codes valid and says when the time gets shorter', () => {
    expect(classEffects(true, july, always)).toEqual(['next_sync', 'codes_stay']);
    expect(classEffects(true, always, july)).toEqual(['next_sync', 'codes_stay', 'window_narrowed']);
    expect(classEffects(true, july, { ...july, validUntil: null })).toEqual(['next_sync', 'codes_stay']);
  });
});
