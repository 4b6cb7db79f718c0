import { expect, it } from 'vitest';
import { newsOf, nothingNew, updated } from './scan-news.js';

const rows = (...ids: string[]) => ids.map((id) => ({ id, standing: 'stands' }));

it('counts what is not on the screen, and says when that may not be all', () => {
  expect(newsOf(rows('c', 'b', 'a'), rows('e', 'd', 'c'))).toEqual({ count: 2, more: false });
  expect(newsOf(rows('a'), rows('d', 'c', 'b'))).toEqual({ count: 3, more: true });
  expect(newsOf(rows('b', 'a'), rows('b', 'a'))).toEqual(nothingNew);
  expect(newsOf([], [])).toEqual(nothingNew);
});

it('tells the rows on the screen what has become of them and moves none', () => {
  const pages = [
    { data: rows('c', 'b'), page: { next: 'x' } },
    { data: rows('a'), page: { next: null } },
  ];
  const newest = [
    { id: 'd', standing: 'stands' },
    { id: 'b', standing: 'extra' },
  ];
  expect(updated(pages, newest)).toEqual([
    {
      data: [
        { id: 'c', standing: 'stands' },
        { id: 'b', standing: 'extra' },
      ],
      page: { next: 'x' },
    },
    { data: rows('a'), page: { next: null } },
  ]);
});
