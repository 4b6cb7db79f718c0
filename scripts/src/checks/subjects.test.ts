import { expect, it } from 'vitest';
import { briefly, source } from './fixture.js';
import { subjectStates } from './subjects.js';

const files = [source('here/a.ts', '')];

it.each([
  [{ path: 'here', state: 'required' }, []],
  [{ path: 'here/a.ts', state: 'awaited' }, ['here/a.ts:1 subject']],
  [{ path: 'gone', state: 'required' }, ['gone:1 subject']],
  [{ path: 'gone', state: 'awaited' }, []],
] as const)('judges %j', (subject, expected) => {
  expect(briefly(subjectStates(files, [subject]))).toEqual(expected);
});
