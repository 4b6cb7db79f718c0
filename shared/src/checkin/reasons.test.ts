import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { reasons } from './reasons.js';

const text = readFileSync(new URL('../../../docs/DECISION.md', import.meta.url), 'utf8');

it('documents every reason with its check and its override', () => {
  const rows = [...text.matchAll(/^\| `(\w+)`\s+\| (\d+)\s+\|.*\| (\w+)\s+\|$/gm)];
  const documented = rows.map(([, code, check, override]) => [code, { check: Number(check), override }]);
  const actual = Object.entries(reasons).map(([code, { check, override }]) => [code, { check, override }]);
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(actual));
});
