import { expect, it } from 'vitest';
import { safePath } from './safe-path.js';

it.each([
  ['/events/1?tab=access', '/events/1?tab=access'],
  [undefined, '/'],
  ['', '/'],
  ['events', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('%s leads to %s', (next, path) => {
  expect(safePath(next)).toBe(path);
});
