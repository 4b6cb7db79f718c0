import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAlteringProxy } from './altering-proxy.js';
import { auditPage, launchBrowser, layoutFaults, openPage, phone, type Watched } from './browser.js';
import { signInQuietly } from './door-event.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { enterCode } from './hand-scan.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { installScanner } from './scanner-app.js';
import { soakTest } from './soak.js';
import { keepPicture } from './test-pictures.js';
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
  const camera = ['--use-fake-device-for-media-stream=fps=5'];
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser(camera)]);
  organiser = await signInOrganiser(gatehouse);
  const event = { name: 'Doors of the Harbour', place: 'Pier 7', timeZone: 'Europe/Berlin' };
  const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
  eventId = (await organiser.send<{ id: string }>('POST /events', { ...event, startsAt })).id;
  await organiser.send(`PUT /events/${eventId}/status`, { status: 'published' });
  const types = `POST /events/${eventId}/ticket-types`;
  const type = await organiser.send<{ id: string; class: number }>(types, { name: 'Day ticket' });
  ticketTypeId = type.id;
  const list = { name: 'Main entrance', classes: [type.class], entry: 'single' };
  await organiser.send(`POST /events/${eventId}/access-lists`, list);
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

async function newCode(name: string): Promise<string> {
  const attendee = { ticketTypeId, name, email: 'ann@example.org' };
  const { id } = await organiser.send<{ id: string }>(`POST /events/${eventId}/tickets`, attendee);
  return (await organiser.send<{ code: string }>(`GET /events/${eventId}/tickets/${id}/code`)).code;
}

const offer = (name: string, profile: string) =>
  organiser.send<{ url: string; code: string }>(`POST /events/${eventId}/device-pairings`, { name, profile });

const setForAll = (settings: object) =>
  organiser.send(`PUT /events/${eventId}/door-settings`, { preset: {}, locked: [], ...settings });

async function confirm(name: string): Promise<string> {
  const devices = await organiser.send<{ id: string; name: string; status: string }[]>(
    `GET /events/${eventId}/devices`,
  );
  const device = devices.findLast((each) => each.name === name && each.status === 'waiting');
  if (device === undefined) throw new Error(`There is no phone ${name}.`);
  await organiser.send(`POST /events/${eventId}/devices/${device.id}/confirm`);
  return device.id;
}

async function expectFine(
  watched: Watched,
  picture: string,
  direction: 'ltr' | 'rtl' = 'ltr',
): Promise<void> {
  await keepPicture(watched.page, picture);
  expect(await auditPage(watched.page)).toEqual([]);
  expect(await layoutFaults(watched.page, direction)).toEqual([]);
}

async function openPhone(options: BrowserContextOptions = {}): Promise<Watched> {
  const watched = await openPage(browser, { ...phone, ...options });
  await noteVerdicts(watched.context);
  return watched;
}

/** A confirmed phone at the start of its shift. */
async function phoneAtStart(name: string, profile: string, options = {}): Promise<Watched & { id: string }> {
  const watched = await openPhone(options);
  await watched.context.grantPermissions(['camera']);
  const { url } = await offer(name, profile);
  await watched.page.goto(`${gatehouse.url}/scanner/${new URL(url).hash}`);
  await watched.page.locator('.door-code').waitFor();
  const id = await confirm(name);
  await readyToStart(watched.page);
  return { ...watched, id };
}

async function readyToStart(page: Page): Promise<void> {
  const start = page.locator('.door-start button[type=submit]');
  await expect.poll(() => start.isEnabled().catch(() => false), { timeout: PATIENCE_MS }).toBe(true);
}

const startShift = (page: Page) => page.locator('.door-start button[type=submit]').click();

