import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planted } from '../seeds/planted-bug.js';
import { repositoryRoot } from '../seeds/repository-root.js';
import { plantedBugs, postgresBugs } from './catalogue/index.js';

const all = [...plantedBugs, ...postgresBugs];

describe('the catalogue of planted bugs', () => {
  it('has at least 25, each under its own name', () => {
    const names = all.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(plantedBugs.length).toBeGreaterThanOrEqual(25);
  });

  it.each(all.map((bug) => [bug.name, bug] as const))('%s fits the sources', (_, { edits }) => {
    for (const file of new Set(edits.map((edit) => edit.file))) {
      const text = readFileSync(join(repositoryRoot, file), 'utf8');
      const own = edits.filter((edit) => edit.file === file);
      expect(planted(text, own)).not.toBe(text);
    }
  });

  it('refuses an edit of a text that is not there, or there twice', () => {
    const edit = { file: 'a.ts', replace: 'x' };
    expect(() => planted('a b', [{ ...edit, find: 'c' }])).toThrow('0 times');
    expect(() => planted('a b a', [{ ...edit, find: 'a' }])).toThrow('2 times');
  });
});
