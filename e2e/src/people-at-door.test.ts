import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, phone, type Watched } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { enterCode } from './hand-scan.js';
import { settleInPortal } from './help-in-portal.js';
import { expectFine, expectLarge } from './judged-page.js';
import { loseBand, losePrintedCode, sayDead } from './lose-band.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { readStored } from './phone/stored.js';
import { PATIENCE_MS, until } from './phone/until.js';
import { readQrTexts } from './read-qr.js';
import { installScanner } from './scanner-app.js';
import { soakTest } from './soak.js';
import { keepPicture } from './test-pictures.js';
import { noteVerdicts, scanUntil, verdictCame } from './verdicts.js';

const HOUR_MS = 3_600_000;
const LIMIT_MS = 240_000;

interface Ticket {
  readonly id: string;
  readonly code: string;
}

let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;
let organiser: Organiser;
let eventId = '';
let typeId = '';

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
  organiser = await signInOrganiser(gatehouse);
  const event = { name: 'Harbour', place: 'Pier 7', timeZone: 'Europe/Berlin' };
  const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
  eventId = (await organiser.send<{ id: string }>('POST /events', { ...event, startsAt })).id;
  await organiser.send(`PUT /events/${eventId}/status`, { status: 'published' });
  const at = `POST /events/${eventId}`;
  const type = await organiser.send<{ id: string; class: number }>(`${at}/ticket-types`, { name: 'Day' });
  typeId = type.id;
  await organiser.send(`${at}/access-lists`, { name: 'Entrance', classes: [type.class] });
}, LIMIT_MS);

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

async function newTicket(name: string, more = {}): Promise<Ticket> {
  const at = `/events/${eventId}/tickets`;
  const { id } = await organiser.send<{ id: string }>(`POST ${at}`, { name, ticketTypeId: typeId, ...more });
  const { code } = await organiser.send<{ code: string }>(`GET ${at}/${id}/code`);
  return { id, code };
}

interface Wanted {
  readonly profile?: 'steward' | 'supervisor' | 'kiosk';
  readonly locale?: string;
}

async function pairedPhone(name: string, { profile = 'steward', locale = 'en-GB' }: Wanted = {}) {
  const watched = await openPage(browser, { ...phone, locale });
  await noteVerdicts(watched.context);
  await watched.context.grantPermissions(['camera']);
  const { url } = await organiser.send<{ url: string }>(`POST /events/${eventId}/device-pairings`, {
    name,
    profile,
  });
  // Panels come when they are opened first: without a network from the worker's copy.
  await installScanner(watched.page, gatehouse.url);
  await watched.page.goto(`${gatehouse.url}/scanner/${new URL(url).hash}`);
  await watched.page.locator('.door-code').waitFor({ timeout: PATIENCE_MS });
  const devices = await organiser.send<{ id: string; name: string }[]>(`GET /events/${eventId}/devices`);
  const device = devices.findLast((one) => one.name === name);
  await organiser.send(`POST /events/${eventId}/devices/${device?.id}/confirm`);
  const start = watched.page.locator('.door-start button[type=submit]');
  await expect.poll(() => start.isEnabled().catch(() => false), { timeout: PATIENCE_MS }).toBe(true);
  await start.click();
  await watched.page.locator('.door-direction').waitFor({ timeout: PATIENCE_MS });
  return watched;
}

async function namesAllowed(page: Page, isAllowed: boolean): Promise<void> {
  await organiser.send(`PATCH /events/${eventId}`, { namesOnPhones: isAllowed });
  await until(
    async () => {
      const { counts } = await readStored(page);
      return [counts['gatehouse.searchKeys'] ?? 0, counts['gatehouse.peopleSets'] ?? 0];
    },
    ([keys, sets]) => (isAllowed ? keys === 1 && sets === 2 : keys === 0),
  );
}

