import { expect, it } from 'vitest';
import { oneRowEach } from './one-row-each.js';

it('keeps the first date of each series and every event that is alone, and no pass', () => {
  const event = (id: string, seriesId: string | null, kind: 'date' | 'pass' = 'date') => ({
    id,
    seriesId,
    kind,
  });
  const events = [
    event('pass', 's', 'pass'),
    event('a', null),
    event('b', 's'),
    event('c', 'other'),
    event('d', 's'),
    event('e', null),
  ];
  expect(oneRowEach(events).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'e']);
});
