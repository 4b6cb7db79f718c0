import { expect, test } from 'vitest';
import { type OpenPicture, readPicture } from './read-picture.js';

function pictureOf(width: number, height: number) {
  const drawn: number[] = [];
  let closed = 0;
  const picture: OpenPicture = {
    width,
    height,
    draw(wide, high) {
      drawn.push(Math.max(wide, high));
      return { width: wide, height: high } as ImageData;
    },
    close: () => {
      closed += 1;
    },
  };
  return { picture, drawn, closed: () => closed };
}

/** Reads a code in a picture of one size alone. */
const decoderOf = (texts: Readonly<Record<number, readonly string[]>>) => ({
  decode: async ({ width, height }: ImageData) =>
    (texts[Math.max(width, height)] ?? []).map((text) => ({ text, corners: [] })),
});

const file = new Blob(['picture']);

test('a picture is looked at in several sizes, and each code comes once', async () => {
  const { picture, drawn, closed } = pictureOf(4000, 3000);
  const decoder = decoderOf({ 800: ['a'], 1600: ['a', 'b'], 2800: ['c'] });
  expect(await readPicture(file, { decoder, open: async () => picture })).toEqual(['a', 'b', 'c']);
  expect([drawn, closed()]).toEqual([[800, 1600, 2800], 1]);
});

test('a small picture is not made larger', async () => {
  const { picture, drawn } = pictureOf(300, 500);
  expect(await readPicture(file, { decoder: decoderOf({}), open: async () => picture })).toEqual([]);
  expect(drawn).toEqual([500]);
});

test('what is no picture is said to be none', async () => {
  const open = () => Promise.reject(new Error('no picture'));
  expect(await readPicture(file, { decoder: decoderOf({}), open })).toBe('unreadable');
});
