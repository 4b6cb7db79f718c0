import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { firstLoad } from './first-load.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

const kibibyte = 1024;

/** What a first page may weigh over a phone's network at a door. */
const limits = [
  { app: 'portal', folder: 'portal/dist/client', base: '/portal/', maxGzipBytes: 150 * kibibyte },
  { app: 'scanner', folder: 'scanner/dist', base: '/scanner/', maxGzipBytes: 60 * kibibyte },
];

test.each(limits)('the first page of the $app loads no more JavaScript than it may', (limit) => {
  const folder = join(root, limit.folder);
  expect(existsSync(join(folder, 'index.html')), `${limit.folder} is not built: npm run build`).toBe(true);
  const scripts = firstLoad(folder, limit.base);
  const total = scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
  const heaviest = scripts.sort((a, b) => b.gzipBytes - a.gzipBytes);
  expect(total, JSON.stringify(heaviest, null, 2)).toBeLessThanOrEqual(limit.maxGzipBytes);
  expect(total).toBeGreaterThan(5 * kibibyte);
});

test.each(limits)('the compressed copies of the $app say what its files say', ({ folder }) => {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const copies = names.filter((name) => name.endsWith('.br') || name.endsWith('.gz'));
  expect(copies.length).toBeGreaterThan(20);
  for (const copy of copies) {
    const unpack = copy.endsWith('.br') ? brotliDecompressSync : gunzipSync;
    const [packed, plain] = [copy, copy.slice(0, -3)].map((name) => readFileSync(join(root, folder, name)));
    expect(packed && plain && unpack(packed).equals(plain), copy).toBe(true);
  }
});

test('what a script imports at once is counted, and what it imports later is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bundle-'));
  mkdirSync(join(folder, 'assets'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('index.html', '<script type="module" src="/app/assets/a.js"></script>');
  write('assets/a.js', 'import{x}from"./b.js";import"./c.js";const later=()=>import("./d.js");');
  write('assets/b.js', 'export{y as x}from"./c.js";');
  write('assets/c.js', 'export const y=1;');
  write('assets/d.js', 'export const z=1;');
  const files = firstLoad(folder, '/app/').map(({ file }) => file);
  rmSync(folder, { recursive: true });
  expect(files.sort()).toEqual(['assets/a.js', 'assets/b.js', 'assets/c.js']);
});
