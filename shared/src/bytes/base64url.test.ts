import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64Url, toBase64Url, toUtf8 } from './index.js';

it.each([
  ['', ''],
  ['f', 'Zg'],
  ['fo', 'Zm8'],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg'],
  ['fooba', 'Zm9vYmE'],
  ['foobar', 'Zm9vYmFy'],
])('writes %j of RFC 4648 as %j, and reads it', (text, encoded) => {
  expect(toBase64Url(toUtf8(text))).toBe(encoded);
  expect(fromBase64Url(encoded)).toEqual(toUtf8(text));
});

it('writes what Node writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = toBase64Url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64Url(text)).toEqual(bytes);
    }),
  );
});

it.each(['A', 'AAAAA', 'Zg==', 'Zm9+', 'Zm9/', 'Zh', 'Zm9', 'Zm 9v', '😀😀'])('refuses %j', (text) => {
  expect(fromBase64Url(text)).toBeNull();
});
