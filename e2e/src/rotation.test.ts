import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, openPage, phone, type Watched } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { readQrTexts } from './read-qr.js';
import { soakTest, someOf } from './soak.js';
import { noteVerdicts, verdictCame } from './verdicts.js';

const HOUR_MS = 3_600_000;
const PATIENCE_MS = 60_000;
const FIVE_MINUTES_MS = 300_000;
let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;
let organiser: Organiser;

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
  organiser = await signInOrganiser(gatehouse);
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

interface Door {
  readonly at: string;
  readonly ticketTypeId: string;
}

async function newDoor(rotation: 'preferred' | 'required'): Promise<Door> {
  const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
  const event = { name: 'Lantern Walk & Supper', place: 'Old Harbour', timeZone: 'Europe/Berlin', startsAt };
  const { id } = await organiser.send<{ id: string }>('POST /events', event);
  const at = `/events/${id}`;
  await organiser.send(`PUT ${at}/status`, { status: 'published' });
  const day = { name: 'Weekend', colour: '#1b5190' };
  const type = await organiser.send<{ id: string; class: number }>(`POST ${at}/ticket-types`, day);
  const list = { name: 'Main entrance', classes: [type.class], entry: 'single', rotation };
  await organiser.send(`POST ${at}/access-lists`, list);
  return { at, ticketTypeId: type.id };
}

interface Issued {
  readonly id: string;
  readonly url: string;
  /** The printed code. */
  readonly code: string;
}

async function issue({ at, ticketTypeId }: Door, name = 'Zoë Łukasiewicz'): Promise<Issued> {
  const { id } = await organiser.send<{ id: string }>(`POST ${at}/tickets`, { ticketTypeId, name });
  return describe(at, id);
}

async function describe(at: string, id: string): Promise<Issued> {
  const codes = await organiser.send<{ code: string; pagePath: string }>(`GET ${at}/tickets/${id}/code`);
  return { id, code: codes.code, url: gatehouse.url + codes.pagePath };
}

/** What a scanner reads on the screen: one code, in sight without scrolling. */
async function shownCode(page: Page): Promise<string> {
  const [text = '', ...others] = await readQrTexts(await page.screenshot());
  expect(others).toEqual([]);
  return text;
}

const liveCode = (page: Page) => page.locator('[data-live=symbol][d]');
const kept = (page: Page) => page.locator('[data-kept=yes]');

async function openTicket({ url }: Issued, options = {}): Promise<Watched> {
  const watched = await openPage(browser, { ...phone, ...options });
  await watched.page.goto(url);
  await kept(watched.page).waitFor();
  return watched;
}

async function openScanner({ at }: Door, name: string): Promise<Watched> {
  const { url } = await organiser.send<{ url: string }>(`POST ${at}/device-pairings`, {
    name,
    profile: 'steward',
  });
  const watched = await openPage(browser, phone);
  const { page, context } = watched;
  await noteVerdicts(context);
  await context.grantPermissions(['camera']);
  await page.goto(`${gatehouse.url}/scanner/${new URL(url).hash}`);
  await page.locator('.door-code').waitFor({ timeout: PATIENCE_MS });
  await organiser.send(`POST ${at}/devices/${await deviceId(at, name)}/confirm`);
  const start = page.getByRole('button', { name: 'Start scanning' });
  await expect.poll(() => start.isEnabled().catch(() => false), { timeout: PATIENCE_MS }).toBe(true);
  await start.click();
  await page.locator('.door-direction').waitFor({ timeout: PATIENCE_MS });
  return watched;
}

async function deviceId(at: string, name: string): Promise<string> {
  const devices = await organiser.send<{ id: string; name: string }[]>(`GET ${at}/devices`);
  return devices.findLast((each) => each.name === name)?.id ?? '';
}

/** What the phone keeps of secrets, as text; opened nowhere but in its memory. */
function keptSecrets(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('gatehouse');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const all = database.transaction('secrets').objectStore('secrets').getAll();
          all.onsuccess = () => {
            database.close();
            resolve(
              all.result.map((row: { rotation: { current: Uint8Array } }) => row.rotation.current.join()),
            );
          };
        };
      }),
  );
}

