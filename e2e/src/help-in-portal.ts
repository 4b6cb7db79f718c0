import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { openPage } from './browser.js';
import { signInQuietly } from './door-event.js';
import type { Started } from './gatehouse.js';
import { expectFine } from './judged-page.js';

interface Portal {
  readonly browser: Browser;
  readonly gatehouse: Started;
  readonly eventId: string;
}

/** Sees the only call that waits, about Tove Holm, and closes it with these words. */
export async function settleInPortal({ browser, gatehouse, eventId }: Portal, words: string): Promise<void> {
  const desk = await openPage(browser, { viewport: { width: 1280, height: 800 } });
  const { page } = desk;
  await signInQuietly(desk.context, gatehouse);
  await page.goto(`${gatehouse.url}/portal/events/${eventId}/door`);
  const card = page.locator('.ui-card', { hasText: 'Calls for help' });
  await card.getByText('Was outside for a smoke').waitFor();
  await card.getByText('Tove Holm').waitFor();
  await card.getByRole('button', { name: 'Close the call' }).click();
  await card.getByLabel('How was it solved?').fill(words);
  await expectFine(desk);
  await card.getByRole('button', { name: 'Close the call' }).click();
  await card.getByText('Nobody waits for help.').waitFor();
  await card.getByText('Closed in the last day').click();
  await card.getByText(words).waitFor();
  await expectFine(desk);
  expect(desk.faults).toEqual([]);
  await desk.context.close();
}
