import { expect, test } from 'vitest';
import { keepHeld } from './held-items.js';

const kept = (items: string, before: string, held: string) =>
  keepHeld({ items: [...items], before: [...before], heldIds: new Set(held) }, (item) => item).join('');

test('what somebody writes about stays in its place until it is let go', () => {
  expect(kept('ac', 'abc', 'b')).toBe('abc');
  expect(kept('bc', 'abc', 'a')).toBe('abc');
  expect(kept('', 'abc', 'ab')).toBe('ab');
  expect(kept('xac', 'abc', 'b')).toBe('xabc');
  expect(kept('abc', 'abc', 'b')).toBe('abc');
  expect(kept('ac', 'abc', '')).toBe('ac');
});
