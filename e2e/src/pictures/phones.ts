import type { Page } from 'playwright-core';
import { startAlteringProxy } from '../altering-proxy.js';
import { enterCode } from '../hand-scan.js';
import { until } from '../phone/until.js';
import { kioskPin } from './stage.js';
import { type Act, openPhone, pairPhone, press, type Studio, scanAway, untilReady } from './studio.js';

/** What a phone is and may. */
export const phoneActs: readonly Act[] = [
  { pictures: ['storage-refused'], play: takeStorageRefused },
  { pictures: ['camera-refused'], play: takeCameraRefused },
  { pictures: ['update'], play: takeUpdate },
  { pictures: ['readiness-bad', 'readiness-code'], play: takeReadiness },
  { pictures: ['kiosk', 'kiosk-admit', 'kiosk-leave'], play: takeKiosk },
  { pictures: ['settings-locked'], play: takeLocked },
];

async function takeStorageRefused(studio: Studio): Promise<void> {
  const { page, context } = await openPhone(studio);
  await context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    Object.defineProperty(globalThis, 'localStorage', { get: refuse });
    IDBFactory.prototype.open = refuse;
  });
  await studio.take(page, 'storage-refused', async () => {
    await page.goto(`${studio.gatehouse.url}/scanner/`);
    await page.getByText(studio.word('scanner.help.storage.title')).waitFor();
  });
  await context.close();
}

async function takeCameraRefused(studio: Studio): Promise<void> {
  const { page, context } = await pairPhone(studio, 'steward');
  await context.clearPermissions();
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
    MediaDevices.prototype.getUserMedia = refuse;
  });
  await page.reload();
  await untilReady(page);
  await page.locator('.door-start button[type=submit]').click();
  await studio.take(page, 'camera-refused', async () => {
    const ask = page.getByRole('button', { name: studio.word('scanner.camera.action') });
    const refused = page.getByText(studio.word('scanner.view.refused'));
    await ask.or(refused).first().waitFor();
    if ((await ask.count()) > 0) await ask.click();
    await refused.waitFor();
  });
  await context.close();
}

async function takeUpdate(studio: Studio): Promise<void> {
  await using proxy = await startAlteringProxy(studio.gatehouse.url);
  const { page, context } = await pairPhone(studio, 'steward', proxy.url);
  proxy.append('/scanner/sw.js', '\n// The next release.\n');
  await studio.take(page, 'update', async () => {
    await page.evaluate(async () => {
      await (await navigator.serviceWorker.ready).update();
    });
    await page.getByText(studio.word('scanner.update.title')).waitFor();
  });
  await context.close();
}

/** Neither a network nor power, and a scan that lies here alone. */
async function takeReadiness(studio: Studio): Promise<void> {
  const { take, stage } = studio;
  const page = await studio.atDoor('supervisor');
  await page.evaluate(() => {
    const getBattery = async () => ({ level: 0.08, charging: false });
    Object.defineProperty(navigator, 'getBattery', { value: getBattery });
  });
  await page.context().setOffline(true);
  try {
    await scanAway(page, stage.people.unsent.code);
    await take(page, 'readiness-bad', async () => {
      await press(studio, page, 'scanner.settings.open');
      await press(studio, page, 'scanner.ready.title');
      await checked(studio, page);
      // What is not good stands below the first things.
      await page
        .getByText(studio.word('scanner.battery.name'), { exact: true })
        .evaluate((name) => name.scrollIntoView({ block: 'center' }));
    });
    await take(page, 'readiness-code', async () => {
      await press(studio, page, 'scanner.ready.share');
      await page.locator('.code-picture').waitFor();
    });
  } finally {
    await page.context().setOffline(false);
  }
}

async function checked({ word }: Studio, page: Page): Promise<void> {
  await page.locator('.ready-summary').waitFor();
  await until(
    () => page.getByText(word('scanner.ready.checking')).count(),
    (count) => count === 0,
  );
}

async function takeKiosk(studio: Studio): Promise<void> {
  const { take, stage, word } = studio;
  const page = await studio.atDoor('kiosk');
  await take(page, 'kiosk', () => page.locator('.door-picture video').waitFor());
  await page.evaluate(keepAnswers);
  await take(page, 'kiosk-admit', async () => {
    await enterCode(page, stage.people.kiosk.code);
    await page.locator('[data-verdict]').waitFor();
  });
  const kiosk = await studio.atDoor('kiosk');
  await take(kiosk, 'kiosk-leave', async () => {
    await press(studio, kiosk, 'scanner.kiosk.staff');
    await kiosk.getByLabel(word('scanner.kiosk.pin'), { exact: true }).waitFor();
  });
}

/** Runs in the page: an answer that goes by itself stays for a picture. */
function keepAnswers(): void {
  const { setTimeout } = globalThis;
  const later = (work: () => void, ms = 0, ...rest: unknown[]) =>
    setTimeout(work, ms > 900 && ms < 5000 ? 600_000 : ms, ...rest);
  Object.assign(globalThis, { setTimeout: later });
}

async function takeLocked(studio: Studio): Promise<void> {
  const { take, organiser, stage } = studio;
  const page = await studio.atDoor('supervisor');
  const set = (settings: object) =>
    organiser.send(`PUT /events/${stage.eventId}/door-settings`, { ...settings, kioskPin });
  await set({ preset: { textSize: 'large', voice: true }, locked: ['textSize', 'voice'] });
  await page.locator('html[data-text=large]').waitFor({ state: 'attached' });
  await take(page, 'settings-locked', async () => {
    await press(studio, page, 'scanner.settings.open');
    await page.getByRole('dialog').locator('select:disabled').first().waitFor();
  });
  await set({ preset: {}, locked: [] });
}
