import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, phone } from './browser.js';
import { type FakeCamera, makeCamera } from './camera.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { signInOrganiser } from './organiser.js';
import { signIn } from './organiser-day.js';
import { noteVerdicts, verdictCame } from './verdicts.js';

let folder: TemporaryFolder;
let gatehouse: Started;
let desk: Browser;
let camera: FakeCamera;
let hand: Browser;

beforeAll(async () => {
  folder = await makeFolder();
  camera = await makeCamera();
  [gatehouse, desk, hand] = await Promise.all([
    startGatehouse({ data: folder.path }),
    launchBrowser(),
    launchBrowser(camera.args),
  ]);
});

afterAll(async () => {
  await Promise.all([desk?.close(), hand?.close()]);
  await gatehouse?.stop();
  await camera?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

/** The codes of the demo's attendees, as the portal's panel draws them. They arrive a moment after the address. */
async function codesOf(filter: string): Promise<string[]> {
  const organiser = await signInOrganiser(gatehouse);
  const events = await organiser.send<{ id: string; name: string }[]>('GET /events');
  const id = events.find(({ name }) => name === 'Night at the Harbour')?.id;
  const tickets = await organiser.send<{ id: string }[]>(`GET /events/${id}/tickets?${filter}`);
  return Promise.all(
    tickets.map(
      async (ticket) =>
        (await organiser.send<{ code: string }>(`GET /events/${id}/tickets/${ticket.id}/code`)).code,
    ),
  );
}

/** Pairs by the way of the README: the link, copied from the portal into a second window. */
async function pair(page: Page, scanner: Page): Promise<void> {
  await page.getByRole('link', { name: 'Phones' }).click();
  await page.getByRole('button', { name: 'Pair a phone' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Name', { exact: true }).fill('Window');
  await panel.getByLabel('Gate', { exact: true }).selectOption({ label: 'Gate A' });
  await panel.getByRole('button', { name: 'Show the code' }).click();
  await panel.getByRole('button', { name: 'Copy the link' }).click();
  await panel.getByText('copied', { exact: false }).first().waitFor();
  await scanner.goto(await page.evaluate(() => navigator.clipboard.readText()));
  // The step before shows a code to type in such a place.
  await panel.getByRole('button', { name: 'They match' }).waitFor();
  const shown = await panel.locator('output').textContent();
  const own = await scanner.locator('.door-code .sr-only').textContent();
  expect(own?.replaceAll(' ', '')).toBe(shown);
  await panel.getByRole('button', { name: 'They match' }).click();
  await panel.getByText('Window is paired').waitFor();
}

test('a newcomer pairs a second window and scans attendees of the demo, as the README tells', async () => {
  const [attendee = ''] = await codesOf('state=good&limit=1&search=clarke');
  const [cancelled = ''] = await codesOf('state=cancelled&limit=1');
  const { context, page, faults } = await openPage(desk);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, gatehouse.url, { email: gatehouse.email, password: gatehouse.password ?? '' });
  await page.getByRole('link', { name: 'Events' }).first().click();
  await page.getByRole('link', { name: 'Night at the Harbour' }).click();
  const { page: scanner, context: second, faults: scannerFaults } = await openPage(hand, phone);
  await noteVerdicts(second);
  await pair(page, scanner);
  await scanner.getByRole('button', { name: 'Start scanning' }).click();
  await camera.show(attendee);
  await verdictCame(scanner, 'admit');
  await camera.show();
  await camera.show(cancelled);
  await scanner.getByText('Cancelled', { exact: false }).first().waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('link', { name: 'Door', exact: true }).click();
  await page.getByText('Window').first().waitFor();
  expect([...faults, ...scannerFaults]).toEqual([]);
});
