import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, openPage, phone, type Watched } from './browser.js';
import { signInQuietly } from './door-event.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { enterCode, typeCode } from './hand-scan.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { soakTest, someOf } from './soak.js';
import { noteVerdicts, verdictCame } from './verdicts.js';

const HOUR_MS = 3_600_000;
const PATIENCE_MS = 60_000;
let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;
let organiser: Organiser;
let event: { readonly id: string; readonly typeId: string };

interface Named {
  readonly id: string;
}

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
  organiser = await signInOrganiser(gatehouse);
  const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
  const fields = { name: 'Doors of the Harbour', place: 'Pier 7', timeZone: 'Europe/Berlin', startsAt };
  const { id } = await organiser.send<Named>('POST /events', fields);
  await organiser.send(`PUT /events/${id}/status`, { status: 'published' });
  const type = await add<Named & { class: number }>(id, 'ticket-types', { name: 'Day ticket' });
  await add(id, 'access-lists', { name: 'Main entrance', classes: [type.class], entry: 'single' });
  event = { id, typeId: type.id };
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

function add<T = Named>(eventId: string, part: string, fields: object): Promise<T> {
  return organiser.send<T>(`POST /events/${eventId}/${part}`, fields);
}

async function newTicket(name: string): Promise<{ id: string; code: string }> {
  const { id } = await add(event.id, 'tickets', { ticketTypeId: event.typeId, name });
  const { code } = await organiser.send<{ code: string }>(`GET /events/${event.id}/tickets/${id}/code`);
  return { id, code };
}

async function inPortal(part: string, options = {}): Promise<Watched> {
  const watched = await openPage(browser, options);
  await signInQuietly(watched.context, gatehouse);
  await watched.page.goto(`${gatehouse.url}/portal/events/${event.id}/${part}`);
  return watched;
}

async function expectFine({ page }: Watched, direction: 'ltr' | 'rtl' = 'ltr'): Promise<void> {
  expect(await auditPage(page)).toEqual([]);
  expect(await layoutFaults(page, direction)).toEqual([]);
}

async function picture(page: Page, name: string): Promise<void> {
  const pictures = process.env['GATEHOUSE_PICTURES'];
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
}

interface Wanted {
  readonly label: string;
  readonly kind?: string;
  readonly fill?: (dialog: ReturnType<Page['getByRole']>) => Promise<void>;
}

async function addQuestion(page: Page, { label, kind, fill }: Wanted): Promise<void> {
  await page.getByRole('button', { name: 'Add question' }).click();
  const dialog = page.getByRole('dialog', { name: 'New question' });
  await dialog.getByLabel('Question', { exact: true }).fill(label);
  if (kind !== undefined) await dialog.getByLabel('Kind of answer').selectOption(kind);
  await fill?.(dialog);
  await dialog.getByRole('button', { name: 'Add question' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: label, exact: true }).waitFor();
}

const labels = (page: Page) => page.locator('.ui-row-button').allTextContents();

