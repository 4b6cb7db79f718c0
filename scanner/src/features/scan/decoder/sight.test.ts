import { expect, test } from 'vitest';
import { inOrder, middleOf, sightOf } from './sight.js';

const size = { width: 200, height: 100 };
const square = (left: number, top: number) =>
  [
    { x: left, y: top },
    { x: left + 20, y: top },
    { x: left + 20, y: top + 20 },
    { x: left, y: top + 20 },
  ] as const;

test('places are parts of the picture, however large it is', () => {
  const { corners } = sightOf('a', square(90, 40), size);
  expect(corners[0]).toEqual({ x: 0.45, y: 0.4 });
  expect(middleOf(corners)).toEqual({ x: 0.5, y: 0.5 });
});

test('each text comes once, the nearest to the middle first', () => {
  const far = sightOf('far', square(0, 0), size);
  const near = sightOf('near', square(90, 40), size);
  const twin = sightOf('far', square(180, 80), size);
  expect(inOrder([far, twin, near, sightOf('', square(90, 40), size)]).map(({ text }) => text)).toEqual([
    'near',
    'far',
  ]);
});
