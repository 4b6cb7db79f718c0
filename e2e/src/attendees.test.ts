import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, openPage, phone } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';

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

const scripts = [
  ['Zoë', 'Müller-Łukasz'],
  ['ليلى', 'بنت أحمد'],
  ['Нина', 'Петрова'],
  ['太郎', '山田'],
  ['민준', '김'],
  ['Ελένη', 'Παπαδοπούλου'],
  ['שרה', 'כהן'],
  ['अनन्या', 'शर्मा'],
  ['สมชาย', 'ใจดี'],
  ['Đặng', 'Thị Hương'],
];
const people = Array.from({ length: 300 }, (_, index) => {
  const [first, last] = scripts[index % scripts.length] ?? [];
  return {
    first: `${first} ${index}`,
    last,
    email: `guest${index}@example.org`,
    type: index % 3 ? 'Day' : 'Press',
  };
});
const wrongRows = [7, 200];

/** As a spreadsheet writes it; two rows have an address that is none. */
function listOf(): Buffer {
  const rows = people.map(({ first, last, email, type }, index) =>
    [first, last, wrongRows.includes(index) ? 'nowhere' : email, type, `A-${index}`].join(';'),
  );
  return Buffer.from(`\ufeff${['First name;Last name;E-mail;Ticket type;Order', ...rows].join('\r\n')}\r\n`);
}

const imported = people.length - wrongRows.length;
const names = people
  .filter((_, index) => !wrongRows.includes(index))
  .map(({ first, last }) => `${first} ${last}`)
  .sort();

