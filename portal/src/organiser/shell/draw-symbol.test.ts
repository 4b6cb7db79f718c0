import { encode } from 'uqr';
import { expect, it } from 'vitest';
import { drawTicket } from './draw-symbol.js';

const code = `GH1:${'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.repeat(4)}`.slice(0, 122);

it('draws every dark module of version 5, level M, and no other', () => {
  const { side, path } = drawTicket(code);
  expect(side).toBe(37 + 8);
  const drawn = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].flatMap(([, x, y, width]) =>
    Array.from({ length: Number(width) }, (_, step) => `${Number(x) + step} ${y}`),
  );
  const { data } = encode(code, { ecc: 'M', boostEcc: false, minVersion: 5, maxVersion: 5, border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((set, x) => (set ? [`${x + 4} ${y + 4}`] : [])));
  expect(drawn).toEqual(dark);
});

it('refuses a text that would need a finer symbol', () => {
  expect(() => drawTicket('x'.repeat(200))).toThrow();
});