test('a phone is paired by a code that is typed, and says what it may do', async () => {
  const watched = await openPhone({ colorScheme: 'dark' });
  const { page, context, faults } = watched;
  await page.goto(`${gatehouse.url}/scanner/`);
  await page.getByText('No camera? Type the code', { exact: false }).click();
  const field = page.getByLabel('Code or link');
  await field.fill('ABC');
  await page.getByRole('button', { name: 'Pair', exact: true }).click();
  await page.getByText('This is neither a pairing code', { exact: false }).waitFor();
  await field.fill('00000-00000');
  await page.getByRole('button', { name: 'Pair', exact: true }).click();
  await page.getByText('The server does not know this code', { exact: false }).waitFor();
  await expectFine(watched, 'pair-typed');
  const { code } = await offer('Typed', 'steward');
  await field.fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Pair', exact: true }).click();
  await page.locator('.door-code').waitFor();
  const id = await confirm('Typed');
  await readyToStart(page);
  await page.locator('[data-profile=steward]').getByText('asks a supervisor', { exact: false }).waitFor();
  await expectFine(watched, 'shift-dark');
  await organiser.send(`PATCH /events/${eventId}/devices/${id}`, { profile: 'supervisor' });
  await page.locator('[data-profile=supervisor]').waitFor();
  expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  await context.close();
});

soakTest('installing is offered in the words of the phone, and once', async () => {
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
  const ios = await openPhone({ userAgent: iphone, viewport: { width: 320, height: 568 } });
  await ios.page.goto(`${gatehouse.url}/scanner/`);
  await ios.page.getByText('Add to Home Screen', { exact: false }).first().waitFor();
  await expectFine(ios, 'install-ios-320');
  await ios.page.getByRole('button', { name: 'Not now' }).click();
  await ios.page.reload();
  await ios.page.getByText('Pair this phone').waitFor();
  expect(await ios.page.getByRole('button', { name: 'Not now' }).count()).toBe(0);
  await ios.context.close();

  const android = await openPhone();
  const { page } = android;
  await page.goto(`${gatehouse.url}/scanner/`);
  await page.getByText('Pair this phone').waitFor();
  expect(await page.getByText('Keep the scanner on this phone').count()).toBe(0);
  // The browser's own offer, which it makes to those it thinks well of.
  await page.evaluate(() => {
    const prompt = async () => document.body.setAttribute('data-prompted', 'yes');
    dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }));
  });
  await page.getByText('Keep the scanner on this phone').waitFor();
  await expectFine(android, 'install-android');
  await page.getByRole('button', { name: 'Install' }).first().click();
  await page.locator('body[data-prompted=yes]').waitFor();
  await page.getByText('Keep the scanner on this phone').waitFor({ state: 'detached' });
  await android.context.close();
});

