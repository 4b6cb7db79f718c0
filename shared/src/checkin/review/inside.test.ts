import { describe, expect, it } from 'vitest';
import { insideByList, insideByZone, type LogRow } from '../index.js';
import { count, minutes, scan, walk } from '../test/log.js';
import { type Given, policyOf } from '../test/vectors.js';

function inside(rows: readonly LogRow[], given: Given = {}, at = 60) {
  const span = { policy: policyOf(given), now: minutes(at) };
  const walked = walk(rows, given);
  const { main } = Object.fromEntries(insideByList(walked, span));
  return { ...main, zones: Object.fromEntries(insideByZone(walked, span)) };
}

describe('who is inside', () => {
  const hall = { zones: { hall: 1 } };

  it('counts persons and not rows', () => {
    const group = { list: { persons: 'group' } };
    expect(inside([scan('a1', 3, { persons: 4 })], group)).toEqual({
      inside: 4,
      leftFromOutside: 0,
      zones: { hall: 4 },
    });
    expect(
      inside([scan('a1', 3, { persons: 4 }), scan('a2', 4, { effect: 'exit', persons: 3 })], group),
    ).toMatchObject({ inside: 1, ...hall });
  });

  it('counts the bodies that were one too many, stale, let in by an override or counted', () => {
    const changes = [{ ticket: 't9', at: minutes(0), generation: 1, state: 'cancelled' } as const];
    expect(inside([scan('a1', 3), scan('b1', 5)])).toMatchObject({ inside: 2, zones: { hall: 2 } });
    expect(inside([scan('a1', 3, { effect: 'person' })])).toMatchObject({ inside: 1, ...hall });
    expect(inside([count('a1', 3), count('a2', 4, { direction: 'out', persons: 2 })])).toMatchObject({
      inside: 1,
      ...hall,
    });
    const walked = walk([scan('a1', 3, { ticket: 't9' })], { changes });
    const span = { policy: policyOf(), now: minutes(60) };
    expect(insideByList(walked, span).get('main')).toEqual({ inside: 1, leftFromOutside: 0 });
  });

  it('counts who was heard of, also where the clock of their phone is ahead', () => {
    const person = scan('b1', 91, { effect: 'person' });
    const expected = { inside: 5, zones: { hall: 5 } };
    expect(inside([scan('a1', 90), person, count('c1', 92)], {}, 60)).toMatchObject(expected);
  });

  it('tallies an exit from outside apart and never counts below zero', () => {
    expect(inside([scan('a1', 3, { effect: 'exit' }), count('b1', 4, { direction: 'out' })])).toEqual({
      inside: 0,
      leftFromOutside: 1,
      zones: { hall: 0 },
    });
  });

  it('empties the place at the check-out time, without rows', () => {
    const given = { list: { checkOutAt: '18:30' } };
    const rows = [scan('a1', 3), scan('b1', 5), count('c1', 6)];
    expect(inside(rows, given, 29)).toMatchObject({ inside: 5, zones: { hall: 5 } });
    expect(inside(rows, given, 30)).toMatchObject({ inside: 0, zones: { hall: 0 } });
  });

  it('empties the zones between two entries too', () => {
    const given = { list: { checkOutAt: '18:04', persons: 'group', entry: 'multiple' } };
    expect(inside([scan('a1', 3, { persons: 3 }), scan('a2', 5, { persons: 2 })], given)).toMatchObject({
      inside: 2,
      zones: { hall: 2 },
    });
  });

  it('puts nobody into a zone by an exit from nowhere', () => {
    const gates = [{ id: 'stairs', from: 'hall', to: 'box' }];
    const exit = scan('a1', 3, { effect: 'exit', gate: 'stairs' });
    expect(inside([exit], { policy: { gates } }).zones).toEqual({ hall: 0, box: 0 });
  });

  it('moves people from zone to zone, over all lists', () => {
    const gates = [
      { id: 'north', from: null, to: 'hall' },
      { id: 'stairs', from: 'hall', to: 'box' },
    ];
    const given = { policy: { gates }, moreLists: [{ id: 'vip' }] };
    const rows = [scan('a1', 3), scan('b1', 5, { list: 'vip', gate: 'stairs' })];
    expect(inside(rows, given).zones).toEqual({ hall: 0, box: 1 });
    const back = scan('b2', 6, { list: 'vip', gate: 'stairs', effect: 'exit' });
    expect(inside([...rows, back], given).zones).toEqual({ hall: 1, box: 0 });
    expect(inside([...rows, back, scan('a2', 7, { effect: 'exit' })], given).zones).toEqual({
      hall: 0,
      box: 0,
    });
  });
});
