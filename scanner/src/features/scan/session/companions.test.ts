import { expect, test } from 'vitest';
import { createCompanions } from './companions.js';

test('codes are together when two pictures show them so', () => {
  const companions = createCompanions();
  expect(companions.look(['a', 'b'], 0)).toEqual({ together: [], waiting: ['a', 'b'] });
  expect(companions.look(['a', 'b', 'c'], 100)).toEqual({ together: ['a', 'b'], waiting: [] });
  expect(companions.look(['c', 'a'], 200).together).toEqual(['c', 'a']);
});

test('one code is never together with itself, and who was beside another waits only a moment', () => {
  const companions = createCompanions();
  expect(companions.look(['a'], 0)).toEqual({ together: [], waiting: [] });
  companions.look(['a', 'b'], 100);
  expect(companions.look(['a'], 600)).toEqual({ together: [], waiting: ['a'] });
  expect(companions.look(['a'], 1200)).toEqual({ together: [], waiting: [] });
});

test('pictures that lie apart count for nothing', () => {
  const companions = createCompanions();
  companions.look(['a', 'b'], 0);
  expect(companions.look(['a', 'b'], 1500).together).toEqual([]);
});

test('beside others a code may come alone, twice', () => {
  const companions = createCompanions();
  expect(companions.look(['c'], 0, 1).together).toEqual([]);
  expect(companions.look(['c'], 100, 1).together).toEqual(['c']);
});
