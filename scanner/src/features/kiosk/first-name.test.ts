import { expect, test } from 'vitest';
import { firstName } from './first-name.js';

test.each([
  ['Ann Alba', 'Ann'],
  ['  Ann\u00a0Alba ', 'Ann'],
  ['Alba, Ann Maria', 'Ann'],
  ['Cher', 'Cher'],
  ['ليلى حداد', 'ليلى'],
  ['', ''],
])('%j is %j to a crowd', (name, first) => expect(firstName(name)).toBe(first));
