import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, openPage, phone, type Watched } from './browser.js';
import { type FakeCamera, makeCamera } from './camera.js';
import { signInQuietly } from './door-event.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { enterCode } from './hand-scan.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { readQrTexts } from './read-qr.js';
import { installScanner } from './scanner-app.js';
import { noteVerdicts, verdictCame } from './verdicts.js';

const HOUR_MS = 3_600_000;
const PATIENCE_MS = 60_000;
let folder: TemporaryFolder;
let browser: Browser;
let camera: FakeCamera;
let gatehouse: Started;
let organiser: Organiser;
let eventId = '';
let ticketTypeId = '';

beforeAll(async () => {
  folder = await makeFolder();
  camera = await makeCamera();
  [gatehouse, browser] = await Promise.all([
    startGatehouse({ data: folder.path }),
    launchBrowser([...camera.args]),
  ]);
  organiser = await signInOrganiser(gatehouse);
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await camera?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

/** An event of its own for each try of a test: what a try before it counted is not in its figures. */
async function newEvent(): Promise<void> {
  const event = { name: 'Doors of the Harbour', place: 'Pier 7', timeZone: 'Europe/Berlin' };
  const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
  eventId = (await organiser.send<{ id: string }>('POST /events', { ...event, startsAt })).id;
  await organiser.send(`PUT /events/${eventId}/status`, { status: 'published' });
  const type = await organiser.send<{ id: string; class: number }>(`POST /events/${eventId}/ticket-types`, {
    name: 'Day ticket',
  });
  ticketTypeId = type.id;
  const zone = await organiser.send<{ id: string }>(`POST /events/${eventId}/zones`, {
    name: 'Hall',
    capacity: 2,
  });
  const gate = { name: 'Front door', toZoneId: zone.id };
  await organiser.send(`POST /events/${eventId}/gates`, gate);
  const list = { name: 'Main entrance', classes: [type.class], entry: 'single' };
  await organiser.send(`POST /events/${eventId}/access-lists`, list);
}

async function newCode(name: string): Promise<string> {
  const attendee = { ticketTypeId, name, email: 'ann@example.org' };
  const { id } = await organiser.send<{ id: string }>(`POST /events/${eventId}/tickets`, attendee);
  const { code } = await organiser.send<{ code: string }>(`GET /events/${eventId}/tickets/${id}/code`);
  return code;
}

interface Device {
  readonly id: string;
  readonly name: string;
  readonly readiness: { readonly ready: boolean; readonly findings: readonly { check: string }[] } | null;
}

const devices = () => organiser.send<Device[]>(`GET /events/${eventId}/devices`);

async function pairedPhone(name: string): Promise<Watched> {
  const watched = await openPage(browser, phone);
  await noteVerdicts(watched.context);
  await watched.context.grantPermissions(['camera']);
  const offer = { name, profile: 'supervisor' };
  const { url } = await organiser.send<{ url: string }>(`POST /events/${eventId}/device-pairings`, offer);
  // Panels come when they are opened first: without a network from the worker's copy.
  await installScanner(watched.page, gatehouse.url);
  await watched.page.goto(`${gatehouse.url}/scanner/${new URL(url).hash}`);
  await watched.page.locator('.door-code').waitFor({ timeout: PATIENCE_MS });
  const device = (await devices()).find((each) => each.name === name);
  await organiser.send(`POST /events/${eventId}/devices/${device?.id}/confirm`);
  return watched;
}

async function expectFine({ page }: Watched): Promise<void> {
  expect(await auditPage(page)).toEqual([]);
  expect(await layoutFaults(page, 'ltr')).toEqual([]);
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const pictures = process.env['GATEHOUSE_PICTURES'];
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png` });
}

test('a phone counts the door without a network, warns of a full zone, and says whether it is ready', async () => {
  await newEvent();
  const codes = [await newCode('Ann'), await newCode('Bea'), await newCode('Cem')];
  const watched = await pairedPhone('North');
  const { page, context } = watched;
  const start = page.getByRole('button', { name: 'Start scanning' });
  await start.waitFor({ timeout: PATIENCE_MS });
  await page.getByText('Front door').first().click();
  await expect.poll(() => start.isEnabled(), { timeout: PATIENCE_MS }).toBe(true);
  await start.click();
  const bar = page.locator('.door-truth');
  await bar.getByText('/3').waitFor({ timeout: PATIENCE_MS });
  await expectFine(watched);

  await context.setOffline(true);
  for (const code of codes.slice(0, 2)) {
    await enterCode(page, code);
    await verdictCame(page, 'admit');
    await page.locator('[data-verdict]').waitFor({ state: 'detached', timeout: PATIENCE_MS });
  }
  await bar.getByText('2/3').waitFor({ timeout: PATIENCE_MS });
  await page.getByText('Hall is full: 2 of 2').waitFor({ timeout: PATIENCE_MS });
  await expectFine(watched);
  await keepPicture(page, 'truth-bar');
  await bar.click();
  await page.getByText('2 scans not sent yet').last().waitFor();
  await page.getByText('Room for 2').waitFor();
  await page.getByText('at position').waitFor({ timeout: PATIENCE_MS });
  await expectFine(watched);
  await keepPicture(page, 'truth-panel');
  await page.keyboard.press('Escape');

  await context.setOffline(false);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Is this phone ready?' }).click();
  await page.getByText('Not ready yet').waitFor({ timeout: PATIENCE_MS });
  await page.getByRole('button', { name: 'Play the sound' }).click();
  await page.getByRole('button', { name: 'I heard it' }).click();
  await page.getByText('Heard on this phone').waitFor();
  await page.getByRole('button', { name: 'Measure' }).click();
  await page.getByText('ms for a picture').waitFor({ timeout: PATIENCE_MS });
  await page.getByText('Nothing waits on this phone.').waitFor({ timeout: PATIENCE_MS });
  await page.getByText('The list is here').waitFor({ timeout: PATIENCE_MS });
  await expectFine(watched);
  await keepPicture(page, 'readiness');
  await page.getByRole('button', { name: 'Show as a code' }).click();
  await page.locator('.code-picture').waitFor({ timeout: PATIENCE_MS });
  await expectFine(watched);
  await keepPicture(page, 'readiness-code');
  const picture = await page.locator('.code-picture').screenshot();
  // A supervisor without a camera reads such a code from a picture.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: 'Type code' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'phone.png', mimeType: 'image/png', buffer: picture });
  await page.locator('dialog .ready-summary', { hasText: 'North' }).waitFor({ timeout: PATIENCE_MS });
  const said = async () => (await devices()).at(-1)?.readiness?.findings.map(({ check }) => check);
  await expect.poll(said, { timeout: PATIENCE_MS }).toContain('heard');
  // A page without a network complains of that alone.
  expect(watched.faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  await readInPortal(picture);
}, 280_000);

/** The organiser's computer reads the code off a picture of the phone's screen. */
async function readInPortal(picture: Buffer): Promise<void> {
  const portal = await openPage(browser);
  await signInQuietly(portal.context, gatehouse);
  await portal.page.goto(`${gatehouse.url}/portal/events/${eventId}/phones`);
  await portal.page.getByRole('button', { name: 'Read a code' }).click();
  const panel = portal.page.locator('dialog[open]');
  await panel.getByLabel('Text of the code').fill('GHREADY:AAAA');
  await panel.getByRole('button', { name: 'Read', exact: true }).click();
  await panel.getByText('This is not the readiness code', { exact: false }).waitFor();
  await panel
    .locator('input[type=file]')
    .setInputFiles({ name: 'phone.png', mimeType: 'image/png', buffer: picture });
  await panel.getByRole('heading', { name: 'North' }).waitFor({ timeout: PATIENCE_MS });
  await panel.getByText('Not ready').waitFor();
  await expectFine(portal);
  await keepPicture(portal.page, 'portal-read-code');
  // And by its own camera, which looks at nobody before that was pressed.
  const [text = ''] = await readQrTexts(picture);
  await camera.show(text);
  const answer = portal.page.waitForResponse((response) => response.url().endsWith('/readiness-codes'));
  await panel.getByRole('button', { name: 'Use the camera' }).click();
  expect((await answer).status()).toBe(200);
  await panel.locator('video').waitFor({ state: 'detached' });
  await portal.context.close();
}
