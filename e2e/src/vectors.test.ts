import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeFolder } from './folders.js';
import { browsers, startBrowser } from './vectors/browsers.js';
import { openVectorPage, type VectorPage } from './vectors/vector-page.js';

let page: VectorPage;
beforeAll(async () => {
  page = await openVectorPage();
});
afterAll(() => page?.[Symbol.asyncDispose]());

test.for(browsers)('$name decides and encodes as the vectors say', async (browser, { skip }) => {
  await using folder = await makeFolder();
  const command = browser.command(page.urlFor(browser.name), folder.path);
  // Not every machine can install every engine; the others still say something.
  if (command === undefined) return skip(`${browser.name} is not installed (Debian: ${browser.package})`);
  await using _running = startBrowser(command, folder.path);
  await expect.poll(() => page.report(browser.name), { timeout: 150_000 }).toBeDefined();
  const report = page.report(browser.name);
  expect(report?.faults).toEqual([]);
  expect(report?.native).toBe(true);
  expect(report?.decisions).toBeGreaterThanOrEqual(200);
  expect(report?.judged).toBeGreaterThan(2_000);
  expect(report?.formats).toEqual([
    'ticket-code',
    'manifest',
    'history',
    'links',
    'log',
    'protocol',
    'people',
    'sealed-box',
  ]);
});
