import { expect, it } from 'vitest';
import { briefly, source } from './fixture.js';
import { fileLengths, functionShapes } from './size.js';

const lines = (count: number) => Array.from({ length: count }, () => 'call();').join('\n');

it('refuses the 401st line of a source file and leaves generated and other files alone', () => {
  const files = ['a.ts', 'a.tsx', 'a.mjs', 'a.css', 'a.html', 'generated/a.ts', 'a.md'];
  const found = fileLengths(files.map((path) => source(path, `${lines(401)}\n`)));
  expect(briefly(found)).toEqual(files.slice(0, 5).map((path) => `${path}:401 file-length`));
  expect(fileLengths([source('a.ts', `${lines(400)}\n`)])).toEqual([]);
});

it.each(['function f() {\nBODY\n}', 'const f = () => {\nBODY\n};', 'class C { m() {\nBODY\n} }'])(
  'refuses the 71st line of %j',
  (shape) => {
    const long = source('a.ts', shape.replace('BODY', lines(69)));
    const short = source('a.ts', shape.replace('BODY', `${lines(68)}\n\n\n`));
    expect(briefly(functionShapes([long]))).toEqual(['a.ts:1 function-length']);
    expect(functionShapes([short])).toEqual([]);
  },
);

it('lets a test suite be long, but not a test or a suite in a product file', () => {
  const suite = `describe.each([1])('x', () => {\n${lines(100)}\n});`;
  const test = `it('x', () => {\n${lines(100)}\n});`;
  expect(functionShapes([source('a.test.ts', suite)])).toEqual([]);
  expect(briefly(functionShapes([source('a.test.ts', test)]))).toEqual(['a.test.ts:1 function-length']);
  expect(briefly(functionShapes([source('a.ts', suite)]))).toEqual(['a.ts:1 function-length']);
});

it.each([
  ['function f(a, b, c, d) {}', true],
  ['const f = (a, b, c, ...d) => a;', true],
  ['class C { constructor(a, b, c, d) {} }', true],
  ['class C { m(a, b, c, d = 1) {} }', true],
  ['declare function f(a: A, b: B, c: C, d: D): void;', true],
  ['function f(a, b, { c, d, e }) {}', false],
  ['function f(this: T, a: A, b: B, c: C) {}', false],
  ['library((a, b, c, d) => a);', false],
])('counts the parameters of %s', (text, isRefused) => {
  expect(briefly(functionShapes([source('a.ts', text)]))).toEqual(isRefused ? ['a.ts:1 parameters'] : []);
});
