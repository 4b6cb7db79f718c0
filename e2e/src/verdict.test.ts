import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, type Watched } from './browser.js';
import { type FakeCamera, makeCamera } from './camera.js';
import { eyes } from './eyes.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { enterCode } from './hand-scan.js';
import { signInOrganiser } from './organiser.js';
import { soakTest } from './soak.js';
import { alike, faint, filling, type SeenFace, seeFace } from './verdict-faces.js';
import { goOn, makeVerdictDoor, openRecent, scanningPhone, type VerdictDoor } from './verdict-phone.js';
import { verdictCame } from './verdicts.js';

/** A code has to be out of sight for two seconds before it is another scan; a little more, for a camera that is late. */
const UNSEEN_MS = 3_000;

let folder: TemporaryFolder;
let gatehouse: Started;
let camera: FakeCamera;
let browser: Browser;
let door: VerdictDoor;

beforeAll(async () => {
  [folder, camera] = await Promise.all([makeFolder(), makeCamera()]);
  [gatehouse, browser] = await Promise.all([
    startGatehouse({ data: folder.path }),
    launchBrowser(camera.args),
  ]);
  door = await makeVerdictDoor(gatehouse, await signInOrganiser(gatehouse));
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await camera?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

const verdictOf = (page: Page) => page.locator('.ui-verdict');

async function gone(page: Page): Promise<void> {
  await verdictOf(page).waitFor({ state: 'detached' });
}

async function turn(page: Page, direction: 'in' | 'out' | 'check'): Promise<void> {
  await page.locator(`.door-switch [data-direction=${direction}]`).click();
  await page.locator(`.door-direction[data-direction=${direction}]`).waitFor();
}

/** Types the short code, which the list lets nobody in by without a look at them. */
async function typeCode(page: Page, code: string): Promise<void> {
  await page.locator('.door-controls button', { hasText: /Type code|كتابة الرمز/ }).click();
  await page.locator('input[name=code]').fill(code);
  await page.keyboard.press('Enter');
}

/** A page of the same phone beside the first one, which alone may scan. */
async function secondTab(watched: Watched): Promise<Page> {
  const page = await watched.context.newPage();
  await page.goto(`${gatehouse.url}/scanner/`);
  await page.locator('.door-view[data-phase=running]').waitFor();
  return page;
}

interface Showing {
  readonly page: Page;
  readonly kind: string;
}

type Tickets = Awaited<ReturnType<typeof issueTickets>>;

/** Before the phone starts, so that its list holds them all. */
async function issueTickets(tree: string) {
  const texts = ['Please show the blue band', 'Table 12'];
  const details = { seat: 'Row 4, seat 11', orderReference: 'HB-20731', attention: true, texts };
  const ann = await door.ticket(`Ann ${tree}`, details);
  const [bea, cem] = [await door.ticket(`Bea ${tree}`), await door.ticket(`Cem ${tree}`)];
  await door.cancel(cem);
  return { ann, bea, cem, dan: await door.ticket(`Dan ${tree}`) };
}

/** Brings every face onto the screen, one after another, and lets it be looked at while it stays. */
async function walkFaces(
  watched: Watched,
  { ann, bea, cem, dan }: Tickets,
  look: (showing: Showing) => Promise<void>,
): Promise<void> {
  const { page } = watched;
  const kept = async (kind: string) => {
    await openRecent(page);
    await look({ page, kind });
    await goOn(page);
  };
  await enterCode(page, ann.code);
  await verdictCame(page, 'admit');
  await gone(page);
  await kept('admit');
  await enterCode(page, ann.code);
  await verdictCame(page, 'already');
  await look({ page, kind: 'already' });
  await goOn(page);
  await enterCode(page, cem.code);
  await verdictCame(page, 'refuse');
  await look({ page, kind: 'refuse' });
  await goOn(page);
  await typeCode(page, bea.shortCode);
  await verdictCame(page, 'confirm');
  await look({ page, kind: 'confirm' });
  await page.locator('[data-yes]').click();
  await verdictCame(page, 'admit');
  await gone(page);
  await turn(page, 'check');
  await enterCode(page, dan.code);
  await verdictCame(page, 'check');
  await look({ page, kind: 'check' });
  await goOn(page);
  await turn(page, 'out');
  await enterCode(page, ann.code);
  await verdictCame(page, 'exit');
  await gone(page);
  await kept('exit');
  await turn(page, 'in');
  await openRecent(page);
  await page.locator('[data-action=undo]').click();
  await page.locator('dialog [data-kind=danger]').click();
  await page.locator('dialog .ui-notice').waitFor();
  await look({ page, kind: 'undo' });
  await page.locator('dialog .door-panel-actions button').click();
  await page.locator('[data-verdict=undone]').waitFor();
  await look({ page, kind: 'undone' });
  await goOn(page);
  const second = await secondTab(watched);
  await enterCode(second, bea.code);
  await second.locator('[data-verdict=unrecorded]').waitFor();
  await look({ page: second, kind: 'unrecorded' });
  await second.close();
}

test('no two answers look alike, whatever the eye that sees them', async () => {
  const tickets = await issueTickets('Ash');
  const watched = await scanningPhone(browser, door, { name: 'North', profile: 'supervisor' });
  const paper = await (await browser.newContext()).newPage();
  const faces: SeenFace[] = [];
  await walkFaces(watched, tickets, async ({ page, kind }) => {
    expect(await auditPage(page)).toEqual([]);
    expect(await layoutFaults(page, 'ltr')).toEqual([]);
    if (kind !== 'undo') faces.push(await seeFace(page, paper));
  });
  const kinds = ['admit', 'already', 'refuse', 'confirm', 'check', 'exit', 'undone', 'unrecorded'];
  expect(faces.map(({ kind }) => kind)).toEqual(kinds);
  expect(faces.filter((face) => filling(face) !== null).map(({ kind }) => kind)).toEqual([
    'admit',
    'already',
    'refuse',
  ]);
  for (const eye of eyes) {
    for (const face of faces)
      expect([face.kind, eye.name, faint(face, eye)]).toEqual([face.kind, eye.name, []]);
    for (const [index, one] of faces.entries())
      for (const other of faces.slice(index + 1))
        expect([one.kind, other.kind, eye.name, alike(one, other, eye)]).toEqual([
          one.kind,
          other.kind,
          eye.name,
          [],
        ]);
  }
  expect(watched.faults).toEqual([]);
  await Promise.all([watched.context.close(), paper.context().close()]);
});

soakTest('every answer fits a small phone, and reads from right to left', async () => {
  const context = { locale: 'ar', viewport: { width: 320, height: 568 } };
  const tickets = await issueTickets('شجرة');
  const watched = await scanningPhone(browser, door, { name: 'شمال', profile: 'supervisor', context });
  await walkFaces(watched, tickets, async ({ page, kind }) => {
    expect(await auditPage(page)).toEqual([]);
    expect(await layoutFaults(page, 'rtl')).toEqual([]);
    if (kind === 'undo') return;
    const buttons = page.locator('.door-answers button, .door-actions button');
    for (const button of await buttons.all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(48);
  });
  expect(watched.faults).toEqual([]);
  await watched.context.close();
});

test('before the camera green goes by itself, amber stays until a tap or the next other code', async () => {
  const [eve, fay] = [await door.ticket('Eve'), await door.ticket('Fay')];
  const { page, context, faults } = await scanningPhone(browser, door, { name: 'East', profile: 'steward' });
  await camera.show(eve.code);
  await verdictCame(page, 'admit');
  await gone(page);
  const outOfSight = Date.now();
  await camera.show();
  await expect.poll(() => Date.now() - outOfSight).toBeGreaterThan(UNSEEN_MS);
  await camera.show(eve.code);
  await verdictCame(page, 'already');
  const since = Date.now();
  await verdictOf(page).getByText('Gate B').first().waitFor();
  // What it covers is out of the reach of keys, until the answer is gone.
  const reachable = page.locator(
    '.door > :is(.door-status, .door-top, .door-view, .door-bottom):not([inert])',
  );
  await expect.poll(() => reachable.count()).toBe(0);
  await expect.poll(() => Date.now() - since).toBeGreaterThan(UNSEEN_MS);
  expect(await verdictOf(page).getAttribute('data-verdict')).toBe('already');
  await camera.show(fay.code);
  await verdictCame(page, 'admit');
  await gone(page);
  await camera.show('G:JUNK');
  await verdictCame(page, 'refuse');
  // A steward may call for help; the way on is anywhere.
  expect(await page.locator('.door-actions button').allInnerTexts()).toEqual(['Help desk']);
  await verdictOf(page).locator('svg').first().click();
  await gone(page);
  expect(await reachable.count()).toBe(4);
  await camera.show();
  expect(faults).toEqual([]);
  await context.close();
});

test('a supervisor lets somebody in against the answer with a reason, and takes it back', async () => {
  const gil = await door.ticket('Gil');
  await door.cancel(gil);
  const { page, context, faults } = await scanningPhone(browser, door, {
    name: 'West',
    profile: 'supervisor',
  });
  await enterCode(page, gil.code);
  await verdictCame(page, 'refuse');
  await page.getByRole('button', { name: 'Override' }).click();
  const panel = page.getByRole('dialog', { name: 'Let in all the same?' });
  await panel.getByText('Cancelled', { exact: false }).waitFor();
  expect(await auditPage(page)).toEqual([]);
  await panel.getByRole('button', { name: 'Let in', exact: true }).click();
  await panel.getByText('Choose a reason.').waitFor();
  await panel.getByText('Another reason').click();
  await panel.getByRole('button', { name: 'Let in', exact: true }).click();
  await panel.getByText('Write the reason in a few words.').waitFor();
  await panel.getByLabel('In your words').fill('Ticket was moved to her brother');
  await panel.getByRole('button', { name: 'Let in', exact: true }).click();
  await verdictCame(page, 'admit');
  await gone(page);
  await openRecent(page);
  await verdictOf(page).getByText('Let in in spite of: Cancelled').waitFor();
  await page.getByRole('button', { name: 'Take back' }).click();
  const question = page.getByRole('dialog', { name: 'Take back this scan?' });
  await question.getByText('The person then counts as not let in.').waitFor();
  await question.getByRole('button', { name: 'Take back' }).click();
  await question.getByText('Taken back.', { exact: false }).waitFor();
  await question.getByRole('button', { name: 'Close' }).last().click();
  await page.locator('[data-verdict=undone]').waitFor();
  await goOn(page);
  await page.locator('.door-recent [data-face=undone]').getByText('Taken back').waitFor();
  expect(await page.locator('.door-recent button').count()).toBe(2);
  expect(faults).toEqual([]);
  await context.close();
});

/** Of the page's global object. */
type ListeningPage = typeof globalThis & { spoken: { text: string; language: string }[] };

test('an answer is announced once, and spoken only where somebody switched that on', async () => {
  const [hal, ida] = [await door.ticket('Hal'), await door.ticket('Ida')];
  const context = { reducedMotion: 'no-preference' } as const;
  const watched = await scanningPhone(browser, door, { name: 'South', profile: 'steward', context });
  const { page, faults } = watched;
  await page.evaluate(() => {
    const listening = globalThis as ListeningPage;
    listening.spoken = [];
    const speak = speechSynthesis.speak.bind(speechSynthesis);
    speechSynthesis.speak = (said) => {
      listening.spoken.push({ text: said.text, language: said.lang });
      speak(said);
    };
  });
  const spoken = () => page.evaluate(() => (globalThis as ListeningPage).spoken);
  const region = page.locator('[aria-live=assertive]');
  await enterCode(page, hal.code);
  await verdictCame(page, 'admit');
  await gone(page);
  expect(await spoken()).toEqual([]);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByLabel('Speak the answers').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  await enterCode(page, hal.code);
  await verdictCame(page, 'already');
  // The region was there before, and nothing else on the page shouts.
  expect(await region.count()).toBe(1);
  expect(await region.textContent()).toMatch(/^Already in\. .+Gate B\. On phone South\.$/);
  expect(await page.getByRole('alert').count()).toBe(0);
  expect((await spoken()).map(({ language }) => language)).toEqual(['en']);
  expect((await spoken())[0]?.text).toBe(await region.textContent());
  const moves = () =>
    page.locator('.ui-verdict-head > svg').evaluate((sign) => getComputedStyle(sign).animationDuration);
  expect(await moves()).toBe('0.16s');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moves()).toBe('0.001s');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await enterCode(page, ida.code);
  await verdictCame(page, 'admit');
  await expect.poll(async () => (await spoken()).map(({ text }) => text)[1]).toBe('Admit.');
  await gone(page);
  expect(await region.textContent()).toBe('');
  expect(faults).toEqual([]);
  await watched.context.close();
});