test(
  'somebody without a ticket is found by name, and asked about before they go in',
  async () => {
    await newTicket('Zoë Ångström', { orderReference: 'ORDER-7', seat: 'Row 3', email: 'zoe@example.org' });
    const zora = await newTicket('Zora Quist', { orderReference: 'ORDER-8', email: 'zora@example.org' });
    await newTicket('Omar Said', { orderReference: 'ORDER-9', email: 'omar@example.org' });
    const watched = await pairedPhone('Search');
    const { page, context, faults } = watched;
    const open = page.getByRole('button', { name: 'Find', exact: true });
    await open.click();
    await page.getByText('The organiser does not allow names on phones.', { exact: false }).waitFor();
    await expectFine(watched);
    await page.keyboard.press('Escape');

    await namesAllowed(page, true);
    await enterCode(page, zora.code, 'focus');
    await verdictCame(page, 'admit');
    await page.locator('.door-verdict').waitFor({ state: 'detached' });
    // All of it stands on the phone.
    await context.setOffline(true);
    await open.click();
    const field = page.getByLabel('Name, order or e-mail');
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.type('zo');
    await page.getByRole('status').getByText('2 people found').waitFor();
    const rows = page.locator('.people-row');
    expect(await rows.evaluateAll((all) => all.map((row) => row.textContent))).toEqual([
      'Zora QuistOrder ORDER-8Already in',
      'Zoë ÅngströmOrder ORDER-7 · Seat Row 3Valid',
    ]);
    await expectLarge(page, '.people-row');
    await expectFine(watched);
    await keepPicture(page, 'search');
    await field.fill('nobody at all');
    await page.getByText('Nobody found.', { exact: false }).waitFor();
    await field.fill('order-7');
    await page.getByRole('status').getByText('One person found').waitFor();
    // With the keyboard alone.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await verdictCame(page, 'confirm');
    await page.locator('.door-name', { hasText: 'Zoë Ångström' }).waitFor();
    await expectFine(watched);
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await verdictCame(page, 'admit');
    await page.locator('.door-verdict').waitFor({ state: 'detached' });
    await open.click();
    await field.fill('angstrom');
    await page.locator('.people-row', { hasText: 'Already in' }).waitFor();
    await context.setOffline(false);
    expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await context.close();
  },
  LIMIT_MS,
);

soakTest(
  'the search reads from right to left',
  async () => {
    await newTicket('سلمى الحداد', { orderReference: 'ORDER-10', email: 'salma@example.org' });
    const watched = await pairedPhone('Arabic', { locale: 'ar' });
    const { page, context, faults } = watched;
    await namesAllowed(page, true);
    await page.locator('.door-controls button').nth(1).click();
    await page.locator('input[name=person]').fill('سلمى');
    await page.locator('.people-row', { hasText: 'سلمى الحداد' }).waitFor();
    await expectFine(watched, 'rtl');
    await keepPicture(page, 'search-ar');
    expect(faults).toEqual([]);
    await context.close();
  },
  LIMIT_MS,
);

soakTest(
  'a kiosk does not look for people',
  async () => {
    const { page, context } = await pairedPhone('Kiosk', { profile: 'kiosk' });
    await page.locator('.kiosk').waitFor();
    expect(await page.getByRole('button', { name: 'Find', exact: true }).count()).toBe(0);
    await context.close();
  },
  LIMIT_MS,
);

test(
  'an order goes in as a whole, but for those that may not',
  async () => {
    const order = { orderReference: 'ORDER-FAMILY' };
    const [first, , , gone] = [
      await newTicket('Ida Berg', order),
      await newTicket('Jon Berg', order),
      await newTicket('Kim Berg', order),
      await newTicket('Lea Berg', order),
    ];
    await organiser.send(`PUT /events/${eventId}/tickets/${gone.id}/state`, { state: 'cancelled' });
    const watched = await pairedPhone('Group');
    const { page, context, faults } = watched;
    await namesAllowed(page, true);
    await context.setOffline(true);
    await enterCode(page, first.code, 'focus');
    await verdictCame(page, 'admit');
    await page.locator('.door-verdict').waitFor({ state: 'detached' });
    // From the strip, because a green answer goes by itself.
    await page.locator('.door-recent button').first().click();
    await page.getByRole('button', { name: 'Whole order' }).click();
    await page.getByText('4 tickets belong to this order.').waitFor();
    const rows = page.locator('.people-row');
    await rows.filter({ hasText: 'Lea Berg' }).getByText('This ticket was cancelled.').waitFor();
    const words = () =>
      rows.evaluateAll((all) => all.map((row) => row.querySelector('em')?.textContent).sort());
    expect(await words()).toEqual(['Already in', 'Cancelled', 'Valid', 'Valid']);
    await expectFine(watched);
    await keepPicture(page, 'group');
    await page.getByRole('button', { name: 'Admit the 2 that may enter' }).click();
    await page.getByRole('status').getByText('2 tickets admitted').waitFor();
    expect(await words()).toEqual(['Admit', 'Admit', 'Already in', 'Cancelled']);
    await expectFine(watched);
    await keepPicture(page, 'group-done');
    await page.locator('.people-foot').getByRole('button', { name: 'Close' }).click();
    // Each is a scan of its own: the strip and the server know them.
    await page.keyboard.press('Escape');
    expect(await page.locator('.door-recent button').count()).toBeGreaterThanOrEqual(5);
    await context.setOffline(false);
    await until(
      () =>
        organiser.send<{ direction: string }[]>(
          `GET /events/${eventId}/scans?search=ORDER-FAMILY&result=admit`,
        ),
      (scans) => scans.length === 3,
    );
    expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await context.close();
  },
  LIMIT_MS,
);

