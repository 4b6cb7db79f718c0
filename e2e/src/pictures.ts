import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage, phone } from './browser.js';
import { makeFolder } from './folders.js';
import { clone, startGatehouse } from './gatehouse.js';

const folder = join(clone, 'docs/pictures');

/** `npm run pictures`: the pictures of the README, taken from a fresh demo. */
const data = await makeFolder();
const [gatehouse, browser] = await Promise.all([startGatehouse({ data: data.path }), launchBrowser()]);
try {
  await mkdir(folder, { recursive: true });
  await takePortal(browser);
  await takePhone(browser, 'scanner', `${gatehouse.url}/scanner/`);
  await takePhone(browser, 'attendee', `${gatehouse.url}/harbour-lights/night-at-the-harbour`);
} finally {
  await browser.close();
  await gatehouse.stop();
  await data[Symbol.asyncDispose]();
}

async function takePortal(browser: Browser): Promise<void> {
  const { context, page } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
  await context.request.post(`${gatehouse.url}/api/v1/auth/sign-in`, {
    data: { email: gatehouse.email, password: gatehouse.password },
  });
  await page.goto(`${gatehouse.url}/portal/events`);
  await page.getByRole('link', { name: 'Night at the Harbour' }).click();
  await page.getByRole('link', { name: 'Zones and gates' }).click();
  await page.getByText('Stage door').waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.ui-skeleton').length === 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, 'portal.png') });
  await context.close();
}

async function takePhone(browser: Browser, name: string, url: string): Promise<void> {
  const { context, page } = await openPage(browser, phone);
  // The camera of a headless browser asks nobody.
  await context.grantPermissions(['camera']);
  await page.goto(url);
  await page.evaluate(async () => {
    await document.fonts.ready;
    if (location.pathname.startsWith('/scanner')) await navigator.serviceWorker.ready;
  });
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll('.ui-spinner').length === 0);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}
