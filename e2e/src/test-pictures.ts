import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps a picture of what is on the screen for people to look at, when `PICTURES` names a folder. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}
