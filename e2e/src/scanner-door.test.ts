import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, openPage, phone, type Watched } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { enterCode } from './hand-scan.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { soakTest } from './soak.js';
import { noteVerdicts, verdictCame } from './verdicts.js';

const HOUR_MS = 3_600_000;
const PATIENCE_MS = 60_000;
let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;
let organiser: Organiser;
let eventId = '';
let ticketTypeId = '';

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
  organiser = await signInOrganiser(gatehouse);
  const event = { name: 'Doors of the Harbour', place: 'Pier 7', timeZone: 'Europe/Berlin' };
  const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
  eventId = (await organiser.send<{ id: string }>('POST /events', { ...event, startsAt })).id;
  await organiser.send(`PUT /events/${eventId}/status`, { status: 'published' });
  const day = { name: 'Day ticket' };
  const type = await organiser.send<{ id: string; class: number }>(
    `POST /events/${eventId}/ticket-types`,
    day,
  );
  ticketTypeId = type.id;
  const list = { name: 'Main entrance', classes: [type.class], entry: 'single' };
  await organiser.send(`POST /events/${eventId}/access-lists`, list);
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

async function newTicket(name: string): Promise<{ id: string; code: string }> {
  const attendee = { ticketTypeId, name, email: 'ann@example.org' };
  const { id } = await organiser.send<{ id: string }>(`POST /events/${eventId}/tickets`, attendee);
  const { code } = await organiser.send<{ code: string }>(`GET /events/${eventId}/tickets/${id}/code`);
  return { id, code };
}

async function offerLink(name: string): Promise<string> {
  const offer = { name, profile: 'steward' };
  const { url } = await organiser.send<{ url: string }>(`POST /events/${eventId}/device-pairings`, offer);
  return `${gatehouse.url}/scanner/${new URL(url).hash}`;
}

interface Device {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly confirmationCode: string;
}

async function confirm(name: string): Promise<Device> {
  const devices = await organiser.send<Device[]>(`GET /events/${eventId}/devices`);
  const device = devices.findLast((each) => each.name === name && each.status === 'waiting');
  if (device === undefined) throw new Error(`There is no phone ${name}.`);
  await organiser.send(`POST /events/${eventId}/devices/${device.id}/confirm`);
  return device;
}

async function expectFine(watched: Watched, direction: 'ltr' | 'rtl' = 'ltr'): Promise<void> {
  expect(await auditPage(watched.page)).toEqual([]);
  expect(await layoutFaults(watched.page, direction)).toEqual([]);
}

async function pairedPhone(name: string, options = {}): Promise<Watched> {
  const watched = await openPage(browser, { ...phone, ...options });
  await noteVerdicts(watched.context);
  await watched.context.grantPermissions(['camera']);
  await watched.page.goto(await offerLink(name));
  await watched.page.locator('.door-code').waitFor({ timeout: PATIENCE_MS });
  return watched;
}

