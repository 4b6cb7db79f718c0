import type { Page } from 'playwright-core';
import type { Watched } from './browser.js';
import { enterCode } from './hand-scan.js';
import { expectFine } from './judged-page.js';

/** At a supervisor's phone: the barcode that whoever holds the ticket had from another shop is gone. */
export async function losePrintedCode(desk: Watched, code: string, printed: string): Promise<void> {
  const { page } = desk;
  await declareLost(desk, { code, choice: 'Printed barcode lost', answer: 'The barcode is dead.' });
  await page.getByRole('button', { name: 'Give one in its place' }).waitFor();
  await leaveDesk(page);
  await sayDead(page, printed);
}

/** As of a wristband that was lost. */
export async function sayDead(page: Page, text: string): Promise<void> {
  await enterCode(page, text, 'focus');
  await page.getByText('This wristband or card was lost', { exact: false }).first().waitFor();
  await page.keyboard.press('Escape');
}

/** At a supervisor's phone: whoever holds the ticket has lost a wristband and gets no other. */
export async function loseBand(desk: Watched, code: string): Promise<void> {
  await declareLost(desk, { code, choice: 'Lost, do not replace', answer: 'The wristband is dead.' });
  await leaveDesk(desk.page);
}

interface Loss {
  /** The code of the ticket. */
  readonly code: string;
  readonly choice: string;
  readonly answer: string;
}

async function declareLost(desk: Watched, { code, choice, answer }: Loss): Promise<void> {
  const { page } = desk;
  await enterCode(page, code, 'focus');
  await page.getByRole('button', { name: 'Give a wristband' }).click();
  await page.getByRole('button', { name: choice }).click();
  await page.getByRole('button', { name: 'It is lost' }).click();
  await page.getByText(answer, { exact: false }).waitFor();
  await expectFine(desk);
}

/** The panel of the ticket, then the verdict below it. */
async function leaveDesk(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
