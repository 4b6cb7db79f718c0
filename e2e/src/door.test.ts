import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, launchBrowser, layoutFaults, openPage, phone } from './browser.js';
import { type DoorEvent, makeDoorEvent, signInQuietly } from './door-event.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import type { PlayedPhone } from './played-phone.js';
import { someOf } from './soak.js';

let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

const minuteMs = 60_000;

test('the door moves by itself, and a ticket that two phones admitted is one conflict with both sides', async () => {
  const { context, page, faults } = await openPage(browser);
  const door = await makeDoorEvent(gatehouse, 'Twice');
  const { phones, scan } = await crewOf(door);
  await signInQuietly(context, gatehouse);
  await page.goto(`${door.url}/door`);
  await page.getByText('Nobody has come in yet').waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  expect(await figure(page, 'Inside')).toBe('0');

  const code = await door.ticket('Zoë Müller-Łukasz');
  await expect.poll(() => figure(page, 'Expected')).toBe('1');
  scan(0, code, { fromNow: -3 * minuteMs });
  scan(1, code, { fromNow: -1 * minuteMs });
  await phones[0].sync();
  await expect.poll(() => figure(page, 'Inside')).toBe('1');
  await page.getByRole('img', { name: 'Bar chart of the entries' }).waitFor();
  const table = page.getByRole('table', { name: 'Scans' });
  await table.getByRole('row', { name: 'Zoë Müller-Łukasz' }).getByText('Admit').waitFor();

  await phones[1].sync();
  const conflict = page.getByRole('listitem').filter({ hasText: 'One too many' });
  await conflict.getByText('Certain', { exact: true }).waitFor();
  expect(await conflict.getByRole('heading', { level: 3 }).textContent()).toContain('Zoë Müller-Łukasz');
  const [first, extra] = await conflict.locator('section').allTextContents();
  expect(first).toMatch(/^Stands.*North.*Phone North 1$/);
  expect(extra).toMatch(/^One too many.*South.*Phone South 1$/);
  expect(await figure(page, 'Inside')).toBe('2');
  expect(await figure(page, 'Entries')).toBe('2');
  expect(await auditPage(page)).toEqual([]);

  await conflict.getByRole('button', { name: 'Resolve' }).click();
  await conflict.getByRole('button', { name: 'Save the note' }).click();
  await conflict.getByText('This entry is needed.').waitFor();
  await conflict.getByLabel('What did you find out?').fill('The twin sister, on a screenshot.');
  await conflict.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText('No ticket has let in more people than it may.').waitFor();
  await page.getByText('Resolved conflicts').click();
  await page.getByText('The twin sister, on a screenshot.').waitFor();
  // Who stands does not move.
  await table.getByText('One too many').waitFor();
  expect(await figure(page, 'Inside')).toBe('2');

  await page.getByRole('link', { name: 'Suspicious scans' }).click();
  await page.getByRole('table', { name: 'By gate' }).getByRole('row', { name: 'South' }).waitFor();
  await page.getByText('No ticket was at two gates faster than one can walk.').waitFor();
  await page.getByLabel('Gate', { exact: true }).last().selectOption('North');
  await page.getByLabel('Other gate').selectOption('South');
  await page.getByLabel('Minutes').fill('3');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('2 minutes between them; 3 are needed.').waitFor();

  await page.getByRole('link', { name: 'Check of the log' }).click();
  await page.getByText('Everything holds.').waitFor();
  expect(await page.getByRole('table').getByText('up to row 1').count()).toBe(2);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the log' }).click();
  expect((await downloading).suggestedFilename()).toMatch(/-log\.jsonl$/);
  expect(faults).toEqual([]);
  await context.close();
});