test('a new version waits while people scan and while a scan lies here alone, and loses nothing', async () => {
  await using proxy = await startAlteringProxy(gatehouse.url);
  const code = await newCode('Ulla');
  const watched = await openPhone();
  const { page, context } = watched;
  await context.grantPermissions(['camera']);
  await installScanner(page, proxy.url);
  await page.goto(`${proxy.url}/scanner/${new URL((await offer('Update', 'steward')).url).hash}`);
  await page.locator('.door-code').waitFor();
  await confirm('Update');
  await readyToStart(page);
  await startShift(page);
  await page.locator('.door-direction').waitFor();
  proxy.append('/scanner/sw.js', '\n// The next release.\n');
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    while (!registration.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  const prompt = page.getByText('A new version is ready');
  expect(await prompt.count()).toBe(0);
  await context.setOffline(true);
  await enterCode(page, code);
  await verdictCame(page, 'admit');
  await page.locator('.door-verdict').waitFor({ state: 'detached' });
  expect(await prompt.count()).toBe(0);
  await page.locator('.door-where').click();
  await page.locator('.door-start').waitFor();
  expect(await prompt.count()).toBe(0);
  await context.setOffline(false);
  await prompt.waitFor({ timeout: PATIENCE_MS });
  await expectFine(watched, 'update');
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Update now' }).click()]);
  // Paired, at its gate, and with what it scanned.
  await page.locator('.door-recent button').first().waitFor();
  expect(await page.locator('.door-recent button').count()).toBe(1);
  expect(await prompt.count()).toBe(0);
  await context.close();
});

soakTest('a shift that was kept from a date that is over is not gone on with at the next one', async () => {
  const [startsAt, endsAt] = [30, 25].map((hours) => new Date(Date.now() - hours * HOUR_MS).toISOString());
  const event = { name: 'Doors of Yesterday', place: 'Pier 7', timeZone: 'Europe/Berlin', startsAt, endsAt };
  const { id: yesterday } = await organiser.send<{ id: string }>('POST /events', event);
  await organiser.send(`PUT /events/${yesterday}/status`, { status: 'published' });
  await organiser.send(`POST /events/${yesterday}/access-lists`, { name: 'Side entrance', classes: [] });
  const { page, context, id } = await phoneAtStart('Series', 'steward');
  await organiser.send(`POST /events/${yesterday}/devices/${id}/assign`, {});
  await page.reload();
  await page.getByRole('radio', { name: /Doors of Yesterday/ }).check();
  await page.getByText('Side entrance').waitFor();
  await readyToStart(page);
  await startShift(page);
  await page.locator('.door-direction').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Start of shift' }).waitFor();
  expect(await page.getByRole('radio', { name: /Doors of the Harbour/ }).isChecked()).toBe(true);
  await context.close();
});

test('the organiser presets and locks what a phone is set to', async () => {
  await setForAll({
    preset: { textSize: 'large', hand: 'left', voice: true },
    locked: ['textSize', 'voice'],
  });
  const watched = await phoneAtStart('Preset', 'steward');
  const { page, context, faults } = watched;
  await startShift(page);
  await page.locator('html[data-text=large][data-hand=left]').waitFor({ state: 'attached' });
  await page.locator('.door-controls').waitFor();
  await expectFine(watched, 'scan-left-large');
  const typeAt = await page.getByRole('button', { name: 'Type code' }).boundingBox();
  const moreAt = await page.getByRole('button', { name: 'More' }).boundingBox();
  expect(typeAt?.x).toBeGreaterThan(moreAt?.x ?? Number.NaN);

  await page.getByRole('button', { name: 'More' }).click();
  const size = page.getByLabel('Text size');
  await size.waitFor();
  expect(await size.isDisabled()).toBe(true);
  expect(await page.getByText('Set by the organiser').count()).toBeGreaterThan(0);
  await expectFine(watched, 'settings');
  await page.getByLabel('Hand that holds the phone').selectOption('right');
  await page.locator('html[data-hand=right]').waitFor({ state: 'attached' });
  await page.getByLabel('Sounds').uncheck();
  await page.getByLabel('Language').selectOption('ar');
  await page.locator('html[dir=rtl]').waitFor({ state: 'attached' });
  await expectFine(watched, 'settings-ar', 'rtl');
  await page.reload();
  await page.locator('html[dir=rtl][data-hand=right][data-text=large]').waitFor({ state: 'attached' });
  await page.locator('.door-controls').waitFor();
  await expectFine(watched, 'scan-ar', 'rtl');

  // A lock that comes later counts at once, and when it is taken away, what was chosen here holds again.
  await setForAll({ preset: { language: 'de' }, locked: ['language'] });
  await page.locator('html[lang=de]').waitFor({ state: 'attached' });
  await setForAll({});
  await page.locator('html[lang=ar][data-text=normal]').waitFor({ state: 'attached' });
  expect(faults).toEqual([]);
  await context.close();
});

soakTest('the portal sets what phones are set to', async () => {
  await setForAll({});
  const watched = await openPage(browser);
  const { page, context, faults } = watched;
  await signInQuietly(context, gatehouse);
  await page.goto(`${gatehouse.url}/portal/events/${eventId}/phones`);
  await page.getByText('Nothing is set.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Change settings' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Text size').first().selectOption('Large');
  await panel.getByLabel('PIN to leave a kiosk').fill('12');
  await panel.getByRole('checkbox', { name: 'Text size' }).check();
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByRole('alert').first().waitFor();
  await panel.getByLabel('PIN to leave a kiosk').fill('2580');
  await expectFine(watched, 'portal-settings-form');
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.waitFor({ state: 'detached' });
  await page.getByText('Locked', { exact: true }).waitFor();
  await expectFine(watched, 'portal-settings');
  const kept = await organiser.send<object>(`GET /events/${eventId}/door-settings`);
  expect(kept).toEqual({ preset: { textSize: 'large' }, locked: ['textSize'], hasKioskPin: true });
  expect(faults.filter((fault) => !fault.includes('status of 4'))).toEqual([]);
  await context.close();
});

test('a kiosk answers and is ready again, and is left by the PIN alone', async () => {
  await setForAll({ kioskPin: '2580' });
  await organiser.send(`PATCH /events/${eventId}`, { namesOnPhones: true });
  const [ann, bea] = [await newCode('Ann Alba'), await newCode('Bea Bruno')];
  const watched = await phoneAtStart('Kiosk', 'kiosk');
  const { page, context, faults } = watched;
  await page.locator('[data-profile=kiosk]').waitFor();
  await startShift(page);
  await page.getByText('Hold your code in front of the camera').waitFor();
  await page.locator('.door-picture video').waitFor();
  for (const name of ['More', 'Type code', 'Check only'])
    expect(await page.getByRole('button', { name }).count()).toBe(0);
  await expectFine(watched, 'kiosk');
  await enterCode(page, ann);
  await verdictCame(page, 'admit');
  await page.locator('[data-verdict]').waitFor({ state: 'detached' });
  await enterCode(page, ann);
  await verdictCame(page, 'already');
  // The family's name and the other lines are nobody's business here.
  await page.locator('.door-name', { hasText: /^Ann$/ }).waitFor();
  expect(await page.getByText('Alba').count()).toBe(0);
  await expectFine(watched, 'kiosk-already');
  await page.locator('[data-verdict]').waitFor({ state: 'detached' });

  await page.reload();
  await page.getByText('Hold your code in front of the camera').waitFor();
  await page.getByRole('button', { name: 'Staff' }).click();
  const pin = page.getByLabel('PIN', { exact: true });
  for (let tries = 0; tries < 4; tries += 1) {
    await pin.fill('1111');
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect.poll(() => pin.inputValue()).toBe('');
  }
  await page.getByText('Too many wrong tries', { exact: false }).waitFor();
  await expectFine(watched, 'kiosk-wait');
  await page.reload();
  await page.getByRole('button', { name: 'Staff' }).click();
  await page.getByText('Too many wrong tries', { exact: false }).waitFor();
  // The wait passes; the test does not wait for it.
  await page.evaluate(() => localStorage.removeItem('gatehouse.kiosk-tries'));
  await page.reload();
  await page.getByText('Hold your code in front of the camera').waitFor();
  await enterCode(page, bea);
  await verdictCame(page, 'admit');
  await page.locator('[data-verdict]').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Staff' }).click();
  await pin.fill('2580');
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByRole('heading', { name: 'Start of shift' }).waitFor();
  await page.reload();
  await page.getByText('Hold your code in front of the camera').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('what is refused is explained with what to do about it', async () => {
  const blocked = await openPhone();
  await blocked.context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    Object.defineProperty(globalThis, 'localStorage', { get: refuse });
    IDBFactory.prototype.open = refuse;
  });
  await blocked.page.goto(`${gatehouse.url}/scanner/`);
  await blocked.page.getByText('This browser keeps nothing').waitFor();
  await blocked.page.getByText('Leave the private window', { exact: false }).waitFor();
  await expectFine(blocked, 'storage-refused');
  await blocked.context.close();

  const watched = await phoneAtStart('Blind', 'steward');
  await watched.context.clearPermissions();
  await watched.page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    MediaDevices.prototype.getUserMedia = refuse;
  });
  await watched.page.reload();
  await readyToStart(watched.page);
  await startShift(watched.page);
  const ask = watched.page.getByRole('button', { name: 'Allow the camera' });
  const refused = watched.page.getByText('The camera is blocked');
  await ask.or(refused).first().waitFor();
  if ((await ask.count()) > 0) await ask.click();
  await refused.waitFor();
  await watched.page.getByText('beside the address and allow the camera', { exact: false }).waitFor();
  await expectFine(watched, 'camera-refused');
  await watched.context.close();
});
