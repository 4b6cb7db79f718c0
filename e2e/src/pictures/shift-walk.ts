import { join } from 'node:path';
import { createTranslator, loadCatalogue, type PlainKey } from '@gatehouse/shared/i18n';
import type { BrowserContext, Page } from 'playwright-core';
import { openPage, phone } from '../browser.js';
import { enterCode } from '../hand-scan.js';
import { deviceNamed } from '../phone/begin-shift.js';
import { DoorGround } from '../phone/door-ground.js';
import { until } from '../phone/until.js';
import type { PictureName } from './captions.js';
import { type Look, looks } from './looks.js';
import { folder, QUALITY, type Surroundings } from './studio.js';

/** Without these there is no way to the camera. */
const onTheWay: readonly PictureName[] = ['waiting', 'shift', 'readiness', 'scan'];

interface Walk {
  readonly look: Look;
  readonly ground: DoorGround;
  readonly context: BrowserContext;
  readonly page: Page;
  /** They were there before the phone was, so its list has them. */
  readonly tickets: Tickets;
  readonly faults: string[];
  readonly word: (key: PlainKey) => string;
  /** Keeps a picture. One that cannot be taken is told of, and keeps none of the others away. */
  readonly take: (name: PictureName, come: () => Promise<unknown>) => Promise<void>;
}

type Tickets = Awaited<ReturnType<typeof issueTickets>>;

async function issueTickets(ground: DoorGround) {
  return {
    bea: await ground.issue('Bea Brook'),
    cem: await ground.issue('Cem Cole'),
    dan: await ground.issue('Dan Dale'),
    eva: await ground.issue('Eva Ellis'),
    fay: await ground.issue('Fay Field'),
    gil: await ground.issue('Gil Grant'),
  };
}

/** One phone through its shift, once in each look. What cannot be taken is told of in `faults`. */
export async function walkShifts(given: Surroundings, faults: string[]): Promise<void> {
  for (const look of looks) await walkThrough(given, look, faults);
}

async function walkThrough(given: Surroundings, look: Look, faults: string[]): Promise<void> {
  const { browser, organiser } = given;
  const locale = look.locale === 'en' ? 'en-GB' : look.locale;
  const { context, page } = await openPage(browser, { ...phone, locale, colorScheme: look.theme });
  await context.grantPermissions(['camera']);
  await context.addInitScript(bendPage);
  const word = createTranslator(look.locale, await loadCatalogue(look.locale, ['scanner', 'common']));
  const ground = await DoorGround.lay(organiser, look.event, { byHand: 'confirm' });
  const tickets = await issueTickets(ground);
  const walk: Walk = {
    ...{ look, context, page, word, ground, tickets, faults },
    async take(name, come) {
      const isWanted = look.only?.includes(name) !== false;
      if (!isWanted && !onTheWay.includes(name)) return;
      try {
        await come();
        if (!isWanted) return;
        await page.evaluate(() => document.fonts.ready);
        const path = join(folder, `${look.prefix}${name}.jpg`);
        await page.screenshot({ path, type: 'jpeg', quality: QUALITY });
      } catch (error) {
        faults.push(`${look.prefix}${name}: ${String(error).split('\n')[0]}`);
      }
    },
  };
  await takeStart(given, walk);
  await takeVerdicts(walk);
  await takePanels(given, walk);
  await context.close();
}

const pressed = ({ page, word }: Walk, key: PlainKey) =>
  page
    .getByRole('button', { name: word(key) })
    .first()
    .click();

/** From a new phone to the camera. */
async function takeStart({ gatehouse, organiser }: Surroundings, walk: Walk): Promise<void> {
  const { page, ground, take, word } = walk;
  const path = `/events/${ground.eventId}`;
  await take('pairing', async () => {
    await page.goto(`${gatehouse.url}/scanner/`);
    await page.getByText(word('scanner.pair.title')).first().waitFor();
    await noSpinner(page);
  });
  const offer = { name: 'North', profile: 'steward' };
  const { url } = await organiser.send<{ url: string }>(`POST ${path}/device-pairings`, offer);
  await take('waiting', async () => {
    await page.goto('about:blank');
    await page.goto(`${gatehouse.url}/scanner/${new URL(url).hash}`);
    await page.locator('.door-code').waitFor();
  });
  const device = await deviceNamed({ organiser, ground }, 'North');
  await organiser.send(`POST ${path}/devices/${device.id}/confirm`);
  const start = page.locator('.door-start button[type=submit]');
  await take('shift', async () => {
    await until(() => start.isEnabled().catch(() => false), Boolean);
    // A code whose part of the list has not come yet is answered otherwise.
    await until(
      () => page.getByRole('progressbar').count(),
      (bars) => bars === 0,
    );
  });
  await take('readiness', async () => {
    await pressed(walk, 'scanner.ready.open');
    await noSpinner(page);
  });
  await pressed(walk, 'scanner.back');
  await start.click();
  await take('scan', () => page.locator('.door-view[data-phase=running]').waitFor());
}

async function noSpinner(page: Page): Promise<void> {
  await until(
    () => page.locator('.ui-spinner').count(),
    (count) => count === 0,
  );
}

const verdict = (page: Page, face: string) => page.locator(`[data-verdict=${face}]`);

async function goOn(page: Page): Promise<void> {
  await until(
    async () => {
      await page.keyboard.press('Escape');
      return page.locator('[data-verdict]').count();
    },
    (count) => count === 0,
  );
}

async function takeVerdict(
  walk: Walk,
  name: PictureName,
  said: { code: string; face: string },
): Promise<void> {
  await walk.take(name, async () => {
    await enterCode(walk.page, said.code);
    await verdict(walk.page, said.face).waitFor();
  });
  await goOn(walk.page);
}

