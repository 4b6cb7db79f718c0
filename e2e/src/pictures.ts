import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage, phone } from './browser.js';
import { makeFolder } from './folders.js';
import { clone, startGatehouse } from './gatehouse.js';
import { signInOrganiser } from './organiser.js';
import { takeScanner } from './scanner-pictures.js';
import { noteVerdicts, verdictCame } from './verdicts.js';

const folder = join(clone, 'docs/pictures');
/** The event of the demo whose gates are open. */
const night = 'Night at the Harbour';

/** `npm run pictures`: those of the README, from a fresh demo, and one of every state of the scanner. */
const data = await makeFolder();
const [gatehouse, browser] = await Promise.all([startGatehouse({ data: data.path }), launchBrowser()]);
try {
  await mkdir(folder, { recursive: true });
  await takeDoor(browser);
  await takePublicPage(browser);
  const faults = await takeScanner({ gatehouse, organiser: await signInOrganiser(gatehouse) });
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await gatehouse.stop();
  await data[Symbol.asyncDispose]();
}

/** A phone admits attendees of the demo; then its last verdict, and the door as the organiser sees it. */
async function takeDoor(browser: Browser): Promise<void> {
  const organiser = await signInOrganiser(gatehouse);
  const events = await organiser.send<{ id: string; name: string }[]>('GET /events');
  const path = `/events/${events.find(({ name }) => name === night)?.id}`;
  const [gate] = await organiser.send<{ id: string }[]>(`GET ${path}/gates`);
  const offer = { name: 'North lane', profile: 'steward', gateId: gate?.id ?? null };
  const { url } = await organiser.send<{ url: string }>(`POST ${path}/device-pairings`, offer);
  const { context, page } = await openPage(browser, { ...phone, deviceScaleFactor: 2 });
  await noteVerdicts(context);
  await context.grantPermissions(['camera']);
  await page.goto(`${gatehouse.url}/scanner/${new URL(url).hash}`);
  await page.locator('.door-code').waitFor();
  const [device] = await organiser.send<{ id: string }[]>(`GET ${path}/devices`);
  await organiser.send(`POST ${path}/devices/${device?.id}/confirm`);
  await page.getByRole('button', { name: 'Start scanning' }).click();
  await page.locator('.door-direction').waitFor();
  for (const state of ['cancelled', 'good']) {
    const limit = state === 'good' ? 14 : 1;
    const tickets = await organiser.send<{ id: string }[]>(
      `GET ${path}/tickets?state=${state}&limit=${limit}`,
    );
    for (const { id } of tickets) {
      const { code } = await organiser.send<{ code: string }>(`GET ${path}/tickets/${id}/code`);
      await page.keyboard.type(code);
      await page.keyboard.press('Enter');
      await verdictCame(page, state === 'good' ? 'admit' : 'refuse');
    }
  }
  await page.screenshot({ path: join(folder, 'scanner.png') });
  await page.locator('.door-line').getByText('0 scans not sent yet').waitFor({ state: 'attached' });
  await takePortal(browser);
  await context.close();
}

async function takePortal(browser: Browser): Promise<void> {
  const { context, page } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
  await context.request.post(`${gatehouse.url}/api/v1/auth/sign-in`, {
    data: { email: gatehouse.email, password: gatehouse.password },
  });
  await page.goto(`${gatehouse.url}/portal/events`);
  await page.getByRole('link', { name: night }).click();
  await page.getByRole('link', { name: 'Door', exact: true }).click();
  await page.getByText('North lane').first().waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.ui-skeleton').length === 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, 'portal.png') });
  await context.close();
}

async function takePublicPage(browser: Browser): Promise<void> {
  const { context, page } = await openPage(browser, phone);
  await page.goto(`${gatehouse.url}/harbour-lights/night-at-the-harbour`);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, 'attendee.png') });
  await context.close();
}
