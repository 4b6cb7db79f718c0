import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTicketLinks } from '@gatehouse/server/modules/ticketing/ticket-link.js';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, openPage, phone } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { readQrTexts } from './read-qr.js';
import { someOf } from './soak.js';

let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;
let organiser: Organiser;
let at = '';
let ticketTypeId = '';

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
  organiser = await signInOrganiser(gatehouse);
  const event = await organiser.send<{ id: string }>('POST /events', {
    name: 'Lantern Walk & Supper',
    place: 'Old Harbour, Lübeck',
    timeZone: 'Europe/Berlin',
    startsAt: '2027-06-12T18:00:00Z',
    admissionAt: '2027-06-12T17:00:00Z',
  });
  at = `/events/${event.id}`;
  const type = { name: 'Weekend', colour: '#1b5190' };
  ticketTypeId = (await organiser.send<{ id: string }>(`POST ${at}/ticket-types`, type)).id;
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

interface Issued {
  readonly id: string;
  readonly generation: number;
  /** As the mail says it. */
  readonly url: string;
  /** What the QR code has to say. */
  readonly code: string;
}

async function issue(details: object = {}): Promise<Issued> {
  const input = { ticketTypeId, name: 'Zoë Łukasiewicz', seat: 'Row 3', texts: ['Vegan'], ...details };
  return describe(await organiser.send(`POST ${at}/tickets`, input));
}

async function describe({ id, generation }: { id: string; generation: number }): Promise<Issued> {
  const { code } = await organiser.send<{ code: string }>(`GET ${at}/tickets/${id}/code`);
  const key = readFileSync(join(folder.path, 'secrets/encryption-key'), 'utf8').trim();
  const { linkFor } = createTicketLinks(Buffer.from(key, 'base64url'));
  const { organisationId } = organiser;
  const eventId = at.replace('/events/', '');
  return {
    id,
    generation,
    code,
    url: gatehouse.url + linkFor({ organisationId, eventId, ticketId: id, generation }),
  };
}

async function shownCodes(page: Page): Promise<string[]> {
  return readQrTexts(await page.screenshot());
}

const kept = (page: Page) => page.locator('[data-kept=yes]');

async function keepTicket(context: BrowserContext, ticket: Issued): Promise<Page> {
  const page = await context.newPage();
  await page.goto(ticket.url);
  await kept(page).waitFor();
  return page;
}

/** What a browser says of every request that a dead network refuses. */
const withoutNetwork = (faults: readonly string[]) =>
  faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'));

test('a ticket shows its code at once, and again with no network', async () => {
  const ticket = await issue();
  const { context, page, faults } = await openPage(browser, phone);
  await page.goto(ticket.url);
  // In sight without scrolling: the picture holds only what the screen does.
  expect(await shownCodes(page)).toEqual([ticket.code]);
  await kept(page).waitFor();

  await context.setOffline(true);
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(new URL(request.url()).pathname));
  await page.reload();
  expect(await shownCodes(page)).toEqual([ticket.code]);
  await kept(page).waitFor();
  expect(await page.evaluate(() => document.fonts.check('1rem Rubik'))).toBe(true);
  expect(failed.filter((path) => !path.startsWith('/t/'))).toEqual([]);
  await page.close();

  // The tab is gone; the link in the mail is tapped again.
  const again = await context.newPage();
  await again.goto(ticket.url);
  expect(await shownCodes(again)).toEqual([ticket.code]);
  expect(withoutNetwork(faults)).toEqual([]);
  await context.close();
});

test('the link in the mail opens the ticket', async () => {
  const ticket = await issue({ email: 'zoe@example.org' });
  await organiser.send(`POST ${at}/ticket-mails`, { ticketIds: [ticket.id] });
  const { context, page } = await openPage(browser, phone);
  const mail = page.getByRole('link', { name: 'Your ticket for Lantern Walk' });
  const findMail = async () => {
    await page.goto(gatehouse.mailUrl);
    return mail.count();
  };
  await expect.poll(findMail, { interval: 250 }).toBe(1);
  await mail.click();
  const link = page.frameLocator('iframe').getByRole('link', { name: 'Open the ticket' });
  const address = await link.getAttribute('href');
  expect(address).toBe(ticket.url);
  await page.goto(address ?? '');
  expect(await shownCodes(page)).toEqual([ticket.code]);
  await context.close();
});

test('nothing is said to be kept when nothing is', async () => {
  const ticket = await issue();
  const { context, page } = await openPage(browser, phone);
  // As in every browser on http, such as a phone in the local network.
  await context.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
    Reflect.deleteProperty(globalThis, 'caches');
  });
  await page.goto(ticket.url);
  await page.locator('[data-kept=no]').waitFor();
  expect(await kept(page).isVisible()).toBe(false);
  expect(await shownCodes(page)).toEqual([ticket.code]);
  await context.close();
});

