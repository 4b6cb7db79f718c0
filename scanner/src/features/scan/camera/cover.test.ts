import { expect, test } from 'vitest';
import { coverOf } from './cover.js';

test('a wide picture is cut at its sides, a tall one above and below', () => {
  const wide = coverOf({ width: 1280, height: 720 }, { width: 390, height: 360 });
  expect(wide.toFrame({ x: 0.5, y: 0 })).toEqual({ x: 195, y: 0 });
  expect(wide.toFrame({ x: 0, y: 1 })).toEqual({ x: -125, y: 360 });
  const tall = coverOf({ width: 720, height: 1280 }, { width: 360, height: 360 });
  expect(tall.toFrame({ x: 1, y: 0 })).toEqual({ x: 360, y: -140 });
});

test('a touch finds its way back into the picture', () => {
  const cover = coverOf({ width: 1280, height: 720 }, { width: 390, height: 360 });
  const { x, y } = cover.toPicture(cover.toFrame({ x: 0.3, y: 0.7 }));
  expect([x, y]).toEqual([expect.closeTo(0.3), expect.closeTo(0.7)]);
});

test('nothing to show breaks nothing', () => {
  expect(coverOf({ width: 0, height: 0 }, { width: 0, height: 0 }).toPicture({ x: 3, y: 4 })).toEqual({
    x: 0,
    y: 0,
  });
});