/** As a hand scanner types: in one burst, ended by Enter. Waits until the verdict has gone from the screen. */
async function scan(page: Page, code: string, expected: { kind: string; word?: string }): Promise<void> {
  await page.evaluate((text) => {
    for (const key of [...text, 'Enter'])
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }, code);
  await verdictCame(page, expected.kind).catch(async (error: Error) => {
    const said = await page.locator('body').textContent();
    throw new Error(`Instead of ${expected.kind} the screen says: ${said}`, { cause: error });
  });
  if (expected.word !== undefined) {
    await page.locator('[data-verdict]').getByText(expected.word).first().waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
  }
  await page.locator('[data-verdict]').waitFor({ state: 'detached', timeout: PATIENCE_MS });
}

/** What a browser says of every request that a dead network refuses. */
const withoutNetwork = (faults: readonly string[]) =>
  faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'));

test('a page and a phone without network agree on the code of the moment, and on no other', async () => {
  const door = await newDoor('required');
  const [ann, bea] = [await issue(door, 'Ann'), await issue(door, 'Bea')];
  const scanner = await openScanner(door, 'North');
  await expect.poll(() => keptSecrets(scanner.page)).toHaveLength(1);
  const ticket = await openTicket(ann);
  await scanner.context.setOffline(true);
  await ticket.context.setOffline(true);
  await ticket.page.reload();
  await liveCode(ticket.page).waitFor();

  await scan(scanner.page, ann.code, { kind: 'refuse', word: 'Live code needed' });
  const code = await shownCode(ticket.page);
  expect(code).toMatch(/^H:/);
  await scan(scanner.page, code, { kind: 'admit' });

  // A picture of five minutes ago is what this page shows whose clock stood still then.
  const old = await openPage(browser, phone);
  await old.page.clock.setFixedTime(Date.now() - FIVE_MINUTES_MS);
  await old.page.goto(bea.url);
  await liveCode(old.page).waitFor();
  await scan(scanner.page, await shownCode(old.page), { kind: 'refuse', word: 'Code too old' });
  await old.page.getByText('The clock of this phone is wrong', { exact: false }).waitFor();

  expect(withoutNetwork([...scanner.faults, ...ticket.faults, ...old.faults])).toEqual([]);
  await Promise.all([scanner, ticket, old].map(({ context }) => context.close()));
});

soakTest(
  'a renewed secret reaches pages and phones that come back, and the old one serves until then',
  async () => {
    const door = await newDoor('required');
    const [ann, bea, cem] = [await issue(door, 'Ann'), await issue(door, 'Bea'), await issue(door, 'Cem')];
    const scanner = await openScanner(door, 'North');
    await expect.poll(() => keptSecrets(scanner.page)).toHaveLength(1);
    const before = await keptSecrets(scanner.page);
    const [annPage, beaPage] = [await openTicket(ann), await openTicket(bea)];
    const keyOf = ({ page }: Watched) => page.locator('.ticket-code').getAttribute('data-live-key');
    const oldKey = await keyOf(annPage);
    await Promise.all([annPage, beaPage, scanner].map(({ context }) => context.setOffline(true)));
    await organiser.send(`POST ${door.at}/rotation-secret`);

    // Nobody has heard of it; then the phone alone.
    await scan(scanner.page, await shownCode(beaPage.page), { kind: 'admit' });
    await scanner.context.setOffline(false);
    await expect.poll(async () => (await keptSecrets(scanner.page)).join() !== before.join()).toBe(true);
    await scan(scanner.page, await shownCode(annPage.page), { kind: 'admit' });

    // A page that comes back learns it without being touched, and keeps it.
    await annPage.context.setOffline(false);
    await expect.poll(() => keyOf(annPage).catch(() => oldKey)).not.toBe(oldKey);
    const cemPage = await openTicket(cem);
    await scanner.context.setOffline(true);
    await scan(scanner.page, await shownCode(cemPage.page), { kind: 'admit' });
    await annPage.context.setOffline(true);
    await annPage.page.reload();
    await liveCode(annPage.page).waitFor();
    await scan(scanner.page, await shownCode(annPage.page), { kind: 'already', word: 'Already in' });
    await Promise.all([annPage, beaPage, cemPage, scanner].map(({ context }) => context.close()));
  },
);

