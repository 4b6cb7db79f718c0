import { qrPng } from '@gatehouse/server/modules/notifications/ticket-mail/bitmap-png.js';
import { encode } from 'uqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage, layoutFaults } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { signInOrganiser } from './organiser.js';
import { beginShift, type Door, untilScanning, untilUnsent } from './phone/begin-shift.js';
import { ChromiumPhone } from './phone/chromium-phone.js';
import { DoorGround } from './phone/door-ground.js';
import { together } from './phone/together.js';
import { until } from './phone/until.js';
import { soakTest } from './soak.js';

let folder: TemporaryFolder;
let gatehouse: Started;
let door: Door;

beforeAll(async () => {
  folder = await makeFolder();
  gatehouse = await startGatehouse({ data: folder.path });
  const organiser = await signInOrganiser(gatehouse);
  door = { organiser, ground: await DoorGround.lay(organiser, 'Families') };
});

afterAll(async () => {
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

async function expectFine({ page }: ChromiumPhone, direction: 'ltr' | 'rtl' = 'ltr'): Promise<void> {
  expect(await auditPage(page)).toEqual([]);
  expect(await layoutFaults(page, direction)).toEqual([]);
}

const facesOf = (members: readonly { readonly face: string }[]) => members.map(({ face }) => face).sort();

test('a family of three, each with an answer and a row of its own', async () => {
  const { ground } = door;
  const names = ['Ann', 'Bea', 'Cem', 'Dora', 'Emil', 'Finn', 'Gus'];
  const [ann, bea, cem, dora, emil, finn, gus] = await Promise.all(names.map((name) => ground.issue(name)));
  if (!ann || !bea || !cem || !dora || !emil || !finn || !gus) throw new Error('There are no tickets.');
  await ground.cancel(bea);
  await using phone = await ChromiumPhone.take(gatehouse.url);
  await beginShift(phone, door, 'North');
  const { page } = phone;
  await phone.scan(cem.code, { face: 'admit', word: 'Admit' });
  await until(
    () => page.locator('[data-verdict]').count(),
    (count) => count === 0,
  );
  await phone.goOffline();

  await phone.camera.show(ann.code, bea.code, finn.code);
  const mixed = await together(phone, 3);
  expect([mixed.face, mixed.summary]).toEqual(['refuse', 'Let in: 2 of 3']);
  expect(facesOf(mixed.members)).toEqual(['admit', 'admit', 'refuse']);
  // The same answer stands on the picture, at the code that it belongs to.
  await page.locator('.door-box-word').nth(2).waitFor();
  expect((await page.locator('.door-box-word b').allTextContents()).sort()).toEqual(
    mixed.members.map(({ word }) => word).sort(),
  );
  await untilUnsent(phone, 3);
  await expectFine(phone);
  await page.locator('.door-member[data-face=refuse]').click();
  await page.locator('[data-verdict=refuse]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-verdict]').waitFor({ state: 'detached' });
  await phone.camera.show();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.locator('.door-many').waitFor({ state: 'detached' });

  // One code keeps the whole screen.
  await phone.scan(gus.code, { face: 'admit', word: 'Admit' });
  await until(
    () => page.locator('[data-verdict]').count(),
    (count) => count === 0,
  );
  await phone.camera.show(dora.code, emil.code);
  const green = await together(phone, 2);
  expect([green.face, green.summary, facesOf(green.members)]).toEqual([
    'admit',
    'Let in: 2 of 2',
    ['admit', 'admit'],
  ]);
  await page.locator('.door-many').waitFor({ state: 'detached' });
  await phone.camera.show();

  // Each was a row of its own, which outlives the app.
  await untilUnsent(phone, 6);
  await phone.kill();
  await phone.switchOn();
  await phone.open();
  await untilScanning(phone);
  await untilUnsent(phone, 6);
  expect(phone.faults).toEqual([]);
});

soakTest('it reads from right to left', async () => {
  const { ground } = door;
  const [ann, bea] = [await ground.issue('Ann'), await ground.issue('Bea')];
  await ground.cancel(bea);
  await using phone = await ChromiumPhone.take(gatehouse.url);
  await beginShift(phone, door, 'South');
  const { page } = phone;
  await page.evaluate(() => localStorage.setItem('gatehouse.locale', 'ar'));
  await page.reload();
  await untilScanning(phone);
  await phone.camera.show(ann.code, bea.code, 'https://example.org/poster');
  const mixed = await together(phone, 3);
  expect([mixed.face, facesOf(mixed.members)]).toEqual(['refuse', ['admit', 'refuse', 'refuse']]);
  await expectFine(phone, 'rtl');
});

/** A square picture with these codes side by side, each with its quiet zone. */
function pictureOf(...texts: string[]): Buffer {
  const symbols = texts.map((text) => encode(text, { ecc: 'M', border: 4 }).data);
  const side = Math.max(
    30,
    symbols.reduce((sum, { length }) => sum + length, 0),
  );
  const isDark = (row: number) =>
    symbols.flatMap((symbol) => symbol[row] ?? Array<boolean>(symbol.length).fill(false));
  const padded = (row: boolean[]) => [...row, ...Array<boolean>(side - row.length).fill(false)];
  return qrPng(
    Array.from({ length: side }, (_, row) => padded(isDark(row))),
    4,
  );
}

soakTest('codes are read from a picture', async () => {
  const { ground } = door;
  const [ann, bea, cem] = [await ground.issue('Ann'), await ground.issue('Bea'), await ground.issue('Cem')];
  await using phone = await ChromiumPhone.take(gatehouse.url);
  await beginShift(phone, door, 'West');
  const { page } = phone;
  const choose = async (buffer: Buffer, mimeType = 'image/png') => {
    await page.locator('input[type=file]').setInputFiles({ name: 'ticket', mimeType, buffer });
  };
  await page.getByRole('button', { name: 'Type code' }).click();
  await choose(pictureOf());
  await page.getByText('No code was found in this picture.', { exact: false }).waitFor();
  await expectFine(phone);
  await choose(Buffer.from('no picture'));
  await page.getByText('This file is no picture', { exact: false }).waitFor();
  const before = phone.sighted.length;
  await choose(pictureOf(ann.code));
  await until(
    () => phone.sighted.slice(before).map(({ face }) => face),
    (faces) => faces.includes('admit'),
  );
  await page.getByRole('button', { name: 'Type code' }).click();
  await choose(pictureOf(ann.code, bea.code, cem.code));
  const several = await together(phone, 3);
  expect([several.face, several.summary, facesOf(several.members)]).toEqual([
    'already',
    'Let in: 2 of 3',
    ['admit', 'admit', 'already'],
  ]);
  expect(phone.faults).toEqual([]);
});