test('an organiser puts questions together, in the order in which they are asked', async () => {
  const watched = await inPortal('questions');
  const { page, context, faults } = watched;
  await page.getByText('No questions yet').waitFor();
  await expectFine(watched);
  await picture(page, 'questions-empty');
  await addQuestion(page, { label: 'Have you seen an ID?' });
  await addQuestion(page, { label: 'E-mail', kind: 'E-mail address' });
  await addQuestion(page, {
    label: 'T-shirt',
    kind: 'One of several options',
    fill: async (dialog) => {
      await dialog.getByRole('button', { name: 'Add question' }).click();
      await dialog.getByText('Give at least one option.').waitFor();
      for (const [index, size] of ['Small', 'Large'].entries()) {
        await dialog.getByRole('button', { name: 'Add option' }).click();
        await dialog.getByLabel(`Option ${index + 1}`, { exact: true }).fill(size);
      }
      await dialog.getByText('Give at least one option.').waitFor({ state: 'detached' });
      await expectFine(watched);
      await picture(page, 'questions-options');
    },
  });
  await addQuestion(page, {
    label: 'Children',
    kind: 'Number',
    fill: async (dialog) => {
      await dialog.getByLabel('Smallest number').fill('3');
      await dialog.getByLabel('Largest number').fill('0');
      await dialog.getByRole('button', { name: 'Add question' }).click();
      await dialog.getByText('The largest must not be below the smallest.').waitFor();
      // What was typed is still there.
      expect(await dialog.getByLabel('Smallest number').inputValue()).toBe('3');
      await dialog.getByLabel('Smallest number').fill('0');
      await dialog.getByLabel('Largest number').fill('5');
      await dialog.getByLabel('An answer is needed').uncheck();
    },
  });
  await addQuestion(page, { label: 'Badge', kind: 'Photo' });
  await addQuestion(page, {
    label: 'Green wristband?',
    fill: (dialog) => dialog.getByLabel('It is only shown').check(),
  });
  expect(await labels(page)).toEqual([
    'Have you seen an ID?',
    'E-mail',
    'T-shirt',
    'Children',
    'Badge',
    'Green wristband?',
  ]);
  await expectFine(watched);

  // By pressing, and by the arrow keys, with the focus staying on what is moved.
  await page.getByRole('button', { name: 'Move “T-shirt” up' }).click();
  await expect.poll(() => labels(page)).toEqual(expect.arrayContaining(['T-shirt']));
  await page.getByText('“T-shirt” is now number 2 of 6.').waitFor({ state: 'attached' });
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Move “T-shirt” up');
  await page.keyboard.press('ArrowUp');
  await page.getByText('“T-shirt” is now number 1 of 6.').waitFor({ state: 'attached' });
  await picture(page, 'questions-list');
  const kept = () => organiser.send<{ label: string }[]>(`GET /events/${event.id}/questions`);
  await expect.poll(async () => (await kept()).map(({ label }) => label)[0]).toBe('T-shirt');

  await page.getByRole('button', { name: 'Delete Children' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Children', exact: true }).waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
  await context.close();
});

test.each(
  someOf([
    ['phone-dark', 'en-GB', { ...phone, colorScheme: 'dark' }, 'ltr'],
    ['desktop-dark', 'en-GB', { colorScheme: 'dark' }, 'ltr'],
    ['phone-german', 'de-DE', phone, 'ltr'],
    ['desktop-arabic', 'ar', {}, 'rtl'],
    ['phone-arabic', 'ar', phone, 'rtl'],
  ] as const),
)('the questions fit on a %s', async (name, locale, options, direction) => {
  const watched = await inPortal('questions', { ...options, locale });
  const { page, context, faults } = watched;
  await page.locator('.ui-row-button').first().waitFor();
  await expectFine(watched, direction);
  await picture(page, `questions-${name}`);
  await page.locator('.ui-row-button').first().click();
  await page.locator('dialog .ui-panel-form').waitFor();
  await expectFine(watched, direction);
  await picture(page, `questions-${name}-panel`);
  expect(faults).toEqual([]);
  await context.close();
});

async function phoneAtDoor(name: string, options = {}): Promise<Watched> {
  const watched = await openPage(browser, { ...phone, ...options });
  await noteVerdicts(watched.context);
  const offer = { name, profile: 'steward' };
  const { url } = await add<{ url: string }>(event.id, 'device-pairings', offer);
  await watched.page.goto(`${gatehouse.url}/scanner/${new URL(url).hash}`);
  await watched.page.locator('.door-code').waitFor({ timeout: PATIENCE_MS });
  const devices = await organiser.send<{ id: string; name: string }[]>(`GET /events/${event.id}/devices`);
  const device = devices.findLast((each) => each.name === name);
  await organiser.send(`POST /events/${event.id}/devices/${device?.id}/confirm`);
  const start = watched.page.locator('.door-start button[type=submit]');
  await expect.poll(() => start.isEnabled().catch(() => false), { timeout: PATIENCE_MS }).toBe(true);
  await start.click();
  await watched.page.locator('.door-direction').waitFor({ timeout: PATIENCE_MS });
  return watched;
}

/** A picture as large as a camera's, made in the page. */
async function takePhoto(page: Page): Promise<void> {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3000, 2000];
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    for (let step = 0; step < 600; step++) {
      context.fillStyle = `hsl(${(step * 47) % 360} 80% ${20 + (step % 60)}%)`;
      context.fillRect((step * 97) % 3000, (step * 61) % 2000, 300, 200);
    }
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.95));
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
  });
  const file = { name: 'badge.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.locator('img.door-photo').waitFor();
}

async function answerAll(page: Page): Promise<void> {
  // Before the screen is drawn again, as where a phone is slow: none of them is lost.
  await page.evaluate(() => {
    for (const name of ['Large', 'Yes']) {
      const labels = [...document.querySelectorAll<HTMLElement>('dialog label')];
      labels.find(({ textContent }) => textContent.includes(name))?.click();
    }
  });
  await page.getByLabel('E-mail').fill('ann@example.org');
  await takePhoto(page);
}

