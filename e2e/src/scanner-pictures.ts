import { mkdir } from 'node:fs/promises';
import { launchBrowser } from './browser.js';
import { makeCamera } from './camera.js';
import { writeScreensPage } from './pictures/screens-page.js';
import { walkShifts } from './pictures/shift-walk.js';
import { folder, type Surroundings } from './pictures/studio.js';
import { takeStates } from './pictures/take-states.js';

/** Every state of the scanner, on a phone's size. @returns what could not be taken, one line each */
export async function takeScanner(
  given: Omit<Surroundings, 'browser' | 'camera'>,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  await using camera = await makeCamera();
  const browser = await launchBrowser(camera.args);
  const faults: string[] = [];
  try {
    await walkShifts({ ...given, browser, camera }, faults);
    await takeStates({ ...given, browser, camera }, faults);
  } finally {
    await browser.close();
  }
  return [...faults, ...(await writeScreensPage(folder))];
}
