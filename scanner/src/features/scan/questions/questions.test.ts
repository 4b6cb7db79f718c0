import { expect, test } from 'vitest';
import { countryNames } from './country-names.js';
import { fitted } from './scale-photo.js';

test('a photo keeps its shape and never grows', () => {
  expect(fitted({ width: 4032, height: 3024 }, 1280)).toEqual({ width: 1280, height: 960 });
  expect(fitted({ width: 300, height: 4000 }, 1280)).toEqual({ width: 96, height: 1280 });
  expect(fitted({ width: 640, height: 480 }, 1280)).toEqual({ width: 640, height: 480 });
  expect(fitted({ width: 1, height: 10_000 }, 1280)).toEqual({ width: 1, height: 1280 });
});

test('countries are sorted as their language sorts them, and the phone’s own come first', () => {
  const { likely, all } = countryNames('de', ['de-AT', 'it', 'nonsense language']);
  expect(likely.map(({ name }) => name)).toEqual(['Italien', 'Österreich']);
  const names = all.map(({ name }) => name);
  expect(names.indexOf('Österreich')).toBeGreaterThan(names.indexOf('Oman'));
  expect(names.indexOf('Österreich')).toBeLessThan(names.indexOf('Pakistan'));
  expect(new Set(names).size).toBe(all.length);
});
