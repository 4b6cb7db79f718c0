import { azerty, burstOf, calibrationText, qwertz, type Typing } from '@gatehouse/scanner/keyboards';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, layoutFaults } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { signInOrganiser } from './organiser.js';
import { beginShift, type Door } from './phone/begin-shift.js';
import { ChromiumPhone } from './phone/chromium-phone.js';
import { DoorGround } from './phone/door-ground.js';
import { until } from './phone/until.js';
import { isSoak } from './soak.js';

let folder: TemporaryFolder;
let gatehouse: Started;
let door: Door;

beforeAll(async () => {
  folder = await makeFolder();
  gatehouse = await startGatehouse({ data: folder.path });
  const organiser = await signInOrganiser(gatehouse);
  door = { organiser, ground: await DoorGround.lay(organiser, 'Hands') };
});

afterAll(async () => {
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

/** Keys as the browser of a phone with this keyboard layout gets them from a scanner. */
async function readWith(page: Page, text: string, { end = '', ...typing }: Typing & { end?: string } = {}) {
  await page.evaluate(
    ({ strokes, last }) => {
      const press = (init: KeyboardEventInit) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true }),
        );
      for (const { key, code = '', shift = false } of strokes) press({ key, code, shiftKey: shift });
      if (last !== '') press({ key: last, code: last });
    },
    { strokes: [...burstOf(text, typing).strokes], last: end },
  );
}

const layouts = [['AZERTY', azerty], ...(isSoak ? [['QWERTZ', qwertz] as const] : [])] as const;

test.each(layouts)('a hand scanner at a %s phone is learnt from one code', async (name, layout) => {
  const barcodes = [`Zq-${name}/1_a`];
  const [ann, bea] = [await door.ground.issue('Ann', { barcodes }), await door.ground.issue('Bea')];
  await using phone = await ChromiumPhone.take(gatehouse.url);
  await beginShift(phone, door, name);
  const { page } = phone;
  const answer = async (text: string, typing: Parameters<typeof readWith>[2]) => {
    const before = phone.sighted.length;
    await readWith(page, text, typing);
    // A name that comes a moment later is the same answer.
    const [first] = await until(
      () => phone.sighted.slice(before),
      (sighted) => sighted.length > 0,
    );
    await phone.dismiss();
    return first?.face;
  };
  const scanner = { layout, before: '~a', after: '#' };
  // A code of ours needs no setup, and one of others is not understood without it.
  expect(await answer(bea.code, scanner)).toBe('admit');
  expect(await answer(barcodes[0] ?? '', scanner)).toBe('refuse');

  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: 'Hand scanner' }).click();
  await page.locator('.wedge-code').waitFor();
  await readWith(page, bea.code, scanner);
  await page.getByText('That was another code', { exact: false }).waitFor();
  await readWith(page, calibrationText, scanner);
  await page.getByText('The scanner is set up.').waitFor();
  await page.getByText('Each code ends with a pause.').waitFor();
  expect(await auditPage(page)).toEqual([]);
  expect(await layoutFaults(page, 'ltr')).toEqual([]);
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.locator('.wedge-code').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Close' }).click();

  expect(await answer(barcodes[0] ?? '', scanner)).toBe('admit');
  // It is known after a restart as well.
  await page.reload();
  await page.getByRole('button', { name: 'Type code' }).waitFor();
  expect(await answer(ann.code, { ...scanner, end: 'Enter' })).toBe('already');

  // What is typed into a field stays there.
  const answers = phone.sighted.length;
  await page.getByRole('button', { name: 'Type code' }).click();
  const field = page.getByLabel('Code', { exact: true });
  await field.pressSequentially('4006381333931');
  expect(await field.inputValue()).toBe('4006381333931');
  expect(phone.sighted.length).toBe(answers);
  expect(phone.faults).toEqual([]);
});
