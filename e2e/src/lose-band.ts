import type { Watched } from './browser.js';
import { enterCode } from './hand-scan.js';
import { expectFine } from './judged-page.js';

/** At a supervisor's phone: whoever holds the ticket has lost a wristband and gets no other. */
export async function loseBand(desk: Watched, code: string): Promise<void> {
  const { page } = desk;
  await enterCode(page, code, 'focus');
  await page.getByRole('button', { name: 'Give a wristband' }).click();
  await page.getByRole('button', { name: 'Lost, do not replace' }).click();
  await page.getByRole('button', { name: 'It is lost' }).click();
  await page.getByText('The wristband is dead.', { exact: false }).waitFor();
  await expectFine(desk);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