test('a list is imported, searched, changed and exported again', async () => {
  const { context, page, faults } = await openPage(browser);
  const event = await createEvent(context, 'Lists');
  await page.goto(`${event}/attendees`);
  await page.getByText('Nobody is on the list yet').waitFor();
  await page.getByRole('link', { name: 'Import list' }).click();
  await chooseList(page);

  await page.getByText('300 rows', { exact: true }).waitFor();
  await page.getByText('Separated by semicolons').waitFor();
  expect(await page.getByLabel('First name', { exact: true }).inputValue()).toBe('firstName');
  const preview = page.getByRole('table', { name: 'The first rows, as they will be read' });
  expect(await preview.getByRole('row', { name: 'ليلى 1 بنت أحمد' }).textContent()).toContain('Day');
  expect(await preview.getByRole('row', { name: 'Zoë 0' }).textContent()).toContain('New type');
  await page.getByRole('button', { name: 'Import 300 rows' }).click();
  await page.getByText('The list has been imported').waitFor();
  expect(await counts(page)).toEqual({ Imported: imported, Changed: 0, Unchanged: 0, Refused: 2 });
  const bad = await download(page, 'Download refused rows');
  expect(bad.match(/^(\d+),email,/gm)).toEqual(wrongRows.map((index) => `${index + 2},email,`));

  await page.getByRole('button', { name: 'Import another list' }).click();
  await chooseList(page);
  await page.getByRole('button', { name: 'Import 300 rows' }).click();
  await page.getByText('The list has been imported').waitFor();
  expect(await counts(page)).toEqual({ Imported: 0, Changed: 0, Unchanged: imported, Refused: 2 });

  await page.getByRole('link', { name: 'Back to the attendees' }).click();
  await page.getByText('298 tickets').waitFor();
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect.poll(() => page.getByRole('row').count()).toBe(1 + 100);
  await openTicket(page, 'ليلى guest11@', 'ليلى 11 بنت أحمد');
  const first = await codeOf(page);
  await page.getByRole('button', { name: 'Re-issue' }).click();
  await question(page).getByText('The old code is dead').waitFor();
  await question(page).getByRole('button', { name: 'Re-issue' }).click();
  await page.getByText('Code number 2 of this ticket').waitFor();
  const second = await codeOf(page);
  expect(second.text).not.toBe(first.text);
  expect(second.drawing).not.toBe(first.drawing);
  await page.getByRole('button', { name: 'Cancel ticket' }).click();
  await question(page).getByRole('button', { name: 'Cancel ticket' }).click();
  await page.getByRole('dialog').getByText('Cancelled', { exact: true }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  await page.getByLabel('Search').fill('');
  await page.getByText('298 tickets').waitFor();
  await saysItIsUnpaid(page, 'Zoë 0 Müller-Łukasz');
  await page.getByLabel('Search').fill('');
  await page.getByText('298 tickets').waitFor();
  const rows = (await download(page, 'Export CSV')).trim().split(/\r?\n/).slice(1);
  expect(rows.map((row) => row.split(',')[0]).sort()).toEqual(names);
  expect(rows.filter((row) => row.split(',')[6] === 'cancelled')).toEqual([
    expect.stringContaining('guest11@example.org'),
  ]);
  expect(faults).toEqual([]);
  await context.close();
});

test('somebody is added by hand on a phone, after the form has said what is missing', async () => {
  const { context, page, faults } = await openPage(browser, { ...phone, colorScheme: 'dark' });
  const event = await createEvent(context, 'By hand');
  const sendTypes = await holdBack(page, /\/ticket-types\?/);
  await page.goto(`${event}/attendees`);
  await page.getByRole('button', { name: 'Add attendee' }).click();
  const sheet = page.getByRole('dialog');
  // Whoever is faster than the network finds no form that has yet to learn its choices.
  await sheet.locator('.ui-skeleton').first().waitFor();
  expect(await sheet.getByRole('textbox').count()).toBe(0);
  await sendTypes();
  await sheet.getByLabel('E-mail address').fill('ada');
  await sheet.getByRole('button', { name: 'Add attendee' }).click();
  await sheet.getByText('2 entries need attention').waitFor();
  expect(await errorBeside(page, 'Name')).toBe('This entry is needed.');
  expect(await errorBeside(page, 'E-mail address')).toContain('name@example.org');
  await sheet.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
  await sheet.getByLabel('E-mail address').fill('ada@example.org');
  await sheet.getByText('More about this ticket').click();
  await sheet.getByLabel('Barcodes of others').fill('G:ABC');
  await sheet.getByRole('button', { name: 'Add attendee' }).click();
  // This one only the server knows.
  await expect.poll(() => errorBeside(page, 'Barcodes of others')).toContain('cannot be the barcode');
  await sheet.getByLabel('Barcodes of others').fill('4006381333931');
  await sheet.getByRole('button', { name: 'Add attendee' }).click();
  await page.getByRole('img', { name: 'QR code of the ticket of Ada Lovelace' }).waitFor();
  await addTo(page, 'Ada Lovelace', 'Parking');
  expect(await auditPage(page)).toEqual([]);
  expect(await layoutFaults(page, 'ltr')).toEqual([]);
  // The server's refusal of the barcode is a 422, which browsers print as an error.
  expect(faults.filter((fault) => !fault.includes('status of 422'))).toEqual([]);
  await context.close();
});

/** What shuts somebody out is asked first; the list can be narrowed to those who owe. */
async function saysItIsUnpaid(page: Page, name: string): Promise<void> {
  const sheet = page.getByRole('dialog');
  await openTicket(page, 'guest0@', name);
  await page.getByRole('button', { name: 'At the door' }).click();
  await sheet.getByLabel('Payment').selectOption('unpaid');
  await sheet.getByLabel(/^Entries( ?optional)?$/).fill('0');
  await sheet.getByRole('button', { name: 'Save changes' }).click();
  expect(await errorBeside(page, 'Entries')).not.toBe('');
  await sheet.getByLabel(/^Entries( ?optional)?$/).fill('2');
  await sheet.getByRole('button', { name: 'Save changes' }).click();
  await question(page).getByText('Shut this person out?').waitFor();
  expect(await auditPage(page)).toEqual([]);
  await question(page).getByRole('button', { name: 'Save changes' }).click();
  await sheet.getByText('2 entries').waitFor();
  await sheet.getByRole('button', { name: 'Close' }).last().click();
  await page.getByLabel('Search').fill('');
  await page.getByLabel('Payment').selectOption('unpaid');
  await page.getByText('One ticket', { exact: true }).waitFor();
  await page.getByRole('row', { name }).getByText('Unpaid').waitFor();
  await page.getByLabel('Payment').selectOption('');
}

/** Adds a ticket to another one that shares its barcode, and goes from one to the other. */
async function addTo(page: Page, parent: string, name: string): Promise<void> {
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Add attendee' }).click();
  await sheet.getByLabel('Name', { exact: true }).fill(name);
  await sheet.getByText('More about this ticket').click();
  await sheet.getByLabel('Barcodes of others').fill('4006381333931');
  await sheet.getByLabel('Other tickets may have these barcodes too').check();
  await sheet.getByLabel('Find a ticket').fill(parent.toLowerCase());
  const choice = sheet.getByLabel('The ticket that it belongs to');
  await choice.locator('option', { hasText: parent }).waitFor({ state: 'attached' });
  const value = await choice.locator('option', { hasText: parent }).getAttribute('value');
  await choice.selectOption(value);
  expect(await auditPage(page)).toEqual([]);
  await sheet.getByRole('button', { name: 'Add attendee' }).click();
  await page.getByRole('img', { name: `QR code of the ticket of ${name}` }).waitFor();
  await sheet.getByRole('region', { name: 'Added to' }).getByRole('button', { name: parent }).click();
  await page.getByRole('img', { name: `QR code of the ticket of ${parent}` }).waitFor();
  await sheet.getByRole('region', { name: 'Added to it' }).getByRole('button', { name }).waitFor();
}

/** An event with one ticket type. @returns the address of its pages */
async function createEvent(context: BrowserContext, name: string): Promise<string> {
  const api = `${gatehouse.url}/api/v1`;
  const credentials = { email: gatehouse.email, password: gatehouse.password ?? '' };
  const signIn = await context.request.post(`${api}/auth/sign-in`, { data: credentials });
  const { accessToken, memberships } = (await signIn.json()).data;
  const headers = {
    authorization: `Bearer ${accessToken}`,
    'x-organisation': memberships[0].organisationId,
  };
  const fields = { name, place: 'Pier 7', timeZone: 'Europe/Berlin', startsAt: '2027-07-01T18:00:00Z' };
  const created = await context.request.post(`${api}/events`, { headers, data: fields });
  const { id } = (await created.json()).data;
  const types = `${api}/events/${id}/ticket-types`;
  expect((await context.request.post(types, { headers, data: { name: 'Day' } })).status()).toBe(201);
  return `${gatehouse.url}/portal/events/${id}`;
}

/** Keeps requests on their way. @returns what lets them go on */
async function holdBack(page: Page, address: RegExp): Promise<() => Promise<void>> {
  const held: Route[] = [];
  await page.route(address, (route) => void held.push(route));
  return async () => {
    await Promise.all(held.map((route) => route.continue()));
    await page.unroute(address);
  };
}

async function chooseList(page: Page): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByText('Choose file').click();
  await (await chooser).setFiles({ name: 'guests.csv', mimeType: 'text/csv', buffer: listOf() });
}

