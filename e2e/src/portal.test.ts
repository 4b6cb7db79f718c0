import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, openPage, phone } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { freePorts, type Started, startGatehouse } from './gatehouse.js';
import { makeSeries } from './series-in-portal.js';
import { someOf } from './soak.js';

let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;
let port = '';
let password = '';

beforeAll(async () => {
  folder = await makeFolder();
  port = String(await freePorts());
  [gatehouse, browser] = await Promise.all([
    startGatehouse({ data: folder.path, env: { PORT: port } }),
    launchBrowser(),
  ]);
  password = gatehouse.password ?? '';
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

test('from signing in to an event that everybody sees', async () => {
  const { context, page, faults } = await openPage(browser, { timezoneId: 'Europe/Lisbon' });
  await page.goto(`${gatehouse.url}/portal/events`);
  await signIn(page);
  await page.getByRole('heading', { name: 'Events', level: 1 }).waitFor();

  await page.getByRole('link', { name: 'Create event' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Lantern Walk & Supper');
  await page.getByRole('button', { name: 'Create event' }).click();
  await page.getByText('2 entries need attention').waitFor();
  expect(await errorBeside(page, 'Place')).toMatch(/\w/);
  expect(await errorBeside(page, 'Starts')).toMatch(/\w/);
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Lantern Walk & Supper');

  await page.getByLabel('Place', { exact: true }).fill('Old Harbour, Lübeck');
  const place = page.getByLabel('Place', { exact: true });
  await expect.poll(() => place.getAttribute('aria-invalid')).toBe('false');
  await page.getByLabel('Starts', { exact: true }).fill('2027-06-12T20:00');
  await page.getByLabel('Time zone', { exact: true }).selectOption('Europe/Berlin');
  await page.getByRole('button', { name: 'Create event' }).click();
  await page.getByRole('heading', { name: 'Lantern Walk & Supper', level: 1 }).waitFor();
  await page.getByText('Draft', { exact: true }).waitFor();

  await page.getByRole('link', { name: 'Events', exact: true }).click();
  await page.getByRole('link', { name: 'Lantern Walk & Supper' }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  const publicLink = page.getByRole('link', { name: 'Public page' });
  const address = await publicLink.getAttribute('href');
  expect(address).toMatch(/^\/harbour-lights\/lantern-walk/);

  const mail = await openMail(context, 'Lantern Walk & Supper');
  await mail.frameLocator('iframe').getByText('Robin').waitFor();
  expect(await mail.frameLocator('iframe').getByRole('link').getAttribute('href')).toBe(
    `${gatehouse.url}${address}`,
  );

  await publicLink.click();
  await page.getByRole('heading', { name: 'Lantern Walk & Supper', level: 1 }).waitFor();
  // What was typed in Lisbon is the clock of Berlin.
  expect(await page.locator('time[datetime="2027-06-12T18:00:00.000Z"]').textContent()).toContain('20:00');

  await page.goto(`${gatehouse.url}/portal/events`);
  await page.getByRole('link', { name: 'Lantern Walk & Supper' }).click();
  expect(await makeSeries(page, { name: 'Lantern Walk & Supper' })).toEqual([]);
  // Times that the server refused are an error to a browser.
  expect(faults).toEqual([expect.stringContaining('status of 422')]);
  await context.close();
});

test('a session outlives a reload and ends with signing out', async () => {
  const { context, page, faults } = await openPage(browser);
  await page.goto(`${gatehouse.url}/portal/`);
  await page.getByLabel('E-mail address').fill(gatehouse.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(gatehouse.email);

  await signIn(page);
  const greeting = page.getByRole('heading', { name: /Robin/, level: 1 });
  await greeting.waitFor();
  await page.reload();
  await greeting.waitFor();

  await page.locator('summary', { hasText: 'Signed in as Robin Demo' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await context.cookies(`${gatehouse.url}/api/v1/auth`)).toEqual([]);
  await page.goto(`${gatehouse.url}/portal/events`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('an access token that no longer counts is renewed once, and what waited is asked again', async () => {
  const { context, page, faults } = await openPage(browser);
  await signInQuietly(context);
  await page.goto(`${gatehouse.url}/portal/events`);
  await page.getByRole('link', { name: 'Night at the Harbour' }).click();
  await page.getByRole('button', { name: 'Save changes' }).waitFor();
  // What is still on its way when the server stops would be an error of the page.
  await page.waitForLoadState('networkidle');

  await gatehouse.stop();
  const env = { PORT: port, ACCESS_TOKEN_SECRET: 'another secret than the one that signed them' };
  gatehouse = await startGatehouse({ data: folder.path, env });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.replace(/.*\//, '')));
  await page.getByRole('link', { name: 'Zones and gates' }).click();
  for (const name of ['Backstage', 'Gate B']) await page.getByText(name, { exact: true }).first().waitFor();

  const count = (name: string) => asked.filter((found) => found === name).length;
  expect(count('refresh')).toBe(1);
  expect(['zones', 'gates'].map(count)).toEqual([2, 2]);
  expect(faults).toEqual([]);
  await context.close();
});

test('what is shown and typed stays when more of it, or the same again, does not come', async () => {
  const { context, page } = await openPage(browser);
  await signInQuietly(context);
  let asked = 0;
  await page.route(/\/api\/v1\/events\?.*after=/, async (route) => {
    asked += 1;
    if (asked === 1) await route.fulfill({ status: 403, json: {} });
    else await route.fulfill({ json: { data: [], page: { next: null } } });
  });
  await page.route(/\/api\/v1\/events(?!.*after=)(\?|$)/, async (route) => {
    const { data } = await (await route.fetch()).json();
    await route.fulfill({ json: { data, page: { next: 'more' } } });
  });
  await page.goto(`${gatehouse.url}/portal/events`);
  await page.getByRole('button', { name: 'Load more' }).click();
  await page.getByText('This could not be shown').waitFor();
  await page.getByRole('link', { name: 'Night at the Harbour' }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('This could not be shown').waitFor({ state: 'detached' });
  expect(asked).toBe(2);

  await page.goto(`${gatehouse.url}/portal/settings`);
  const name = page.getByLabel('Name of the organisation', { exact: true });
  await name.fill('Typed and not saved');
  await page.route('**/api/v1/organisation', (route) => route.fulfill({ status: 403, json: {} }));
  // What was read a minute ago is read again when somebody comes back to the page.
  await page.clock.setSystemTime(Date.now() + 60_000);
  const refused = page.waitForResponse('**/api/v1/organisation');
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await refused;
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(await name.inputValue({ timeout: 5_000 })).toBe('Typed and not saved');
  await context.close();
});

const looks = [
  { name: 'on a desktop, light', options: {} },
  { name: 'on a desktop, dark', options: { colorScheme: 'dark' } },
  { name: 'on a phone, light, in Arabic', options: { ...phone, locale: 'ar' } },
  { name: 'on a phone, dark, in Arabic', options: { ...phone, colorScheme: 'dark', locale: 'ar' } },
] as const;

test.each(someOf(looks))('every screen is accessible $name', async ({ options }) => {
  const { context, page, faults } = await openPage(browser, options);
  const findings: string[] = [];
  const loaded = () => expect.poll(() => page.locator('.ui-skeleton').count()).toBe(0);
  const look = async (path: string, act: () => Promise<unknown> = loaded) => {
    await page.goto(`${gatehouse.url}${path}`);
    await page.getByRole('heading').first().waitFor();
    await act();
    findings.push(...(await auditPage(page)));
    findings.push(...(await layoutFaults(page, 'locale' in options ? 'rtl' : 'ltr')));
  };
  const submit = async () => {
    await page.locator('button[type=submit]').click();
    await page.locator('.ui-error').first().waitFor();
  };

  await look('/portal/sign-in', submit);
  await signInQuietly(context);
  await look('/portal/');
  await look('/portal/events');
  await look('/portal/events/new', submit);
  await look('/portal/nowhere');
  await look('/portal/components', () => page.locator('.ui-skeleton').first().waitFor());
  await page.goto(`${gatehouse.url}/portal/events`);
  await page.getByRole('link', { name: 'Night at the Harbour' }).click();
  await page.waitForURL(/[\da-f-]{36}$/);
  const event = new URL(page.url()).pathname;
  const parts = [
    'dates',
    'ticket-types',
    'places',
    'access-lists',
    'attendees',
    'attendees/import',
    'phones',
    'door',
  ];
  for (const part of ['', ...parts.map((name) => `/${name}`)]) await look(event + part);
  for (const path of ['/', '/harbour-lights', '/harbour-lights/night-at-the-harbour', '/mail'])
    await look(path);
  expect(findings).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

test('an event fits on a phone', async () => {
  const { context, page } = await openPage(browser, phone);
  try {
    await signInQuietly(context);
    await page.goto(`${gatehouse.url}/portal/events`);
    await page.getByRole('link', { name: 'Night at the Harbour' }).click();
    await page.getByRole('link', { name: 'Zones and gates' }).waitFor();
    expect(await layoutFaults(page, 'ltr')).toEqual([]);
  } finally {
    await context.close();
  }
});

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill(gatehouse.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs a fresh profile in without its form; two profiles never share one session. */
async function signInQuietly(context: BrowserContext): Promise<void> {
  const answer = await context.request.post(`${gatehouse.url}/api/v1/auth/sign-in`, {
    data: { email: gatehouse.email, password },
  });
  expect(answer.status()).toBe(200);
}

async function errorBeside(page: Page, label: string): Promise<string | null> {
  const input = page.getByLabel(label, { exact: true });
  return await page.locator('.ui-field', { has: input }).locator('.ui-error').textContent();
}

/** Mail is sent by a job, so it takes a moment. */
async function openMail(context: BrowserContext, subject: string): Promise<Page> {
  const page = await context.newPage();
  const link = page.getByRole('link', { name: subject });
  await expect
    .poll(
      async () => {
        await page.goto(gatehouse.mailUrl);
        return await link.count();
      },
      { interval: 250 },
    )
    .toBe(1);
  await link.click();
  return page;
}
