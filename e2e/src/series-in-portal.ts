import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { auditPage } from './browser.js';

/**
 * Makes a series of an event that stands alone: a second date as it is proposed, and a pass for both.
 * @param page the event's page, on whichever part
 * @param event begins on 12 June 2027 at 20:00 on its own clock and has no end
 * @returns what axe has to say about the screens of it
 */
export async function makeSeries(page: Page, event: { readonly name: string }): Promise<string[]> {
  const findings: string[] = [];
  const panel = page.getByRole('dialog');
  await page.getByRole('link', { name: 'Dates', exact: true }).click();
  await page.getByText('One date so far').waitFor();

  await page.getByRole('button', { name: 'Add a date' }).click();
  const starts = panel.getByLabel('Starts', { exact: true });
  expect(await starts.inputValue()).toBe('2027-06-19T20:00');
  // The label of an entry that may be empty says so, too.
  const ends = panel.getByLabel(/^Ends/);
  const name = panel.getByLabel(/^Name/);
  await ends.fill('2027-06-19T19:00');
  await name.fill('Second Supper');
  await panel.getByRole('button', { name: 'Add a date' }).click();
  await expect.poll(() => ends.getAttribute('aria-invalid')).toBe('true');
  expect(await name.inputValue()).toBe('Second Supper');
  // Who moves the start moves what hangs on it.
  await starts.fill('2027-06-20T20:00');
  expect(await ends.inputValue()).toBe('2027-06-20T19:00');
  await ends.fill('2027-06-20T23:00');
  findings.push(...(await auditPage(page)));
  await panel.getByRole('button', { name: 'Add a date' }).click();
  const table = page.getByRole('table', { name: 'Dates' });
  await table.getByRole('link', { name: 'Sun, 20 Jun 2027' }).waitFor();
  await page.getByText('Date 1 of 2').waitFor();

  await page.getByRole('button', { name: 'Add a pass' }).click();
  await name.fill('Both evenings');
  await panel.getByRole('button', { name: 'Add a pass' }).click();
  await panel.getByText('This entry is needed.').waitFor();
  await panel.getByRole('button', { name: 'All', exact: true }).click();
  findings.push(...(await auditPage(page)));
  await panel.getByRole('button', { name: 'Add a pass' }).click();
  await page.getByRole('row', { name: /^Both evenings all dates/ }).waitFor();
  findings.push(...(await auditPage(page)));

  await page.getByRole('link', { name: 'Both evenings' }).click();
  await page.getByRole('heading', { name: 'Both evenings', level: 1 }).waitFor();
  const parts = page.getByRole('navigation', { name: 'Parts of this event' }).getByRole('link');
  expect(await parts.allTextContents()).toEqual([
    'Overview',
    'Dates',
    'Ticket types',
    'Access lists',
    'Attendees',
  ]);
  await page.getByRole('link', { name: 'Dates', exact: true }).click();
  await page.getByRole('heading', { name: 'Good on 2 dates' }).waitFor();
  findings.push(...(await auditPage(page)));
  await page.getByRole('link', { name: 'Access lists', exact: true }).click();
  findings.push(...(await nameADate(page)));

  await page.getByRole('link', { name: 'Events', exact: true }).click();
  const row = page.getByRole('row', { name: event.name });
  await row.getByText('2 dates').waitFor();
  await row.getByRole('link', { name: 'Both evenings' }).waitFor();
  findings.push(...(await auditPage(page)));
  return findings;
}

/** A list of the pass, which stands at all of its dates, with a rule for one of them. */
async function nameADate(page: Page): Promise<string[]> {
  const panel = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Create access list' }).click();
  await panel.getByLabel('Name').fill('Boat');
  await panel.getByRole('button', { name: 'Add condition' }).click();
  const condition = panel.getByRole('group', { name: 'Condition 1' });
  await condition.getByLabel('About').selectOption('Date');
  await condition.getByLabel(/20 Jun 2027/).check();
  await panel
    .getByText(/^Only on this date: .*20 Jun 2027/)
    .first()
    .waitFor();
  const findings = await auditPage(page);
  await panel.getByRole('button', { name: 'Create access list' }).click();
  await page.getByRole('button', { name: 'Boat', exact: true }).waitFor();
  return findings;
}