async function counts(page: Page): Promise<Record<string, number>> {
  const boxes = await page.locator('dl > div').all();
  const texts = boxes.map(async (box) => [
    await box.locator('dt').textContent(),
    Number(await box.locator('dd').textContent()),
  ]);
  return Object.fromEntries(await Promise.all(texts));
}

async function download(page: Page, button: string): Promise<string> {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return await readFile(await (await started).path(), 'utf8');
}

async function openTicket(page: Page, search: string, name: string): Promise<void> {
  await page.getByLabel('Search').fill(search);
  await page.getByText('One ticket', { exact: true }).waitFor();
  await page.getByRole('button', { name }).click();
}

/** The code as it is typed and as it is drawn. */
async function codeOf(page: Page): Promise<{ text: string | null; drawing: string | null }> {
  const figure = page.getByRole('dialog').locator('figure');
  const drawing = await figure.getByRole('img').locator('path').getAttribute('d');
  return { text: await figure.locator('code').textContent(), drawing };
}

/** The dialog that lies over the sheet. */
function question(page: Page) {
  return page.getByRole('dialog').locator('dialog.ui-dialog');
}

async function errorBeside(page: Page, label: string): Promise<string | null> {
  const input = page.getByLabel(new RegExp(`^${label}( ?optional)?$`));
  return await page
    .getByRole('dialog')
    .locator('.ui-field', { has: input })
    .locator('.ui-error')
    .textContent();
}
