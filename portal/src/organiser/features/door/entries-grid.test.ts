import { expect, it } from 'vitest';
import { gridOf, stretchesOf, ticksOf } from './entries-grid.js';

const at = (time: string, gateId: string | null, entries: number) => ({
  from: `2027-07-0${time}:00.000Z`,
  gateId,
  entries,
});

it('fills the quiet quarters and keeps the order of the gates', () => {
  const quarters = [
    at('1T18:45', 'a', 3),
    at('1T18:00', 'b', 5),
    at('1T18:00', 'a', 1),
    at('1T18:15', null, 2),
  ];
  const { series, slots } = gridOf(quarters, ['b', 'a', 'never used']);
  expect(series).toEqual([
    { key: 'b', total: 5 },
    { key: 'a', total: 4 },
    { key: null, total: 2 },
  ]);
  expect(slots.map(({ from, entries, total }) => [from.slice(11, 16), ...entries, total])).toEqual([
    ['18:00', 5, 1, 0, 6],
    ['18:15', 0, 0, 2, 2],
    ['18:30', 0, 0, 0, 0],
    ['18:45', 0, 3, 0, 3],
  ]);
});

it('gives the busiest gates a colour and puts the rest together', () => {
  const quarters = Array.from({ length: 9 }, (_, index) => at('1T18:00', `g${index}`, index + 1));
  const { series, slots } = gridOf(
    quarters,
    quarters.map(({ gateId }) => String(gateId)),
  );
  expect(series.map(({ key }) => key)).toEqual(['g4', 'g5', 'g6', 'g7', 'g8', 'others']);
  expect(slots[0]?.total).toBe(45);
  expect(series.at(-1)?.total).toBe(1 + 2 + 3 + 4);
});

it('knows a gate that was deleted, and an event at which nobody has come yet', () => {
  expect(
    gridOf([at('1T18:00', 'gone', 1), at('1T18:00', 'a', 1)], ['a']).series.map(({ key }) => key),
  ).toEqual(['a', 'gone']);
  expect(gridOf([], ['a'])).toEqual({ series: [], slots: [] });
});

it('takes a night over midnight as one day and a closed door as its end', () => {
  const night = [at('1T22:00', 'a', 1), at('2T01:45', 'a', 1)];
  const nextNight = [at('2T21:00', 'a', 1)];
  expect(stretchesOf([...nextNight, ...night])).toEqual([night, nextNight]);
  expect(stretchesOf([])).toEqual([]);
});

it('draws an axis that reaches the highest bar', () => {
  expect(ticksOf(0, 4)).toEqual([0, 1]);
  expect(ticksOf(4, 4)).toEqual([0, 1, 2, 3, 4]);
  expect(ticksOf(37, 4)).toEqual([0, 10, 20, 30, 40]);
  expect(ticksOf(230, 4)).toEqual([0, 100, 200, 300]);
});
