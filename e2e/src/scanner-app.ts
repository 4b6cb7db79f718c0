import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const built = fileURLToPath(new URL('../../scanner/dist/', import.meta.url));

/** The texts of the other apps are built with the scanner's and never asked for by it. */
const foreign = /^assets\/(portal|mail|attendee)-.*\.js$/;

/** What the server sends in the place of a file. */
const compressed = /\.(?:br|gz)$/;

/** Every file that the scanner is made of, except the service worker and its manifest. */
export async function scannerFiles(): Promise<string[]> {
  const names = await readdir(built, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(built.length).replace(/^\//, ''))
    .filter((path) => path !== 'sw.js' && !foreign.test(path) && !compressed.test(path))
    .sort();
}

/** Opens the scanner and waits until a service worker is in charge and says that it keeps the whole app. */
export async function installScanner(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/scanner/`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // The page that brought the worker is not controlled by it; the next one is.
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

/** The paths below `/scanner/` that lie in the browser's caches. */
export function keptFiles(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const caches = await Promise.all(
      (await globalThis.caches.keys()).map((name) => globalThis.caches.open(name)),
    );
    const requests = (await Promise.all(caches.map((cache) => cache.keys()))).flat();
    return requests.map(({ url }) => new URL(url).pathname.replace('/scanner/', '')).sort();
  });
}
