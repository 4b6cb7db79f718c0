import { expect, it } from 'vitest';
import { Problem } from '../api/problem.js';
import { issuesOf } from './issues-of.js';

it('puts each error of the server beside its entry, however the server spells the path', () => {
  const errors = ['name', 'body/startsAt', 'zones.0.place', 'gateIds.3'].map((field) => ({
    field,
    code: 'c',
    message: 'm',
  }));
  expect(Object.keys(issuesOf(new Problem(422, { errors })))).toEqual([
    'name',
    'startsAt',
    'place',
    'gateIds',
  ]);
  expect(issuesOf(new Problem(500))).toEqual({});
});

it('reads the keyword of the schema out of the server’s code, and leaves a module’s own code alone', () => {
  const codes = ['platform.min_length', 'platform.required', 'events.wrong_times'];
  const errors = codes.map((code, at) => ({ field: `f${at}`, code, message: 'm' }));
  const found = Object.values(issuesOf(new Problem(400, { errors }))).map(({ code }) => code);
  expect(found).toEqual(['minLength', 'required', 'events.wrong_times']);
});
