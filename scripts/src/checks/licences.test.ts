import { expect, it } from 'vitest';
import { installedPackages, isAllowed, licenceBreaches, unseenPackages } from './licences.js';
import { repositoryRoot } from './repository-root.js';

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['GPL-3.0-only OR (MIT AND ISC)', true],
  ['MIT AND ISC', true],
  ['MIT AND GPL-3.0-only', false],
  ['MIT AND (GPL-3.0-only OR ISC)', true],
  ['GPL-3.0-only OR LGPL-3.0-only', false],
  ['GPL-2.0-only WITH Classpath-exception-2.0', false],
  ['SEE LICENSE IN LICENSE', false],
  ['UNLICENSED', false],
  ['MIT WITH Some-exception', false],
  ['MIT for peaceful use', false],
  ['(MIT', false],
  ['', false],
])('judges %j as %s', (expression, expected) => {
  expect(isAllowed(expression)).toBe(expected);
});

it('names the package whose licence is refused, and accepts a hand-checked one only as it was checked', () => {
  const refused = licenceBreaches([
    { name: 'good', version: '1.0.0', licence: 'ISC' },
    { name: 'bad', version: '2.0.0', licence: 'AGPL-3.0-only' },
    { name: 'caniuse-lite', version: '1.0.0', licence: 'CC-BY-4.0' },
    { name: 'caniuse-lite', version: '2.0.0', licence: 'Proprietary' },
  ]);
  expect(refused.map(({ advice }) => advice.split(':')[0])).toEqual([
    'bad 2.0.0 says "AGPL-3.0-only"',
    'caniuse-lite 2.0.0 says "Proprietary"',
  ]);
});

it('lets an installed sibling stand for a package of another platform, and nothing else', () => {
  const lock =
    "packages:\n  '@a/tool-win32-x64@1.0.0': {}\n  '@b/tool-darwin-arm64@1.0.0': {}\n  plain@1.0.0: {}\n";
  const here = [{ name: '@a/tool-linux-x64-gnu', version: '1.0.0', licence: 'MIT' }];
  const unseen = unseenPackages(lock, here).map(({ advice }) => advice.split(' ')[0]);
  expect(unseen).toEqual(['@b/tool-darwin-arm64', 'plain']);
});

it('reads the packages that are really installed, scoped ones and those of every depth', () => {
  const names = installedPackages(repositoryRoot()).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['typescript', '@biomejs/biome', '@oxc-project/types']));
});
