import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, openPage, phone } from './browser.js';
import { makeDoorEvent, signInQuietly, startPhone } from './door-event.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { PlayedPhone } from './played-phone.js';
import { readQrTexts } from './read-qr.js';

let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

test('a phone answers the code on the screen, its characters are compared, and its scans arrive', async () => {
  const { context, page, faults } = await openPage(browser);
  const door = await makeDoorEvent(gatehouse, 'Pairing');
  await signInQuietly(context, gatehouse);
  await page.goto(`${door.url}/phones`);
  await page.getByText('No phone is paired yet').waitFor();
  await page.getByRole('button', { name: 'Pair a phone' }).click();
  await page.getByRole('button', { name: 'Show the code' }).click();
  await page.getByRole('dialog').getByText('This entry is needed.').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('North 1');
  await page.getByLabel('Gate', { exact: true }).selectOption('North');
  const played = await PlayedPhone.pair(gatehouse.url, await offeredLink(page));

  // The panel goes on by itself as soon as the phone has answered.
  await page.getByText('A phone has answered').waitFor();
  expect(await page.locator('output').textContent()).toBe(played.code);
  expect(await auditPage(page)).toEqual([]);
  await page.getByRole('button', { name: 'They match' }).click();
  await page.getByText('North 1 is paired').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  const row = page.getByRole('row', { name: 'North 1' });
  for (const text of ['Active', 'Steward', 'not yet']) await row.getByText(text, { exact: true }).waitFor();

  await startPhone(played, door.id);
  const place = { listId: door.listId, gateId: door.gates[0].id };
  played.scan({ code: await door.ticket('Ada'), ...place });
  expect(await played.sync(3)).toEqual(['stored']);
  for (const text of ['just now', '3 scans']) await row.getByText(text, { exact: true }).waitFor();
  played.scan({ code: await door.ticket('Grace'), ...place });
  await played.sync();
  await row.getByText('All sent').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('a device that shows other characters is locked out', async () => {
  const { context, page, faults } = await openPage(browser, { ...phone, colorScheme: 'dark' });
  const door = await makeDoorEvent(gatehouse, 'Locked out');
  await signInQuietly(context, gatehouse);
  await page.goto(`${door.url}/phones`);
  await page.getByRole('button', { name: 'Pair a phone' }).click();
  await page.getByLabel('Name', { exact: true }).fill('South 1');
  const stranger = await PlayedPhone.pair(gatehouse.url, await offeredLink(page));
  await page.getByRole('button', { name: 'They differ' }).click();
  await page.getByText('That device is locked out').waitFor();
  await stranger.signIn();
  expect((await stranger.state()).status).toBe('revoked');
  expect(await layoutFaults(page, 'ltr')).toEqual([]);
  await page.getByRole('button', { name: 'Pair another' }).click();
  await page.getByLabel('Name', { exact: true }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('a code that nobody used is replaced by another', async () => {
  const { context, page, faults } = await openPage(browser);
  const door = await makeDoorEvent(gatehouse, 'Too late');
  await signInQuietly(context, gatehouse);
  await page.clock.install();
  await page.goto(`${door.url}/phones`);
  await page.getByRole('button', { name: 'Pair a phone' }).click();
  await page.getByLabel('Name', { exact: true }).fill('North 1');
  const first = await offeredLink(page);
  await page.clock.fastForward('10:01');
  await page.getByText('This code is too old').waitFor();
  expect(await page.getByRole('img', { name: 'QR code that pairs a phone' }).count()).toBe(0);
  // The server's clock did not run on, so the page's may again say what time it is.
  await page.clock.setSystemTime(new Date());
  await page.getByRole('button', { name: 'Make a new one' }).click();
  const second = await shownLink(page);
  expect(second).not.toBe(first);
  expect(faults).toEqual([]);
  await context.close();
});

test('a phone is renamed, lent to another event, and revoked after a question', async () => {
  const { context, page, faults } = await openPage(browser);
  const home = await makeDoorEvent(gatehouse, 'Home');
  const away = await makeDoorEvent(gatehouse, 'Away');
  const played = await home.phone('Old name', home.gates[0].id);
  await signInQuietly(context, gatehouse);
  await page.goto(`${home.url}/phones`);
  await page.getByRole('button', { name: 'Old name' }).click();
  await page.getByLabel('Name', { exact: true }).fill('New name');
  await page.getByLabel('Gate', { exact: true }).selectOption('South');
  await page.getByLabel('Supervisor').check();
  await page.getByRole('button', { name: 'Save changes' }).click();
  const row = page.getByRole('row', { name: 'New name' });
  for (const text of ['South', 'Supervisor']) await row.getByText(text, { exact: true }).waitFor();

  await page.goto(`${away.url}/phones`);
  await page.getByRole('button', { name: 'Use a paired phone' }).click();
  await page.getByLabel('Phone', { exact: true }).selectOption({ label: 'New name' });
  await page.getByLabel('Gate', { exact: true }).selectOption('North');
  await page.getByRole('button', { name: 'Use it here' }).click();
  await row.getByText('Active').waitFor();
  expect((await played.state()).events.map(({ id }) => id).sort()).toEqual([home.id, away.id].sort());

  await row.getByRole('button', { name: 'Revoke' }).click();
  const question = page.getByRole('dialog');
  await question.getByText('It hands over what it has recorded').waitFor();
  await question.getByRole('button', { name: 'Revoke the phone' }).click();
  await row.getByText('Revoked', { exact: true }).waitFor();
  expect((await played.state()).status).toBe('revoked');
  await page.goto(`${home.url}/phones`);
  await row.getByText('Revoked', { exact: true }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

/** Sends the form and reads the code as a phone does: from a picture of the screen. */
async function offeredLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Show the code' }).click();
  return await shownLink(page);
}

async function shownLink(page: Page): Promise<string> {
  const symbol = page.getByRole('img', { name: 'QR code that pairs a phone' });
  await symbol.waitFor();
  const [link = ''] = await readQrTexts(await symbol.screenshot());
  expect(link).toMatch(/\/scanner\/#pair=/);
  return link;
}
