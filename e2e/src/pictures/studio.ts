import { join } from 'node:path';
import { createTranslator, loadCatalogue, type PlainKey } from '@gatehouse/shared/i18n';
import type { Browser, Page } from 'playwright-core';
import { openPage, phone, type Watched } from '../browser.js';
import type { FakeCamera } from '../camera.js';
import { clone, type Started } from '../gatehouse.js';
import { enterCode } from '../hand-scan.js';
import type { Organiser } from '../organiser.js';
import { until } from '../phone/until.js';
import { installScanner } from '../scanner-app.js';
import { noteVerdicts } from '../verdicts.js';
import type { PictureName } from './captions.js';
import type { Look } from './looks.js';
import { layStage, type Stage } from './stage.js';

export const folder = join(clone, 'docs/pictures/scanner');
/** Small enough to lie in the repository, sharp enough to judge a screen by. */
export const QUALITY = 72;

export interface Surroundings {
  readonly browser: Browser;
  readonly gatehouse: Started;
  readonly organiser: Organiser;
  readonly camera: FakeCamera;
}

type Profile = 'steward' | 'supervisor' | 'kiosk';

/** Where the pictures of one look are taken. */
export interface Studio extends Surroundings {
  readonly look: Look;
  readonly stage: Stage;
  readonly faults: string[];
  readonly word: (key: PlainKey) => string;
  /** A phone that scans at the gate with nothing on its screen; the same one for each profile. */
  readonly atDoor: (profile: Profile) => Promise<Page>;
  /** Keeps a picture as soon as the screen is reached, unless this look goes without it. */
  readonly take: (page: Page, name: PictureName, reach: () => Promise<unknown>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Pictures that are taken one after another from a phone that stands at the door, or from one of its own. */
export interface Act {
  readonly pictures: readonly PictureName[];
  readonly play: (studio: Studio) => Promise<void>;
}

export async function openStudio(given: Surroundings, look: Look, faults: string[]): Promise<Studio> {
  const catalogue = await loadCatalogue(look.locale, ['scanner', 'common', 'people', 'questions', 'door']);
  const word = createTranslator(look.locale, catalogue);
  const stage = await layStage(given.organiser, look);
  const phones = new Map<Profile, Watched>();
  const studio: Studio = {
    ...{ ...given, look, stage, faults, word },
    async atDoor(profile) {
      const known = phones.get(profile);
      if (known !== undefined) {
        await known.page.reload();
        await untilRunning(known.page);
        return known.page;
      }
      const watched = await pairPhone(studio, profile);
      phones.set(profile, watched);
      await startShift(watched.page);
      return watched.page;
    },
    async take(page, name, reach) {
      await reach();
      if (look.only?.includes(name) === false) return;
      await page.evaluate(() => document.fonts.ready);
      const path = join(folder, `${look.prefix}${name}.jpg`);
      await page.screenshot({ path, type: 'jpeg', quality: QUALITY });
    },
    async close() {
      for (const { context } of phones.values()) await context.close();
    },
  };
  return studio;
}

interface Device {
  readonly id: string;
  readonly status: string;
}

/** A page as this look sees it. */
export async function openPhone({ browser, look }: Studio): Promise<Watched> {
  const locale = look.locale === 'en' ? 'en-GB' : look.locale;
  const watched = await openPage(browser, { ...phone, locale, colorScheme: look.theme });
  await noteVerdicts(watched.context);
  return watched;
}

/** A confirmed phone at the start of its shift. @param origin of a server in front of the server */
export async function pairPhone(
  studio: Studio,
  profile: Profile,
  origin: string = studio.gatehouse.url,
): Promise<Watched> {
  const { organiser, stage } = studio;
  const path = `/events/${stage.eventId}`;
  const offer = { name: phoneNames[profile], profile, gateId: stage.gateId };
  const { url } = await organiser.send<{ url: string }>(`POST ${path}/device-pairings`, offer);
  const watched = await openPhone(studio);
  await watched.context.grantPermissions(['camera']);
  // Without a network panels come from the worker's copy.
  await installScanner(watched.page, origin);
  await watched.page.goto(`${origin}/scanner/${new URL(url).hash}`);
  await watched.page.locator('.door-code').waitFor();
  const devices = await organiser.send<Device[]>(`GET ${path}/devices`);
  const device = devices.find(({ status }) => status === 'waiting');
  await organiser.send(`POST ${path}/devices/${device?.id}/confirm`);
  await untilReady(watched.page);
  return watched;
}

const phoneNames = { steward: 'North 1', supervisor: 'Desk', kiosk: 'Kiosk' } as const;

const starter = (page: Page) => page.locator('.door-start button[type=submit]');

/** A code whose part of the list has not come yet is answered otherwise. */
export async function untilReady(page: Page): Promise<void> {
  await until(
    () =>
      starter(page)
        .isEnabled()
        .catch(() => false),
    Boolean,
  );
  await until(
    () => page.getByRole('progressbar').count(),
    (bars) => bars === 0,
  );
}

export async function startShift(page: Page): Promise<void> {
  await starter(page).click();
  await untilRunning(page);
}

export async function untilRunning(page: Page): Promise<void> {
  await page.locator('.door-view[data-phase=running], .kiosk video').first().waitFor();
}

/** A scan, and the answer to it. */
export async function scan(page: Page, code: string, face: string): Promise<void> {
  await enterCode(page, code, 'focus');
  await page.locator(`[data-verdict=${face}]`).waitFor();
}

/** Of the page's global object. */
type NotingPage = typeof globalThis & { readonly shownVerdicts?: readonly string[] };

/** A scan that is no picture: until its answer has come, of whatever kind, and is gone. */
export async function scanAway(page: Page, code: string): Promise<void> {
  const before = await page.evaluate(() => (globalThis as NotingPage).shownVerdicts?.length ?? 0);
  await enterCode(page, code, 'focus');
  // A green one may be gone before anybody looks.
  await page.waitForFunction(
    (count) => ((globalThis as NotingPage).shownVerdicts?.length ?? 0) > count,
    before,
  );
  await until(
    async () => {
      await page.keyboard.press('Escape');
      return page.locator('[data-verdict]').count();
    },
    (count) => count === 0,
  );
}

/** Opens the last scan again. */
export async function openRecent(page: Page): Promise<void> {
  await page.locator('.door-recent button').first().click();
  await page.locator('[data-verdict]').waitFor();
}

/** A button below an answer. */
export async function act(
  page: Page,
  action: 'group' | 'wristband' | 'override' | 'help' | 'undo',
): Promise<void> {
  await page.locator(`[data-action=${action}]`).click();
  await page.getByRole('dialog').first().waitFor();
}

export async function turn(page: Page, direction: 'in' | 'out' | 'check'): Promise<void> {
  await page.locator(`.door-switch [data-direction=${direction}]`).click();
  await page.locator(`.door-direction[data-direction=${direction}]`).waitFor();
}

export async function press({ word }: Studio, page: Page, key: PlainKey): Promise<void> {
  await page
    .getByRole('button', { name: word(key), exact: true })
    .first()
    .click();
}
