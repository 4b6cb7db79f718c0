import { expect, it } from 'vitest';
import { deadExports } from './dead-exports.js';
import { briefly, source } from './fixture.js';

const path = 'server/src/platform/a.ts';

function dead(text: string, ...others: ReturnType<typeof source>[]): string[] {
  return briefly(deadExports([source(path, text), ...others]));
}

const orders = 'server/src/modules/orders/index.ts';
const importer = (text: string, from = 'server/src/platform/b.ts') => source(from, text);

it.each([
  ['a function', 'export function f() {}'],
  ['a constant', 'export const a = 1;'],
  ['a destructured constant', 'export const { a: b } = c;'],
  ['a class', 'export class C {}'],
  ['a type that the file does not use', 'export interface I { a: 1 }'],
  ['a list', 'const a = 1;export { a };'],
  ['a re-export', "export { x } from './x.js';"],
  ['a default', 'export default 1;'],
])('refuses %s that nobody imports', (_what, text) => {
  expect(dead(text)).toEqual([`${path}:1 dead-export`]);
  expect(dead(text, importer("import { other } from './a.js';"))).toHaveLength(1);
});

it.each([
  ['by name', importer("import { a } from './a.js';")],
  ['under another name', importer("import { a as b } from './a.js';")],
  ['as a namespace', importer("import * as all from './a.js';")],
  ['by re-export from a public face', importer("export { a } from '../../platform/a.js';", orders)],
  ['by star re-export', importer("export * from './a.js';")],
  ['at run time', importer("await import('./a.js');")],
  ['in a type', importer("type A = import('./a.js').A;")],
  ['in a test', importer("import { a } from './a.js';", 'server/src/platform/a.test.ts')],
  [
    'from another package',
    importer("import { a } from '@gatehouse/server/platform/a.js';", 'bench/src/b.ts'),
  ],
])('sees a use %s', (_how, other) => {
  const face = source(
    'server/package.json',
    '{"name":"@gatehouse/server","exports":{"./*.js":{"source":"./src/*.ts"}}}',
  );
  expect(deadExports([source(path, 'export const a = 1;'), other, face])).toEqual([]);
});

it("follows a package's exports, and leaves public faces and types that a signature uses alone", () => {
  const face = source(
    'shared/package.json',
    '{"name":"@gatehouse/shared","exports":{"./ui":{"source":"./src/ui/x.tsx"}}}',
  );
  const ui = source('shared/src/ui/x.tsx', 'export const a = 1;');
  const user = source('portal/src/main.tsx', "import { a } from '@gatehouse/shared/ui';");
  const index = source(orders, 'export const unused = 1;');
  expect(deadExports([face, ui, user, index])).toEqual([]);
  expect(briefly(deadExports([face, ui, index]))).toEqual(['shared/src/ui/x.tsx:1 dead-export']);
  expect(dead('export interface Options { a: 1 } function f(o: Options) {}')).toEqual([]);
});
