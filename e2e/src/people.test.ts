import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, phone, type Watched } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { enterCode } from './hand-scan.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { openStorage } from './phone/opened-storage.js';
import { readStored } from './phone/stored.js';
import { PATIENCE_MS, until } from './phone/until.js';

const HOUR_MS = 3_600_000;
const ATTENDEES = 500;
const EVENT_NAME = 'Names of the Harbour';

interface Attendee {
  readonly name: string;
  readonly email: string;
  readonly orderReference: string;
}

let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;
let organiser: Organiser;
let eventId = '';
const attendees: Attendee[] = [];

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
  organiser = await signInOrganiser(gatehouse);
  const event = { name: EVENT_NAME, place: 'Pier 7', timeZone: 'Europe/Berlin' };
  const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
  eventId = (await organiser.send<{ id: string }>('POST /events', { ...event, startsAt })).id;
  await organiser.send(`PUT /events/${eventId}/status`, { status: 'published' });
  const at = `POST /events/${eventId}`;
  const type = await organiser.send<{ id: string; class: number }>(`${at}/ticket-types`, {
    name: 'Day ticket',
  });
  await organiser.send(`${at}/access-lists`, { name: 'Main entrance', classes: [type.class] });
  await importAll(type.id);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

async function importAll(ticketTypeId: string): Promise<void> {
  for (let index = 0; index < ATTENDEES; index++)
    attendees.push({
      name: `Zoë Ångström-${index}q`,
      email: `zoe.${index}q@example.org`,
      orderReference: `ORDER-${index}q`,
    });
  const lines = attendees.map(({ name, email, orderReference }) =>
    [name, email, orderReference, `Note of ${email}`].join(),
  );
  const at = `/events/${eventId}`;
  const csv = ['Name,E-mail,Order,Note', ...lines].join('\n');
  const { id } = await organiser.send<{ id: string }>(`POST ${at}/imports`, csv);
  const mapping = {
    ...{ headingLine: true, defaultTicketTypeId: ticketTypeId, ticketTypes: [], createTicketTypes: false },
    columns: ['name', 'email', 'orderReference', 'note'],
  };
  await organiser.send(`POST ${at}/imports/${id}/start`, { mapping });
  await until(
    async () => (await organiser.send<{ status: string }>(`GET ${at}/imports/${id}`)).status,
    (status) => status === 'finished',
  );
}

async function codesOf({ email }: Attendee): Promise<{ code: string; shortCode: string }> {
  const query = new URLSearchParams({ search: email }).toString();
  const [ticket] = await organiser.send<{ id: string }[]>(`GET /events/${eventId}/tickets?${query}`);
  return organiser.send(`GET /events/${eventId}/tickets/${ticket?.id}/code`);
}

async function pairedPhone(): Promise<Watched> {
  const watched = await openPage(browser, phone);
  await watched.context.grantPermissions(['camera']);
  const offer = { name: 'North', profile: 'steward' };
  const { url } = await organiser.send<{ url: string }>(`POST /events/${eventId}/device-pairings`, offer);
  await watched.page.goto(`${gatehouse.url}/scanner/${new URL(url).hash}`);
  await watched.page.locator('.door-code').waitFor({ timeout: PATIENCE_MS });
  const devices = await organiser.send<{ id: string; status: string }[]>(`GET /events/${eventId}/devices`);
  const device = devices.find(({ status }) => status === 'waiting');
  await organiser.send(`POST /events/${eventId}/devices/${device?.id}/confirm`);
  const start = watched.page.getByRole('button', { name: 'Start scanning' });
  await start.waitFor({ timeout: PATIENCE_MS });
  await expect.poll(() => start.isEnabled(), { timeout: PATIENCE_MS }).toBe(true);
  await start.click();
  await watched.page.locator('.door-direction').waitFor({ timeout: PATIENCE_MS });
  return watched;
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'Type code' }).click();
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
}

/** Until the phone has, or has no longer, something of this table. */
async function untilStored(page: Page, table: string, isThere: boolean): Promise<void> {
  await until(
    async () => (await readStored(page)).counts[`gatehouse.${table}`] ?? 0,
    (count) => count > 0 === isThere,
  );
}

/** What a stranger would look for. */
const textsOf = (some: readonly Attendee[]) =>
  some.flatMap(({ name, email, orderReference }) => [name, email, orderReference]);

/** Everything is looked through: what is known to lie there in the open is found. */
async function expectNobody(page: Page): Promise<void> {
  const { found, looked } = await openStorage(page, [
    EVENT_NAME,
    ...textsOf(attendees),
    'Ångström',
    'Note of',
  ]);
  expect(found).toEqual([EVENT_NAME]);
  expect(looked.databases).toBeGreaterThan(ATTENDEES * 90);
  expect(looked.caches).toBeGreaterThan(100_000);
}

test('whoever takes a phone apart finds nobody’s name on it', async () => {
  const { page, context, faults } = await pairedPhone();
  await untilStored(page, 'peopleSets', true);
  const [first, second, third, typed] = attendees as [Attendee, Attendee, Attendee, Attendee];
  // Without network: what is shown of people comes from the phone itself.
  const codes = await Promise.all([first, second, third, typed].map(codesOf));
  await context.setOffline(true);
  for (const [index, attendee] of [first, second, third].entries()) {
    await enterCode(page, codes[index]?.code ?? '');
    await page.locator('.door-name', { hasText: attendee.name }).waitFor({ timeout: PATIENCE_MS });
    await page.getByText(`Order ${attendee.orderReference}`).waitFor({ timeout: PATIENCE_MS });
  }
  await page.locator('.door-verdict').waitFor({ state: 'detached', timeout: PATIENCE_MS });
  expect(await page.locator('.door-recent bdi').allTextContents()).toEqual(
    [third, second, first].map(({ name }) => name),
  );
  // A typed code proves nothing, so it opens nothing.
  await typeCode(page, codes[3]?.shortCode ?? '');
  await page.getByRole('button', { name: 'No', exact: true }).click();
  expect(await page.locator('.door-recent bdi').count()).toBe(3);
  await expectNobody(page);

  // Where the organiser allows names, they lie on the phone, sealed.
  await context.setOffline(false);
  await organiser.send(`PATCH /events/${eventId}`, { namesOnPhones: true });
  await untilStored(page, 'searchKeys', true);
  await until(
    async () => (await readStored(page)).counts['gatehouse.peopleSets'],
    (sets) => sets === 2,
  );
  await context.setOffline(true);
  await typeCode(page, codes[3]?.shortCode ?? '');
  await page.locator('.door-name', { hasText: typed.name }).waitFor({ timeout: PATIENCE_MS });
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await expectNobody(page);

  // What is no longer allowed goes with the next root; after a start nothing is left in memory either.
  await context.setOffline(false);
  await organiser.send(`PATCH /events/${eventId}`, { namesOnPhones: false });
  await untilStored(page, 'searchKeys', false);
  await page.reload();
  await page.locator('.door-direction').waitFor({ timeout: PATIENCE_MS });
  expect(await page.locator('.door-recent bdi').count()).toBe(0);
  await expectNobody(page);
  expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
}, 240_000);