test(
  'a wristband stands for its ticket at once, on other phones after a while, and the lost one is dead',
  async () => {
    const nora = await newTicket('Nora Lind');
    const olaf = await newTicket('Olaf Lind', { barcodes: ['SHOP-7'] });
    const desk = await pairedPhone('Desk', { profile: 'supervisor' });
    const gate = await pairedPhone('Gate');
    const { page } = desk;
    const scanBand = async (band: string) => {
      await page.getByText('Scan the code of the wristband or card.', { exact: false }).waitFor();
      await enterCode(page, band, 'focus');
    };
    const give = async (code: string, band: string) => {
      await enterCode(page, code, 'focus');
      await page.getByRole('button', { name: 'Give a wristband' }).click();
      await scanBand(band);
    };
    await page.getByRole('button', { name: 'Check only' }).click();
    await desk.context.setOffline(true);
    await give(nora.code, 'BAND-1001');
    await page.getByText('Bound. The wristband now stands for this ticket.').waitFor();
    await expectFine(desk);
    await keepPicture(page, 'band');
    await page.locator('.ui-panel').getByRole('button', { name: 'Close' }).last().click();
    await page.keyboard.press('Escape');
    await give(olaf.code, 'BAND-1001');
    await page.getByText('This wristband already stands for another ticket.').waitFor();
    await expectFine(desk);
    await keepPicture(page, 'band-taken');
    await page.getByRole('button', { name: 'Take another wristband' }).click();
    await scanBand('BAND-1002');
    await page.getByText('Bound. The wristband now stands for this ticket.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    // Nora has lost hers.
    await give(nora.code, 'BAND-1003');
    await page
      .getByText('The wristband that this ticket had before does not work any more.', { exact: false })
      .waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await enterCode(page, 'BAND-1001', 'focus');
    await verdictCame(page, 'refuse');
    await page.keyboard.press('Escape');
    await enterCode(page, 'BAND-1003', 'focus');
    await verdictCame(page, 'check');
    await page.keyboard.press('Escape');
    // Olaf has lost his, and gets none.
    await loseBand(desk, olaf.code);
    await sayDead(page, 'BAND-1002');
    await losePrintedCode(desk, olaf.code, 'SHOP-7');

    await desk.context.setOffline(false);
    await until(
      () => organiser.send<{ unsent: number; name: string }[]>(`GET /events/${eventId}/devices`),
      (devices) => devices.some(({ name, unsent }) => name === 'Desk' && unsent === 0),
    );
    // The gate hears of it by the rows; whoever is paired later, by the list.
    const late = await pairedPhone('Late');
    await sayDead(late.page, 'SHOP-7');
    for (const { page: other } of [late, gate]) {
      await enterCode(other, 'BAND-1001', 'focus');
      await verdictCame(other, 'refuse');
      await other.keyboard.press('Escape');
    }
    await scanUntil(late.page, () => enterCode(late.page, 'BAND-1003', 'focus'), 'admit');
    await until(async () => {
      await scanUntil(gate.page, () => enterCode(gate.page, 'BAND-1002', 'focus'), 'refuse');
      return gate.page.locator('.door-verdict', { hasText: 'Withdrawn' }).count();
    }, Boolean);
    await Promise.all([desk, gate, late].map(({ context }) => context.close()));
  },
  LIMIT_MS,
);

const admitted = () => organiser.send<object[]>(`GET /events/${eventId}/scans?search=Tove&result=admit`);

/** A steward's phone in Arabic asks for help with a ticket that is in already. */
async function askForHelp(lane: Watched, code: string): Promise<void> {
  await enterCode(lane.page, code, 'focus');
  await verdictCame(lane.page, 'already');
  await lane.page.locator('[data-action=help]').click();
  await lane.page.locator('textarea[name=note]').fill('Was outside for a smoke');
  await expectFine(lane, 'rtl');
  await keepPicture(lane.page, 'help-draft-ar');
  await lane.page.locator('.help-form button[type=submit]').click();
}

test(
  'what a lane cannot solve reaches the supervisor, by the line or by a code, and lets nobody in by itself',
  async () => {
    const tove = await newTicket('Tove Holm');
    const boss = await pairedPhone('Boss', { profile: 'supervisor' });
    const lane = await pairedPhone('Lane', { locale: 'ar' });
    await namesAllowed(boss.page, true);
    await enterCode(lane.page, tove.code, 'focus');
    await verdictCame(lane.page, 'admit');
    await lane.page.locator('.door-verdict').waitFor({ state: 'detached' });
    await askForHelp(lane, tove.code);
    await lane.page.locator('.ui-notice[data-tone=good]').waitFor();
    await keepPicture(lane.page, 'help-sent-ar');

    const call = boss.page.getByRole('button', { name: 'One call for help' });
    await call.waitFor();
    await expectLarge(boss.page, '.help-row');
    await expectFine(boss);
    await keepPicture(boss.page, 'help-row');
    await call.click();
    await keepPicture(boss.page, 'help-desk');
    await boss.page.locator('.people-row', { hasText: 'Was outside for a smoke' }).click();
    await boss.page.locator('.people-row', { hasText: 'Tove Holm' }).getByText('Already in').waitFor();
    await expectFine(boss);
    await keepPicture(boss.page, 'help-call');
    expect(await admitted()).toHaveLength(1);
    await boss.page.getByRole('button', { name: 'Look at this ticket' }).click();
    await verdictCame(boss.page, 'already');
    // Who called hears who comes.
    await lane.page.locator('.ui-notice[data-tone=good]', { hasText: 'Boss' }).waitFor();
    await boss.page.locator('[data-action=override]').click();
    await boss.page.getByLabel('Identity was checked').check();
    await boss.page.locator('.ui-panel button[type=submit]').click();
    // Nobody has seen the code on this phone, so it asks whether this is the person.
    await verdictCame(boss.page, 'confirm');
    await boss.page.getByRole('button', { name: 'Yes', exact: true }).click();
    await verdictCame(boss.page, 'admit');
    // Nobody has to say that it is done.
    await call.waitFor({ state: 'detached' });
    await until(admitted, (scans) => scans.length === 2);

    await lane.page.keyboard.press('Escape');
    await lane.page.keyboard.press('Escape');
    await lane.context.setOffline(true);
    await askForHelp(lane, tove.code);
    const code = lane.page.locator('.code-picture');
    await code.waitFor();
    await expectFine(lane, 'rtl');
    await keepPicture(lane.page, 'help-code-ar');
    const [text = ''] = await readQrTexts(await code.screenshot());
    await enterCode(boss.page, text, 'focus');
    await boss.page.getByText('Was outside for a smoke').waitFor();
    await expectFine(boss);
    await keepPicture(boss.page, 'help-read');
    // Who sits at the portal hears the story too, and settles it for everybody.
    await settleInPortal({ browser, gatehouse, eventId }, 'Had her old bracelet in the other hand');
    await call.waitFor({ state: 'detached' });
    await lane.context.setOffline(false);
    // The code was handed in by the phone that read it; nobody is called twice.
    await lane.page.locator('.ui-notice[data-tone=good]').waitFor();
    await until(
      () => readStored(boss.page),
      ({ counts }) => counts['gatehouse.helpCalls'] === 2,
    );
    expect(await call.count()).toBe(0);
    expect(await admitted()).toHaveLength(2);
    expect(boss.faults).toEqual([]);
    await Promise.all([boss, lane].map(({ context }) => context.close()));
  },
  LIMIT_MS,
);
