import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint, Stamp } from './fingerprint.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-fingerprint-'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/a.ts'), 'one');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('changes with content and names, not with times, tests or what is built', () => {
  const before = fingerprint([folder]);
  utimesSync(join(folder, 'src/a.ts'), 1, 1);
  writeFileSync(join(folder, 'src/a.test.ts'), 'a test');
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/a.js'), 'built');
  expect(fingerprint([folder, join(folder, 'absent')])).toBe(before);

  renameSync(join(folder, 'src/a.ts'), join(folder, 'src/b.ts'));
  const renamed = fingerprint([folder]);
  expect(renamed).not.toBe(before);
  writeFileSync(join(folder, 'src/b.ts'), 'two');
  expect(fingerprint([folder])).not.toBe(renamed);
});

test('keeps the border between two files', () => {
  writeFileSync(join(folder, 'src/b.ts'), 'two');
  const before = fingerprint([folder]);
  writeFileSync(join(folder, 'src/a.ts'), 'onet');
  writeFileSync(join(folder, 'src/b.ts'), 'wo');
  expect(fingerprint([folder])).not.toBe(before);
});

test('a stamp counts only for what it was written for, and not while the work is repeated', () => {
  const stamp = new Stamp(join(folder, 'stamps/server'));
  expect(stamp.matches('x')).toBe(false);
  stamp.write('x');
  expect(stamp.matches('x')).toBe(true);
  expect(stamp.matches('y')).toBe(false);
  stamp.remove();
  expect(existsSync(stamp.path)).toBe(false);
  expect(stamp.matches('x')).toBe(false);
});
