import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { openPage } from './browser.js';
import { signInQuietly } from './door-event.js';
import type { Started } from './gatehouse.js';
import { expectFine } from './judged-page.js';
import { signInOrganiser } from './organiser.js';

interface Portal {
  readonly browser: Browser;
  readonly gatehouse: Started;
  readonly eventId: string;
}

const sooner = 'Sent to the box office';

/** Somebody else at another desk is sooner. */
async function closeElsewhere(gatehouse: Started, eventId: string): Promise<void> {
  const { send } = await signInOrganiser(gatehouse);
  const calls = `/events/${eventId}/help-calls`;
  const [call] = await send<{ id: string }[]>(`GET ${calls}`);
  await send(`PUT ${calls}/${call?.id}/closing`, { note: sooner });
}

/**
 * Sees the only call that waits, about Tove Holm, and writes these words about it; meanwhile somebody else closes it,
 * and nothing of either is lost.
 */
export async function settleInPortal({ browser, gatehouse, eventId }: Portal, words: string): Promise<void> {
  const desk = await openPage(browser, { viewport: { width: 1280, height: 800 } });
  const { page } = desk;
  await signInQuietly(desk.context, gatehouse);
  await page.goto(`${gatehouse.url}/portal/events/${eventId}/door`);
  const card = page.locator('.ui-card', { hasText: 'Calls for help' });
  await card.getByText('Was outside for a smoke').waitFor();
  await card.getByText('Tove Holm').waitFor();
  await card.getByRole('button', { name: 'Close the call' }).click();
  const note = card.getByLabel('How was it solved?');
  await note.fill(words);
  await closeElsewhere(gatehouse, eventId);
  await card.getByText('Somebody else has settled this in the meantime.', { exact: false }).waitFor();
  expect(await note.inputValue()).toBe(words);
  await expectFine(desk);
  await card.getByRole('button', { name: 'Save the note' }).click();
  await card.getByText('Nobody waits for help.').waitFor();
  await card.getByText('Closed in the last day').click();
  await card.getByText(words).waitFor();
  await card.getByText(sooner).waitFor();
  await expectFine(desk);
  expect(desk.faults).toEqual([]);
  await desk.context.close();
}
