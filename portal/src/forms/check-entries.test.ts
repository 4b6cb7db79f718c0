import { describe, expect, it } from 'vitest';
import { checkEntries, type EntrySchema } from './check-entries.js';

function issueOf(entry: EntrySchema, text: string, required: string[] = []) {
  const { name } = checkEntries({ properties: { name: entry }, required }, { name: text });
  return name;
}

describe('checkEntries', () => {
  it.each<[EntrySchema, string, object | undefined]>([
    [{ minLength: 3 }, 'ab', { code: 'minLength', limit: 3 }],
    [{ minLength: 3 }, 'abc', undefined],
    [{ maxLength: 2 }, '👪👪', undefined],
    [{ maxLength: 2 }, 'abc', { code: 'maxLength', limit: 2 }],
    [{ format: 'email' }, 'ada@example', { code: 'format.email' }],
    [{ format: 'email' }, 'ada@example.org', undefined],
    [{ format: 'date-time' }, 'tomorrow', { code: 'format.date-time' }],
    [{ format: 'date-time' }, '2027-05-03T18:30', undefined],
    [{ pattern: '^[a-z]+$' }, 'A', { code: 'pattern' }],
    [{ enum: ['a', 'b'] }, 'c', { code: 'enum' }],
    [{ type: 'integer' }, '1.5', { code: 'type' }],
    [{ type: 'number', minimum: 1 }, '0.5', { code: 'minimum', limit: 1 }],
    [{ type: 'integer', maximum: 9 }, '10', { code: 'maximum', limit: 9 }],
    [{ type: 'integer', maximum: 9 }, '9', undefined],
  ])('%j with "%s"', (entry, text, expected) => {
    expect(issueOf(entry, text)).toEqual(expected);
  });

  it('misses only what is needed', () => {
    expect(issueOf({ minLength: 3 }, '')).toBeUndefined();
    expect(issueOf({ minLength: 3 }, '', ['name'])).toEqual({ code: 'required' });
  });

  it('takes ticks as they are and counts what was picked', () => {
    const schema = { properties: { paid: { type: 'boolean' }, gates: { maxItems: 1 } }, required: ['gates'] };
    expect(checkEntries(schema, { paid: false, gates: [] })).toEqual({});
    expect(checkEntries(schema, { paid: true, gates: ['a', 'b'] })).toEqual({
      gates: { code: 'maxItems', limit: 1 },
    });
    const some = { properties: { dates: { minItems: 1, maxItems: 2 } } };
    expect(checkEntries(some, { dates: [] })).toEqual({ dates: { code: 'minItems', limit: 1 } });
    expect(checkEntries(some, { dates: ['a', 'b'] })).toEqual({});
  });

  it('checks entries that the form does not hold yet', () => {
    expect(checkEntries({ properties: { name: {} }, required: ['name'] }, {})).toEqual({
      name: { code: 'required' },
    });
  });
});