test('a kept page whose file has gone is not called kept', async () => {
  const { context } = await openPage(browser, phone);
  const ticket = await issue();
  const page = await keepTicket(context, ticket);
  await context.setOffline(true);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) if (request.url.endsWith('.css')) await cache.delete(request);
    }
  });
  // The browser's own cache would heal it.
  await (await context.newCDPSession(page)).send('Network.clearBrowserCache');
  await page.reload();
  await page.locator('[data-kept=no]').waitFor();
  expect(await shownCodes(page)).toEqual([ticket.code]);
  await context.close();
});

test('a re-issued ticket’s old link says so once there is a network, and from then on without one', async () => {
  const old = await issue();
  const { context } = await openPage(browser, phone);
  const page = await keepTicket(context, old);
  const fresh = await describe(await organiser.send(`POST ${at}/tickets/${old.id}/re-issue`));
  await context.setOffline(true);
  await page.reload();
  expect(await shownCodes(page)).toEqual([old.code]);
  const replaced = page.getByRole('heading', { name: 'This ticket was replaced' });
  // The page hears of the network, looks, and loads itself anew.
  await context.setOffline(false);
  await replaced.waitFor();
  expect(await shownCodes(page)).toEqual([]);
  await context.setOffline(true);
  await page.reload();
  await replaced.waitFor();
  expect(await shownCodes(page)).toEqual([]);
  await context.setOffline(false);
  expect(await shownCodes(await keepTicket(context, fresh))).toEqual([fresh.code]);
  await context.close();
});

test('a server that hangs is not waited for', async () => {
  const ticket = await issue();
  const { context } = await openPage(browser, phone);
  const page = await keepTicket(context, ticket);
  process.kill(gatehouse.pid, 'SIGSTOP');
  try {
    // The server would never answer: what is shown is what was kept.
    await page.reload({ waitUntil: 'commit' });
    await page.locator('.ticket-code').waitFor();
    expect(await shownCodes(page)).toEqual([ticket.code]);
  } finally {
    process.kill(gatehouse.pid, 'SIGCONT');
  }
  await context.close();
});

test('two tickets on one phone are two pages', async () => {
  const tickets = [await issue({ name: 'Ada' }), await issue({ name: 'Grace' })];
  const { context } = await openPage(browser, phone);
  for (const ticket of tickets) await (await keepTicket(context, ticket)).close();
  await context.setOffline(true);
  for (const { url, code } of tickets) {
    const page = await context.newPage();
    await page.goto(url);
    expect(await shownCodes(page)).toEqual([code]);
  }
  await context.close();
});

test('the fifty newest tickets are kept', async () => {
  const [old, ticket] = [await issue(), await issue()];
  const { context } = await openPage(browser, phone);
  const page = await keepTicket(context, old);
  await page.evaluate(async () => {
    for (let index = 0; index < 60; index += 1) await caches.open(`ticket ${index}`);
  });
  const names = await (await keepTicket(context, ticket)).evaluate(() => caches.keys());
  const nameOf = ({ url }: Issued) => `ticket ${new URL(url).pathname}`;
  expect(names).toHaveLength(50);
  expect(names).toEqual(expect.arrayContaining(['ticket 59', nameOf(ticket)]));
  expect(names).not.toContain(nameOf(old));
  await context.close();
});

const looks = [
  { name: 'light', options: phone, direction: 'ltr' },
  { name: 'dark', options: { ...phone, colorScheme: 'dark' }, direction: 'ltr' },
  {
    name: 'on a small phone',
    options: { ...phone, viewport: { width: 320, height: 568 } },
    direction: 'ltr',
  },
  { name: 'on a desktop', options: {}, direction: 'ltr' },
  { name: 'in Arabic', options: { ...phone, locale: 'ar' }, direction: 'rtl' },
] as const;

test.each(someOf(looks))(
  'the page is accessible and its code readable $name',
  async ({ name, options, direction }) => {
    const ticket = await issue({ name: direction === 'rtl' ? 'ليلى بنت عبد الله' : 'Anna-Maria' });
    const { context, page, faults } = await openPage(browser, options);
    await page.goto(ticket.url);
    await kept(page).waitFor();
    expect(await auditPage(page)).toEqual([]);
    expect(await layoutFaults(page, direction)).toEqual([]);
    const shot = await page.screenshot({ fullPage: true, ...pictureOf(name) });
    expect(await readQrTexts(shot)).toEqual([ticket.code]);
    expect(faults).toEqual([]);
    await context.close();
  },
);

/** Kept to be looked at when PICTURES names a folder. */
function pictureOf(name: string): { path?: string } {
  const pictures = process.env['PICTURES'];
  return pictures === undefined ? {} : { path: join(pictures, `ticket ${name}.png`) };
}

test('printed, the ticket stands alone on one sheet and can be read', async () => {
  const ticket = await issue();
  const { context, page } = await openPage(browser);
  await page.goto(ticket.url);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('header, footer').filter({ visible: true }).count()).toBe(0);
  expect(await shownCodes(page)).toEqual([ticket.code]);
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await context.close();
});
