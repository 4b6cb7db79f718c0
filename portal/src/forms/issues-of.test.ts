import { expect, it } from 'vitest';
import { Problem } from '../api/problem.js';
import { issuesOf } from './issues-of.js';

it('puts each error of the server beside its entry, however the server spells the path', () => {
  const errors = ['name', 'body/startsAt', 'zones.0.place'].map((field) => ({
    field,
    code: 'c',
    message: 'm',
  }));
  expect(Object.keys(issuesOf(new Problem(422, { errors })))).toEqual(['name', 'startsAt', 'place']);
  expect(issuesOf(new Problem(500))).toEqual({});
});