async function turn(page: Page, direction: 'in' | 'out' | 'check'): Promise<void> {
  await page.locator(`.door-switch [data-direction=${direction}]`).click();
  await page.locator(`.door-direction[data-direction=${direction}]`).waitFor();
}

async function takeVerdicts(walk: Walk): Promise<void> {
  const { page, tickets } = walk;
  const { bea, cem, dan } = tickets;
  await setFlags(page, { answersStay: true });
  await takeVerdict(walk, 'admit', { code: bea.code, face: 'admit' });
  await takeVerdict(walk, 'already', { code: bea.code, face: 'already' });
  await takeVerdict(walk, 'refuse', { code: 'https://example.org/menu', face: 'refuse' });
  await takeConfirm(walk);
  await turn(page, 'check');
  await takeVerdict(walk, 'check', { code: cem.code, face: 'check' });
  await turn(page, 'out');
  await takeVerdict(walk, 'exit', { code: bea.code, face: 'exit' });
  await turn(page, 'in');
  await setFlags(page, { storageFails: true });
  await takeVerdict(walk, 'not-recorded', {
    code: dan.code,
    face: 'unrecorded',
  });
  await setFlags(page, { storageFails: false });
  await takeOffline(walk);
  // With the clock of a page that nobody bends.
  await page.reload();
  await page.locator('.door-view[data-phase=running]').waitFor();
  await page.locator('.door-line').getByText('0', { exact: true }).waitFor();
}

/** A code that is typed proves less than one that is read, so a person has to say yes. */
async function takeConfirm(walk: Walk): Promise<void> {
  const { page, take, tickets } = walk;
  await take('confirm', async () => {
    await pressed(walk, 'scanner.typed.open');
    await page.getByRole('dialog').getByRole('textbox').first().fill(tickets.gil.shortCode);
    await page.keyboard.press('Enter');
    await verdict(page, 'confirm').waitFor();
  });
  await goOn(page);
}

/** Without a network nothing is an alarm. */
async function takeOffline({ context, page, tickets, take }: Walk): Promise<void> {
  await context.setOffline(true);
  await enterCode(page, tickets.eva.code);
  await verdict(page, 'admit').waitFor();
  await goOn(page);
  await take('offline', () => page.locator('.door-line[data-online=false]').waitFor());
  await context.setOffline(false);
}

async function takePanels(given: Surroundings, walk: Walk): Promise<void> {
  const { page, ground, take } = walk;
  const { organiser } = given;
  await take('typed', async () => {
    await pressed(walk, 'scanner.typed.open');
    await page.getByRole('dialog').waitFor();
  });
  await page.keyboard.press('Escape');
  await take('settings', async () => {
    await pressed(walk, 'scanner.settings.open');
    await page.getByRole('dialog').waitFor();
  });
  await page.keyboard.press('Escape');
  await take('conflicts', () => openConflicts(given, walk));
  await page.keyboard.press('Escape');
  await take('revoked', async () => {
    const { id } = await deviceNamed({ organiser, ground }, 'North');
    await organiser.send(`POST /events/${ground.eventId}/devices/${id}/revoke`);
    await page.getByText(walk.word('scanner.revoked.done')).waitFor();
  });
}

/** Two phones that could not see each other let the same ticket in. */
async function openConflicts({ browser, gatehouse, organiser }: Surroundings, walk: Walk): Promise<void> {
  const { page, context, ground, tickets } = walk;
  const offer = { name: 'South', profile: 'steward' };
  const path = `/events/${ground.eventId}`;
  const { url } = await organiser.send<{ url: string }>(`POST ${path}/device-pairings`, offer);
  const other = await openPage(browser, phone);
  await other.context.grantPermissions(['camera']);
  await other.page.goto(`${gatehouse.url}/scanner/${new URL(url).hash}`);
  await other.page.locator('.door-code').waitFor();
  const { id } = await deviceNamed({ organiser, ground }, 'South');
  await organiser.send(`POST ${path}/devices/${id}/confirm`);
  const start = other.page.locator('.door-start button[type=submit]');
  await until(() => start.isEnabled().catch(() => false), Boolean);
  await until(
    () => other.page.getByRole('progressbar').count(),
    (bars) => bars === 0,
  );
  await start.click();
  await other.page.locator('.door-view').waitFor();
  for (const one of [context, other.context]) await one.setOffline(true);
  for (const one of [page, other.page]) {
    const line = one.locator('.door-line');
    await enterCode(one, tickets.fay.code);
    await line.getByText('One scan not sent yet', { exact: true }).waitFor({ state: 'attached' });
    await goOn(one);
  }
  for (const one of [context, other.context]) await one.setOffline(false);
  await page.locator('.door-conflicts').click();
  await page.getByRole('dialog').waitFor();
  await other.context.close();
}

interface Flags {
  readonly storageFails?: boolean;
  readonly answersStay?: boolean;
}

/** Runs in the page: when it is told so, its disk is full, or an answer that goes by itself stays for a picture. */
function bendPage(): void {
  const flags = globalThis as Flags;
  const { add } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (...row) {
    if (flags.storageFails === true) throw new DOMException('The disk is full.', 'QuotaExceededError');
    return add.apply(this, row);
  };
  const { setTimeout } = globalThis;
  const later = (work: () => void, ms = 0, ...rest: unknown[]) =>
    setTimeout(work, flags.answersStay === true && ms > 900 && ms < 2500 ? 600_000 : ms, ...rest);
  Object.assign(globalThis, { setTimeout: later });
}

async function setFlags(page: Page, flags: Flags): Promise<void> {
  await page.evaluate((given) => void Object.assign(globalThis, given), flags);
}
