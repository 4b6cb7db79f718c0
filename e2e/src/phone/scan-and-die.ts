import { setTimeout as pause } from 'node:timers/promises';
import type { ChromiumPhone } from './chromium-phone.js';
import { until } from './until.js';

/** Frames of the fake camera: long enough to be read, short enough for several codes between two kills. */
const pace = { frames: 7, blank: 3 };
const longestLifeMs = 2_500;

/** Holds one code after another before the camera, and kills the browser while it reads, decides, writes or paints. */
export async function scanAndDie(phone: ChromiumPhone, codes: readonly string[]): Promise<void> {
  const before = phone.sighted.length;
  await phone.camera.play(codes, pace);
  await until(
    () => phone.sighted.length,
    (seen) => seen > before,
  );
  await pause(Math.random() * longestLifeMs);
  await phone.kill();
  await phone.camera.show();
}

/** Starts it again and takes away what it shows of the time before. */
export async function comeBack(phone: ChromiumPhone): Promise<void> {
  await phone.switchOn();
  await phone.open();
  const late = phone.page.getByText('just before the app was closed');
  await until(async () => {
    if ((await late.count()) > 0) await phone.dismiss();
    const running = await phone.page.locator('.door-view[data-phase=running]').count();
    return running > 0 && (await late.count()) === 0;
  }, Boolean);
}

/** @returns those of `shown` that are not among `kept` in this order */
export function lostOf(shown: readonly string[], kept: readonly string[]): string[] {
  let at = 0;
  return shown.filter((word) => {
    const found = kept.indexOf(word, at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}
