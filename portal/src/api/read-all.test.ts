import { expect, it } from 'vitest';
import { type PageAsked, readAll } from './read-all.js';

it('reads on until the server says that there is no more', async () => {
  const asked: PageAsked[] = [];
  const pages = { '': ['a', 'b'], b: ['c', 'd'], d: [] };
  const found = await readAll(async (page) => {
    asked.push(page);
    const data = pages[(page.after ?? '') as keyof typeof pages];
    return { data, page: { next: data.at(-1) ?? null } };
  });
  expect(found).toEqual(['a', 'b', 'c', 'd']);
  expect(asked.map(({ after }) => after)).toEqual([undefined, 'b', 'd']);
});
