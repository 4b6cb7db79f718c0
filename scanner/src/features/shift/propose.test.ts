import type { Root } from '@gatehouse/shared/manifest';
import { expect, test } from 'vitest';
import type { PhoneEvent } from '../../store/phone.js';
import { gatesOf, isOutdated, isPossible, likelyEvents, proposeShift } from './propose.js';

const hour = 3_600_000;
const now = Date.parse('2027-05-03T18:00:00Z');

type List = Root['lists'][number];

const list = (id: string, fields: Partial<List> = {}) =>
  ({ id, name: id, gates: [], activeFrom: null, activeUntil: null, ...fields }) as unknown as List;

const gate = (id: string, from: string | null, to: string | null) => ({ id, name: id, from, to });

const root = (lists: readonly List[]) =>
  ({
    lists,
    gates: [gate('north', null, 'hall'), gate('south', null, 'hall'), gate('exit', 'hall', null)],
  }) as unknown as Root;

const event = (id: string, startsIn: number, lists: readonly List[] | null = [list('all')]) =>
  ({
    id,
    startsAt: now + startsIn,
    endsAt: now + startsIn + 5 * hour,
    root: lists && root(lists),
  }) as PhoneEvent;

test('the event that runs comes first, then the next one, then the last one', () => {
  const events = [
    event('over', -48 * hour),
    event('later', 72 * hour),
    event('next', 24 * hour),
    event('runs', -hour),
  ];
  expect(likelyEvents(events, now).map(({ id }) => id)).toEqual(['runs', 'next', 'later', 'over']);
  expect(likelyEvents([event('soon', 3 * hour), event('runs', -hour)], now)[0]?.id).toBe('runs');
});

test('of the dates of a series the one is proposed that people come to', () => {
  const dates = [event('friday', -22 * hour), event('matinee', -6 * hour), event('evening', 2 * hour)];
  const first = (at: number) => likelyEvents(dates, now + at * hour)[0]?.id;
  expect([-19, -15, -8, -2, -0.9, 0, 4, 20].map(first)).toEqual([
    'friday',
    'friday',
    'matinee',
    'matinee',
    'evening',
    'evening',
    'evening',
    'evening',
  ]);
});

test('a shift of a date that is over is not gone on with at the next one', () => {
  const shift = { eventId: 'friday', listId: 'all', gateId: null, direction: 'in' } as const;
  const [friday, saturday] = [event('friday', -22 * hour), event('saturday', 2 * hour)];
  expect(isOutdated(shift, [friday, saturday], now)).toBe(true);
  expect(isOutdated(shift, [friday], now)).toBe(false);
  expect(isOutdated(shift, [friday, saturday], now - 14 * hour)).toBe(false);
  expect(isOutdated({ ...shift, eventId: 'saturday' }, [friday, saturday], now)).toBe(false);
  expect(isOutdated(null, [friday, saturday], now)).toBe(false);
});

test('a list that is open now and names the phone’s gate is proposed, with that gate', () => {
  const lists = [
    list('closed', { gates: ['south'], activeUntil: now - hour }),
    list('open', {}),
    list('mine', { gates: ['south', 'north'], activeFrom: now - hour, activeUntil: now + hour }),
  ];
  expect(proposeShift(event('e', 0, lists), { now, gateId: 'south' })).toEqual({
    eventId: 'e',
    listId: 'mine',
    gateId: 'south',
    direction: 'in',
  });
  expect(proposeShift(event('e', 0, lists), { now, gateId: null })).toMatchObject({
    listId: 'open',
    gateId: null,
  });
});

test('a gate that leads outside is a way out', () => {
  expect(proposeShift(event('e', 0), { now, gateId: 'exit' })).toMatchObject({
    gateId: 'exit',
    direction: 'out',
  });
});

test('a list that names gates is never without one', () => {
  const both = list('both', { gates: ['south', 'north'] });
  expect(proposeShift(event('e', 0, [both]), { now, gateId: null })).toMatchObject({ gateId: 'north' });
});

test('the only gate of a list is its gate', () => {
  const only = list('only', { gates: ['north'] });
  expect(proposeShift(event('e', 0, [only]), { now, gateId: 'south' })).toMatchObject({ gateId: 'north' });
  expect(gatesOf(root([only]), only).map(({ id }) => id)).toEqual(['north']);
});

test('nothing is proposed before a list is here', () => {
  expect(proposeShift(event('e', 0, null), { now, gateId: null })).toBeNull();
  expect(proposeShift(event('e', 0, []), { now, gateId: null })).toBeNull();
});

test('a kept shift is good while its event, list and gate are there', () => {
  const shift = { eventId: 'e', listId: 'all', gateId: 'north', direction: 'in' } as const;
  expect(isPossible(shift, [event('e', 0)])).toBe(true);
  expect(isPossible(shift, [event('e', 0, null)])).toBe(true);
  expect(isPossible({ ...shift, gateId: 'gone' }, [event('e', 0)])).toBe(false);
  expect(isPossible({ ...shift, listId: 'gone' }, [event('e', 0)])).toBe(false);
  expect(isPossible(shift, [])).toBe(false);
});
