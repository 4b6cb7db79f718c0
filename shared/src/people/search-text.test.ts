import { expect, test } from 'vitest';
import { nobody, searchForm, searchTextOf, searchWords } from './index.js';

const holds = (name: string, text: string) =>
  searchWords(text).every((word) => searchTextOf({ ...nobody, name, order: 'A-10017' }).includes(word));

test.each([
  ['Zoë Ångström', 'angstrom zoe'],
  ['Jürgen Groß', 'GROSS jurg'],
  ['Søren Łukasz', 'soren lukasz'],
  ['İpek Yılmaz', 'ipek yilmaz'],
  ['أحمد عبد الله', 'احمد'],
  ['مُحَمَّد', 'محمد'],
  ['فاطمة', 'فاطمه'],
  ['هـــدى', 'هدي'],
  ['مریم کریمی', 'مريم كريمي'],
  ['Nguyễn Thị', 'nguyen thi'],
  ['Ana', 'a-10017'],
  ['Ana', 'a-١٠٠١٧'],
])('%s is found by %s', (name, text) => {
  expect(holds(name, text)).toBe(true);
});

test('all the words have to be there', () => {
  expect(holds('Zoë Ångström', 'zoe smith')).toBe(false);
  expect(searchWords('  \u200f ')).toEqual([]);
});

test('a text that was brought into form stays as it is', () => {
  for (const text of ['Zoë', 'ﬁne', 'İI', 'لا', '①'])
    expect(searchForm(searchForm(text))).toBe(searchForm(text));
});