soakTest('a revoked phone keeps no secret', async () => {
  const door = await newDoor('required');
  const { page, context } = await openScanner(door, 'North');
  await expect.poll(() => keptSecrets(page)).toHaveLength(1);
  await organiser.send(`POST ${door.at}/devices/${await deviceId(door.at, 'North')}/revoke`);
  await expect.poll(() => keptSecrets(page)).toEqual([]);
  await context.close();
});

test('a page that is open hears that its ticket was replaced', async () => {
  const door = await newDoor('required');
  const ann = await issue(door, 'Ann');
  const { page, context } = await openTicket(ann);
  await context.setOffline(true);
  await organiser.send(`POST ${door.at}/tickets/${ann.id}/re-issue`);
  await context.setOffline(false);
  await page.getByText('This ticket was replaced').waitFor();
  await context.close();
});

test('where both codes admit, the still one is a button away', async () => {
  const door = await newDoor('preferred');
  const ann = await issue(door, 'Ann');
  const { page, context, faults } = await openTicket(ann);
  expect(await shownCode(page)).toMatch(/^H:/);
  await page.getByRole('button', { name: 'Show the code that does not change' }).click();
  expect(await shownCode(page)).toBe(ann.code);
  await page.getByRole('button', { name: 'Show the live code' }).click();
  expect(await shownCode(page)).toMatch(/^H:/);
  expect(faults).toEqual([]);
  await context.close();
});

test('a browser without scripts shows the still code, or why there is none', async () => {
  const preferred = await issue(await newDoor('preferred'));
  const { page, context } = await openPage(browser, { ...phone, javaScriptEnabled: false });
  await page.goto(preferred.url);
  expect(await shownCode(page)).toBe(preferred.code);
  await page.goto((await issue(await newDoor('required'))).url);
  await page.getByText('Your code appears here.', { exact: false }).waitFor();
  expect(await readQrTexts(await page.screenshot())).toEqual([]);
  await context.close();
});

test('the code changes with the step, and its clock runs', async () => {
  const { url } = await issue(await newDoor('required'));
  const { page, context } = await openPage(browser, phone);
  const step = Math.floor(Date.now() / 30_000) * 30_000;
  await page.clock.install({ time: step + 1_000 });
  await page.goto(url);
  await liveCode(page).waitFor();
  const clock = page.locator('[data-live=clock]');
  const [first, time] = [await shownCode(page), await clock.textContent()];
  await page.clock.runFor(5_000);
  await expect.poll(() => clock.textContent()).not.toBe(time);
  expect(await shownCode(page)).toBe(first);
  await page.clock.runFor(25_000);
  const second = await shownCode(page);
  expect(second).toMatch(/^H:/);
  expect(second).not.toBe(first);
  await context.close();
});

const looks = [
  { name: 'light', options: {}, direction: 'ltr' },
  { name: 'dark', options: { colorScheme: 'dark' }, direction: 'ltr' },
  { name: 'small', options: { viewport: { width: 320, height: 568 } }, direction: 'ltr' },
  { name: 'arabic', options: { locale: 'ar' }, direction: 'rtl' },
] as const;

test.each(someOf(looks))('the page with the changing code, $name', async ({ options, direction }) => {
  for (const rotation of ['preferred', 'required'] as const) {
    const watched = await openTicket(await issue(await newDoor(rotation)), options);
    expect(await auditPage(watched.page)).toEqual([]);
    expect(await layoutFaults(watched.page, direction)).toEqual([]);
    await watched.context.close();
  }
});
