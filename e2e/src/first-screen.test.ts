import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, phone } from './browser.js';
import { firstLoad, withImports } from './first-load.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { clone, type Started, startGatehouse } from './gatehouse.js';
import { installScanner, keptFiles, scannerFiles } from './scanner-app.js';

/** What a new phone may fetch as scripts before its first screen, over the network of a door. */
const MOST_GZIP_BYTES = 60 * 1024;
const built = `${clone}/scanner/dist`;

let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

test('the start page is there before the databases, the log and the reader are fetched', async () => {
  const { context, page, faults } = await openPage(browser, phone);
  const early = new Set(firstLoad(built, '/scanner/').map(({ file }) => file));
  const entry = (await scannerFiles()).filter((file) => file.startsWith('assets/store-'));
  const store = withImports(built, entry)
    .map(({ file }) => file)
    .filter((file) => !early.has(file));
  expect(store.length).toBeGreaterThan(0);
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.set(response.url(), response.body());
  });
  const held: (() => void)[] = [];
  await page.route('**/assets/*.js', async (route) => {
    if (store.some((file) => route.request().url().endsWith(`/${file}`)))
      await new Promise<void>((go) => held.push(go));
    await route.continue();
  });
  await page.goto(`${gatehouse.url}/scanner/`);
  await page.getByText('Pair this phone').waitFor();
  await expect.poll(() => held.length).toBe(store.length);

  const weights: Record<string, number> = {};
  for (const [url, body] of scripts) weights[new URL(url).pathname] = gzipSync(await body).length;
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  expect(total, JSON.stringify(weights, null, 2)).toBeLessThanOrEqual(MOST_GZIP_BYTES);
  expect(total).toBeGreaterThan(10 * 1024);

  for (const go of held) go();
  await expect.poll(() => [...scripts.keys()].filter((url) => url.includes('/store-'))).toHaveLength(1);
  await page.getByText('Pair this phone').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('the reader of codes is kept with everything else, its WebAssembly too', async () => {
  const { context, page } = await openPage(browser, phone);
  await installScanner(page, gatehouse.url);
  const kept = (await keptFiles(page)).map((path) => path.replace(/\?.*$/, ''));
  expect(kept.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
  expect(kept.some((path) => /decoder-worker-.*\.js$/.test(path))).toBe(true);
  await context.close();
});