test('the log waits for its reader, and shows what is asked for', async () => {
  const { context, page, faults } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
  const door = await makeDoorEvent(gatehouse, 'Log');
  const { phones, scan } = await crewOf(door);
  const names = Array.from({ length: 60 }, (_, index) => `Guest ${String(index).padStart(2, '0')}`);
  const codes = await Promise.all(names.map(door.ticket));
  for (const [index, code] of codes.entries()) scan(0, code, { fromNow: (index - 90) * minuteMs });
  await phones[0].sync();
  await signInQuietly(context, gatehouse);
  await page.goto(`${door.url}/door`);
  const table = page.getByRole('table', { name: 'Scans' });
  const rows = table.getByRole('row');
  await table.getByText('Guest 59').waitFor();
  expect(await rows.count()).toBe(1 + 50);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect.poll(() => rows.count()).toBe(1 + 60);

  const reading = table.getByText('Guest 05');
  await reading.scrollIntoViewIfNeeded();
  const before = await reading.boundingBox();
  scan(1, codes[0] ?? '', {
    fromNow: -2 * minuteMs,
    shown: { result: 'refuse', effect: 'none', reason: 'already_used' },
  });
  scan(1, codes[1] ?? '', {
    fromNow: -1 * minuteMs,
    shown: { result: 'exit', effect: 'exit', direction: 'out' },
  });
  await phones[1].sync();
  await page.getByRole('button', { name: '2 new scans' }).waitFor();
  expect(await rows.count()).toBe(1 + 60);
  expect((await reading.boundingBox())?.y).toBe(before?.y);
  await page.getByRole('button', { name: '2 new scans' }).click();
  await rows.nth(1).getByText('Out', { exact: true }).waitFor();
  await rows.nth(2).getByText('Already in', { exact: true }).waitFor();

  await page.getByText('Filter', { exact: true }).click();
  await page.getByLabel('Gate', { exact: true }).selectOption('South');
  await expect.poll(() => rows.count()).toBe(1 + 2);
  await page.getByLabel('Reason').selectOption({ label: 'Already in' });
  await expect.poll(() => rows.count()).toBe(1 + 1);
  await page.getByLabel('Search').fill('nobody of this name');
  await page.getByText('No scan fits this filter').waitFor();
  await page.getByRole('button', { name: 'Show all scans' }).last().click();
  await expect.poll(() => rows.count()).toBe(1 + 50);
  await page.getByLabel('Search').fill('Guest 07');
  await expect.poll(() => rows.count()).toBe(1 + 1);

  // At the beginning of the list new rows come in by themselves.
  await page.getByLabel('Search').fill('');
  await expect.poll(() => rows.count()).toBe(1 + 50);
  await page.getByRole('heading', { name: 'Scans' }).scrollIntoViewIfNeeded();
  scan(1, codes[2] ?? '', { fromNow: 0, shown: { result: 'refuse', effect: 'none', reason: 'cancelled' } });
  await phones[1].sync();
  await rows.nth(1).getByText('Cancelled', { exact: true }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

const looks = [
  { name: 'on a desktop, light', options: {} },
  { name: 'on a desktop, dark', options: { colorScheme: 'dark' } },
  { name: 'on a phone, in Arabic', options: { ...phone, locale: 'ar' } },
] as const;

test('the pages of the door are accessible and fit', async () => {
  const door = await makeDoorEvent(gatehouse, 'Looks');
  const { phones, scan } = await crewOf(door);
  const code = await door.ticket('ليلى بنت أحمد');
  scan(0, code, { fromNow: -40 * minuteMs });
  scan(1, code, { fromNow: -20 * minuteMs });
  scan(1, await door.ticket('Ada'), { fromNow: -10 * minuteMs });
  for (const one of phones) await one.sync();
  const walks = [{ gateA: door.gates[0].id, gateB: door.gates[1].id, minutes: 30 }];
  await door.organiser.send(`PUT /events/${door.id}/gate-walks`, { walks });
  for (const { name, options } of someOf(looks)) {
    const { context, page, faults } = await openPage(browser, options);
    await signInQuietly(context, gatehouse);
    const direction = 'locale' in options ? 'rtl' : 'ltr';
    for (const part of ['phones', 'door/suspicious', 'door/log', 'door']) {
      await page.goto(`${door.url}/${part}`);
      await page.locator('.ui-table').last().waitFor();
      await expect.poll(() => page.locator('.ui-skeleton, .ui-progress').count()).toBe(0);
      expect([name, part, ...(await auditPage(page)), ...(await layoutFaults(page, direction))]).toEqual([
        name,
        part,
      ]);
    }
    // The newest bar lies where the language ends.
    const bars = await page
      .locator('svg [fill^="var(--series"]')
      .evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().left));
    expect(bars.length).toBeGreaterThan(1);
    const sorted = [...bars].sort((a, b) => (direction === 'ltr' ? a - b : b - a));
    expect(bars).toEqual(sorted);
    expect(faults).toEqual([]);
    await context.close();
  }
});

type Shown = NonNullable<Parameters<PlayedPhone['scan']>[0]['shown']>;

/** Two phones, one at each gate. */
async function crewOf(door: DoorEvent) {
  const gateOf = (index: 0 | 1) => door.gates[index].id;
  const phones = [await door.phone('North 1', gateOf(0)), await door.phone('South 1', gateOf(1))] as const;
  const now = Date.now();
  return {
    phones,
    /** @param when and how it was shown; `fromNow` in milliseconds */
    scan: (at: 0 | 1, code: string, when: { readonly fromNow: number; readonly shown?: Shown }) =>
      phones[at].scan({
        code,
        listId: door.listId,
        gateId: gateOf(at),
        at: now + when.fromNow,
        ...(when.shown ? { shown: when.shown } : {}),
      }),
  };
}

/** One of the large figures at the top. */
async function figure(page: Page, label: string): Promise<string | null> {
  const tile = page.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) });
  return await tile.locator('dd').first().textContent();
}