/** What does not fit is said beside its question, and nothing that was entered is lost. */
async function answerBadly(watched: Watched, otherCode: string): Promise<void> {
  const { page } = watched;
  const form = page.getByRole('dialog', { name: 'Questions', exact: true });
  await page.getByRole('radio', { name: 'No' }).check();
  await page.getByLabel('E-mail').fill('ann at example');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await form.getByText('The answer has to be yes.').waitFor();
  await form.getByText('Enter an e-mail address.').waitFor();
  await form.getByText('4 answers need a look.').waitFor();
  await expectFine(watched);
  await picture(page, 'ask-phone-faults');
  expect(await page.getByLabel('E-mail').inputValue()).toBe('ann at example');

  // A code that comes meanwhile is neither scanned nor an answer, and the screen says so.
  await enterCode(page, otherCode);
  await form.getByText('Another code was read and not scanned.', { exact: false }).waitFor();
  await page.getByLabel('E-mail').focus();
  await typeCode(page, otherCode.slice(0, 40));
  expect(await page.getByLabel('E-mail').inputValue()).toBe('ann at example');
}

test('a phone asks without a network, and what was answered stands in the portal after it', async () => {
  const [ann, bea] = [await newTicket('Ann'), await newTicket('Bea')];
  const watched = await phoneAtDoor('North');
  const { page, context, faults } = watched;
  await page.getByText('The list is loading', { exact: false }).waitFor({ state: 'detached' });
  await context.setOffline(true);
  await enterCode(page, ann.code);
  await verdictCame(page, 'confirm');
  const form = page.getByRole('dialog', { name: 'Questions', exact: true });
  await form.getByText('Green wristband?').waitFor();
  await expectFine(watched);
  await picture(page, 'ask-phone');

  await answerBadly(watched, bea.code);
  await answerAll(page);
  await form.getByText('The answer has to be yes.').waitFor({ state: 'detached' });
  await expectFine(watched);
  await page.locator('img.door-photo').scrollIntoViewIfNeeded();
  await picture(page, 'ask-phone-photo');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await verdictCame(page, 'admit');
  await page.getByText('One photo not sent yet').waitFor({ state: 'attached' });
  await picture(page, 'ask-phone-admit');

  // The app is closed and opened before there is a line: row and photo are still there, and go together.
  await context.setOffline(false);
  await page.route('**/api/v1/device/**', (route) => route.abort());
  await page.reload();
  await page.getByText('One photo not sent yet').waitFor({ state: 'attached', timeout: PATIENCE_MS });
  await page.unroute('**/api/v1/device/**');
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByText('One photo not sent yet').waitFor({ state: 'detached', timeout: PATIENCE_MS });

  const answers = () =>
    organiser.send<{ label: string; value: unknown; deviceName: string }[]>(
      `GET /events/${event.id}/tickets/${ann.id}/answers`,
    );
  await expect.poll(async () => (await answers()).length).toBe(4);
  expect(await answers()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ label: 'E-mail', value: 'ann@example.org', deviceName: 'North' }),
      expect.objectContaining({ label: 'Have you seen an ID?', value: true }),
    ]),
  );
  // Who has answered is not asked again, and Bea, whose code came at a bad time, still is.
  await enterCode(page, bea.code);
  await form.waitFor();
  await page.getByRole('radio', { name: 'Large' }).check();
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'Keep answering' }).click();
  expect(await page.getByRole('radio', { name: 'Large' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Leave' }).first().click();
  await page
    .getByRole('dialog', { name: 'Leave these questions?' })
    .getByRole('button', { name: 'Leave' })
    .click();
  await form.waitFor({ state: 'detached' });
  const expected = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket/;
  expect(faults.filter((fault) => !expected.test(fault))).toEqual([]);
  await context.close();
  await seeAnswers(ann.id);
});

async function seeAnswers(ticketId: string): Promise<void> {
  const watched = await inPortal('attendees');
  const { page, context, faults } = watched;
  await page.getByRole('button', { name: 'Ann' }).click();
  const panel = page.getByRole('dialog', { name: 'Ann' });
  await panel.getByText('Answers at the door').waitFor();
  await panel.getByText('Large', { exact: true }).waitFor();
  const photo = panel.getByRole('img', { name: 'Photo: Badge' });
  await photo.waitFor();
  expect(
    await photo.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]),
  ).toEqual([1280, 853]);
  await photo.scrollIntoViewIfNeeded();
  await expectFine(watched);
  await picture(page, 'answers-portal');
  await panel.getByRole('button', { name: 'Erase these answers' }).click();
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  await panel.getByText('Answers at the door').waitFor({ state: 'detached' });
  expect(await organiser.send(`GET /events/${event.id}/tickets/${ticketId}/answers`)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
}

soakTest('the questions read from right to left', async () => {
  const cem = await newTicket('Cem');
  const watched = await phoneAtDoor('شمال', { locale: 'ar' });
  const { page, context, faults } = watched;
  await enterCode(page, cem.code);
  await page.locator('form.door-ask').waitFor();
  await page.locator('form.door-ask button[type=submit]').click();
  await page.locator('.ui-error').first().waitFor();
  await expectFine(watched, 'rtl');
  await picture(page, 'ask-arabic');
  expect(faults).toEqual([]);
  await context.close();
});
