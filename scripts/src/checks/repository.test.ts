import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryFiles } from './files.js';
import { briefly, source } from './fixture.js';
import {
  exactVersions,
  knownPackages,
  lockAddresses,
  namedDependencies,
  secretsAndMachinePaths,
} from './repository.js';

const described = source(
  'server/package.json',
  '{\n"dependencies": { "kysely": "0.29.9", "@gatehouse/shared": "workspace:*" },\n"devDependencies": { "pg": "8.1.0" }\n}',
);

it('asks for a reason for each dependency that somebody chose', () => {
  const decisions = source('docs/DECISIONS.md', 'Chosen: `kysely`, pg.');
  const found = namedDependencies([described, decisions], 'docs/DECISIONS.md');
  expect(briefly(found)).toEqual(['server/package.json:3 dependency-reason']);
});

it('asks for exact versions', () => {
  const ranges = ['^1.0.0', '~1.0.0', '1', '*', 'latest', '>=1.0.0'];
  for (const range of ranges)
    expect(exactVersions([source('package.json', `{"dependencies":{"a":"${range}"}}`)])).toHaveLength(1);
  expect(exactVersions([described])).toEqual([]);
});

it('asks for a place in the fences for each package', () => {
  expect(briefly(knownPackages([source('surprise/package.json', '{}')]))).toEqual([
    'surprise/package.json:1 package-unknown',
  ]);
  expect(knownPackages([described, source('package.json', '{}')])).toEqual([]);
});

it('keeps addresses out of the lock file', () => {
  const address = 'packages:\n  a:\n    tarball: https://mirror.invalid/a.tgz\n';
  expect(briefly(lockAddresses([source('pnpm-lock.yaml', address)]))).toEqual([
    'pnpm-lock.yaml:3 lock-address',
  ]);
  expect(lockAddresses([source('.npmrc', 'registry=x')])).toHaveLength(1);
  expect(
    lockAddresses([source('pnpm-lock.yaml', 'packages:\n  a@1.0.0: {}\n'), source('a.md', address)]),
  ).toEqual([]);
});

// Put together at run time, or this file would breach the rule.
const filler = (length: number) => 'aB3'.repeat(length).slice(0, length);
it.each([
  ['-----BEGIN ', `PRIVATE KEY-----\n${filler(64)}`],
  ['-----BEGIN ', `EC PRIVATE KEY-----\\n${filler(64)}`],
  ['AKIA', 'A'.repeat(16)],
  ['ghp_', filler(36)],
  ['github_pat_', filler(50)],
  ['xoxb-', filler(30)],
  ['sk_live_', filler(24)],
  ['npm_', filler(36)],
  ['eyJ', `${filler(20)}.eyJ${filler(20)}.${filler(43)}`],
])('finds the secret that begins with %s', (start, rest) => {
  expect(briefly(secretsAndMachinePaths([source('a.ts', `x\n'${start}${rest}'`)]))).toEqual([
    'a.ts:2 secret',
  ]);
});

it('finds folders of a machine, and leaves routes and relative paths alone', () => {
  for (const folder of ['work', 'root', 'home', 'Users'])
    expect(briefly(secretsAndMachinePaths([source('a.md', `see /${folder}/me/x`)]))).toEqual([
      'a.md:1 machine-path',
    ]);
  const fine = `../work/x, https://a.invalid/home/x, docs/root/x, \${base}/home/x, -----BEGIN PRIVATE KEY-----, sk_live_`;
  expect(secretsAndMachinePaths([source('a.md', fine)])).toEqual([]);
});

it('lists the files of a repository with git and without', () => {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-files-'));
  try {
    for (const folder of ['src', 'node_modules/a', 'dist'])
      mkdirSync(join(root, folder), { recursive: true });
    for (const path of ['src/a.ts', 'src/new.ts', 'node_modules/a/b.ts', 'dist/c.js', 'picture.png', 'x.log'])
      writeFileSync(join(root, path), 'text');
    writeFileSync(join(root, '.gitignore'), 'node_modules/\ndist/\n*.log\n');
    const walked = repositoryFiles(root).map(({ path }) => path);
    expect(walked).toEqual(['.gitignore', 'picture.png', 'src/a.ts', 'src/new.ts']);
    expect(repositoryFiles(root).find(({ path }) => path === 'picture.png')?.text).toBe('');
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    execFileSync('git', ['add', 'src/a.ts'], { cwd: root });
    expect(repositoryFiles(root).map(({ path }) => path)).toEqual(walked);
  } finally {
    rmSync(root, { recursive: true });
  }
});