test('a phone from its pairing link to the verdicts', async () => {
  const [ann, bea] = [await newTicket('Ann'), await newTicket('Bea')];
  const watched = await pairedPhone('North');
  const { page, context, faults } = watched;
  expect(page.url()).toBe(`${gatehouse.url}/scanner/`);
  const shown = await page.locator('.door-code').textContent();
  await expectFine(watched);
  const device = await confirm('North');
  expect(shown?.replace(/\s/g, '')).toContain(device.confirmationCode);

  const start = page.getByRole('button', { name: 'Start scanning' });
  await start.waitFor({ timeout: PATIENCE_MS });
  await expect.poll(() => start.isEnabled(), { timeout: PATIENCE_MS }).toBe(true);
  await expectFine(watched);
  await start.click();

  // What the screen says in words, and that nothing but the paper of a door is on it.
  await page.locator('.door-direction').getByText('In').waitFor({ timeout: PATIENCE_MS });
  await page.getByText('Doors of the Harbour').waitFor();
  await expectFine(watched);
  await enterCode(page, ann.code);
  await verdictCame(page, 'admit');
  await expectFine(watched);
  await page.locator('[data-verdict]').waitFor({ state: 'detached', timeout: PATIENCE_MS });
  await enterCode(page, ann.code);
  await verdictCame(page, 'already');
  await page.locator('.door-class').getByText('Day ticket').waitFor();
  await expectFine(watched);
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByRole('button', { name: 'Check only' }).click();
  await page.locator('.door-direction[data-direction=check]').waitFor();
  await enterCode(page, bea.code);
  await verdictCame(page, 'check');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Out', exact: true }).click();
  await page.locator('.door-direction[data-direction=out]').waitFor();
  await enterCode(page, ann.code);
  await verdictCame(page, 'exit');
  await page.locator('[data-verdict]').waitFor({ state: 'detached', timeout: PATIENCE_MS });
  await page.getByRole('button', { name: 'In', exact: true }).click();
  await page.locator('.door-direction[data-direction=in]').waitFor();

  // Junk is refused and jams nothing, also without a network and after a restart.
  await context.setOffline(true);
  await enterCode(page, 'G:JUNK');
  await verdictCame(page, 'refuse');
  await enterCode(page, bea.code);
  await verdictCame(page, 'admit');
  // A verdict that was written and not seen would come again after the restart.
  await page.locator('[data-verdict]').waitFor({ state: 'detached' });
  await page.locator('.door-line').getByText('not sent yet').waitFor({ state: 'attached' });
  await context.setOffline(false);
  await page.reload();
  await page.getByRole('list', { name: 'Last scans' }).waitFor({ timeout: PATIENCE_MS });
  await enterCode(page, bea.code);
  await verdictCame(page, 'already');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByRole('button', { name: 'Type code' }).click();
  await page.getByLabel('Code', { exact: true }).fill('ABCD-EFGH-JKMN');
  await page.keyboard.press('Enter');
  await page.getByText('One character seems to be wrong', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Check it all the same' }).click();
  await verdictCame(page, 'refuse');
  await page.getByRole('button', { name: 'Next' }).click();
  expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  await context.close();
});

soakTest('it reads from right to left', async () => {
  const cem = await newTicket('Cem');
  const watched = await pairedPhone('شمال', { locale: 'ar' });
  const { page, context, faults } = watched;
  await expectFine(watched, 'rtl');
  await confirm('شمال');
  const start = page.locator('.door-start button[type=submit]');
  await expect.poll(() => start.isEnabled().catch(() => false), { timeout: PATIENCE_MS }).toBe(true);
  await expectFine(watched, 'rtl');
  await start.click();
  await page.locator('.door-direction').waitFor({ timeout: PATIENCE_MS });
  await expectFine(watched, 'rtl');
  await enterCode(page, cem.code);
  await verdictCame(page, 'admit');
  await expectFine(watched, 'rtl');
  expect(faults).toEqual([]);
  await context.close();
});

test('a link that was used says so, and another way to pair stays open', async () => {
  const link = await offerLink('East');
  const first = await openPage(browser, phone);
  await first.page.goto(link);
  await first.page.locator('.door-code').waitFor({ timeout: PATIENCE_MS });
  const second = await openPage(browser, phone);
  // Where the app is open already, a link loads nothing and only changes the address.
  await second.page.goto(`${gatehouse.url}/scanner/`);
  await second.page.getByText('Pair this phone').waitFor({ timeout: PATIENCE_MS });
  await second.page.goto(link);
  await second.page
    .getByText('Another phone has used this code.', { exact: false })
    .waitFor({ timeout: PATIENCE_MS });
  expect(second.page.url()).toBe(`${gatehouse.url}/scanner/`);
  await second.page.getByText('No camera? Type the code or paste the link').click();
  await second.page.getByLabel('Code or link').fill('https://example.org');
  await second.page.getByRole('button', { name: 'Pair', exact: true }).click();
  await second.page.getByText('This is neither a pairing code', { exact: false }).waitFor();
  await expectFine(second);
  await Promise.all([first.context.close(), second.context.close()]);
});

test('a link that is opened while the app draws itself is taken', async () => {
  const { hash } = new URL(await offerLink('South'));
  const watched = await openPage(browser, phone);
  await watched.page.addInitScript((link) => {
    // The app draws over what the page itself showed, and nothing listens to the address yet.
    const watch = new MutationObserver((changes) => {
      if (
        !changes.some(
          ({ target, removedNodes }) => 'id' in target && target.id === 'app' && removedNodes.length > 0,
        )
      ) {
        return;
      }
      watch.disconnect();
      location.hash = link;
    });
    watch.observe(document, { childList: true, subtree: true });
  }, hash);
  await watched.page.goto(`${gatehouse.url}/scanner/`);
  await watched.page.locator('.door-code').waitFor({ timeout: PATIENCE_MS });
  expect(watched.page.url()).toBe(`${gatehouse.url}/scanner/`);
  await watched.context.close();
});
