import { wordOf } from '@gatehouse/shared/checkin';
import { createTranslator, loadCatalogue } from '@gatehouse/shared/i18n';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, type Watched } from './browser.js';
import { signInQuietly } from './door-event.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import {
  beginShift,
  type Device,
  type Door,
  deviceNamed,
  untilScanning,
  untilUnsent,
} from './phone/begin-shift.js';
import { ChromiumPhone } from './phone/chromium-phone.js';
import { DoorGround, forge } from './phone/door-ground.js';
import { phoneRequests, queryDatabase } from './phone/server-log.js';
import { readStored } from './phone/stored.js';
import type { Sighted } from './phone/watch-page.js';

let folder: TemporaryFolder;
let gatehouse: Started;
let organiser: Organiser;
let desk: Browser;

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, desk] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
  organiser = await signInOrganiser(gatehouse);
});

afterAll(async () => {
  await desk?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

const admit = { face: 'admit', word: 'Admit' };
const already = { face: 'already', word: 'Already in' };
const refuse = (word: string) => ({ face: 'refuse', word });

/** A code has to be out of sight for two seconds before it is another scan; a little more, for a camera that is late. */
const UNSEEN_MS = 3_000;

async function untilForgotten(since: number): Promise<void> {
  await expect.poll(() => Date.now() - since).toBeGreaterThan(UNSEEN_MS);
}

/** The row of this verdict was on the disk before anybody could see it. @param nth verdict since the page was loaded */
async function expectDurable(phone: ChromiumPhone, sighted: Sighted, nth: number): Promise<void> {
  expect(sighted).toMatchObject({ durability: 'strict' });
  expect(sighted.rows).toBeGreaterThanOrEqual(nth);
  const { counts } = await readStored(phone.page);
  expect(counts['gatehouse-log.rows']).toBe(phone.sighted.length);
}

interface Scan {
  readonly id: string;
  readonly deviceId: string;
  readonly seq: number;
  readonly kind: string;
  readonly standing: string;
  readonly ticket: { readonly name: string } | null;
  readonly result: Parameters<typeof wordOf>[0]['result'];
  readonly reason: Parameters<typeof wordOf>[0]['reason'];
  readonly effect: Parameters<typeof wordOf>[0]['effect'];
}

/** What the portal's door view lists of one phone, the oldest first. */
async function scansOf({ ground }: Door, deviceId: string): Promise<Scan[]> {
  const path = `/events/${ground.eventId}/scans?limit=100&deviceId=${deviceId}`;
  return (await organiser.send<Scan[]>(`GET ${path}`)).toSorted((a, b) => a.seq - b.seq);
}

/** The words that the server has for what this phone recorded, in the phone's own language. */
async function wordsAtServer(door: Door, deviceId: string): Promise<string[]> {
  const t = createTranslator('en', await loadCatalogue('en', ['door']));
  return (await scansOf(door, deviceId)).map((scan) => t(wordOf(scan as Parameters<typeof wordOf>[0])));
}

const wordsOn = ({ sighted }: ChromiumPhone) => sighted.map(({ word }) => word);

/** What the server's own tables hold of a phone's log. */
function rowsOf(deviceId: string) {
  return queryDatabase<{ rows: number; last: number; odd: number; scans: number }>(
    folder.path,
    `select count(*)::int as rows, max(seq)::int as last,
        count(*) filter (where fork or broken or quarantine is not null)::int as odd,
        (select count(*)::int from checkin.scan where device_id = $1) as scans
      from checkin.log_row where device_id = $1`,
    [deviceId],
  );
}

/** The portal's view of the door, open on the organiser's desk. */
async function openDoorView({ ground }: Door): Promise<Watched> {
  const watched = await openPage(desk, { viewport: { width: 1280, height: 800 } });
  await signInQuietly(watched.context, gatehouse);
  await watched.page.goto(`${gatehouse.url}/portal/events/${ground.eventId}/door`);
  await watched.page.getByText('Live', { exact: true }).waitFor();
  await watched.page.getByText('Nobody has come in yet').waitFor();
  return watched;
}

/** Phone and word of each scan that the portal lists, sorted: phones that were apart come in any order. */
async function listedBy({ page }: Watched): Promise<string[]> {
  const rows = page.getByRole('table', { name: 'Scans' }).locator('tbody tr');
  const listed = await rows.evaluateAll((all) =>
    all.map((row) => {
      const [, , verdict, , phone] = [...row.querySelectorAll<HTMLElement>('th, td')];
      const word = verdict?.firstElementChild?.firstElementChild?.textContent;
      return `${phone?.textContent.trim()}: ${word}`;
    }),
  );
  return listed.toSorted();
}

interface Conflict {
  readonly open: boolean;
  readonly extra: Scan;
  readonly first: Scan | null;
}

test('two phones at the door of an event, without a network and with one again', async () => {
  const door = { organiser, ground: await DoorGround.lay(organiser, 'Night of the Two Phones') };
  const { ground } = door;
  const otherEvent = await DoorGround.lay(organiser, 'Another Evening');
  const barcode = 'znyqhdbwsgvpmf4ks8r2cxa3te6u7hjk';
  const [good, cancelled, superseded, shared, unseen, own, last] = [
    await ground.issue('Ann'),
    await ground.issue('Bea'),
    await ground.issue('Cem'),
    await ground.issue('Dan'),
    await ground.issue('Eva'),
    await ground.issue('Fay'),
    await ground.issue('Gil'),
  ];
  await ground.issue('Hal', { barcodes: [barcode] });
  const elsewhere = await otherEvent.issue('Ida');
  await ground.cancel(cancelled);
  await ground.reIssue(superseded);

  await using north = await ChromiumPhone.take(gatehouse.url);
  await using south = await ChromiumPhone.take(gatehouse.url);
  const northId = await beginShift(north, door, 'North');
  const southId = await beginShift(south, door, 'South');

  const view = await openDoorView(door);

  // The network is gone. Each verdict is on the disk before it is on the screen.
  await north.goOffline();
  await south.goOffline();
  await expectDurable(north, await north.scan(good.code, admit), 1);
  const answered = await phoneRequests(folder.path);
  await untilForgotten(Date.now());
  const series = [
    [good.code, already],
    [forge(good.code), refuse('Forged')],
    [elsewhere.code, refuse('Wrong event')],
    [cancelled.code, refuse('Cancelled')],
    [superseded.code, refuse('Replaced')],
    [barcode, admit],
    ['https://example.org/menu', refuse('Unknown')],
    ['G:JUNK', refuse('Not readable')],
  ] as const;
  for (const [index, [text, expected]] of series.entries())
    await expectDurable(north, await north.scan(text, expected), index + 2);

  // The browser is killed with a verdict on its screen, and starts again without a network.
  await north.scan(shared.code, admit);
  await north.kill();
  await north.switchOn();
  await north.open();
  await untilScanning(north);
  await untilUnsent(north, 10);
  await expectDurable(north, await north.scan(shared.code, already), 1);

  // It is killed after a row was kept and before anybody saw it: the next start shows it, once.
  const { stopped } = await north.stopBehindNextRow();
  await north.camera.show(unseen.code);
  await stopped;
  await north.kill();
  await north.switchOn();
  await north.open();
  const late = { ...admit, text: expect.stringContaining('just before the app was closed') };
  await expect.poll(() => north.sighted.at(-1)).toMatchObject(late);
  await north.camera.show();
  await north.dismiss();
  await untilScanning(north);
  await north.scan(unseen.code, already);
  await untilUnsent(north, 13);

  // The other phone knows nothing of that, and lets one of them in once more.
  await expectDurable(south, await south.scan(shared.code, admit), 1);
  await expectDurable(south, await south.scan(own.code, admit), 2);
  await untilUnsent(south, 2);
  expect(await phoneRequests(folder.path)).toBe(answered);

  await view.page.getByText('Nobody has come in yet').waitFor();

  // With a network the server holds what was shown, each once.
  await north.goOnline();
  await south.goOnline();
  for (const [phone, id] of [
    [north, northId],
    [south, southId],
  ] as const) {
    await untilUnsent(phone, 0);
    expect(await wordsAtServer(door, id)).toEqual(wordsOn(phone));
    const scans = phone.sighted.length;
    const [held] = await rowsOf(id);
    // Rows of the clock have no verdict.
    expect(held).toMatchObject({ scans, odd: 0, rows: held?.last });
  }

  // The portal, open all the time, has moved by itself.
  const shown = [
    ...wordsOn(north).map((word) => `North: ${word}`),
    ...wordsOn(south).map((word) => `South: ${word}`),
  ];
  await expect.poll(() => listedBy(view)).toEqual(shown.toSorted());

  // The ticket that both let in is one conflict, in the portal and on both phones.
  const conflicts = () => organiser.send<Conflict[]>(`GET /events/${ground.eventId}/conflicts`);
  await expect.poll(conflicts).toMatchObject([{ open: true, extra: { ticket: { name: 'Dan' } } }]);
  const [conflict] = await conflicts();
  expect([conflict?.first?.deviceId, conflict?.extra.deviceId].toSorted()).toEqual(
    [northId, southId].toSorted(),
  );
  const inPortal = view.page.getByRole('listitem').filter({ hasText: 'One too many' });
  await inPortal.getByRole('heading', { level: 3 }).getByText('Dan').waitFor();
  const sides = (await inPortal.locator('section').allTextContents()).map(
    (text) => /North|South/.exec(text)?.[0],
  );
  expect(sides.toSorted()).toEqual(['North', 'South']);
  for (const phone of [north, south]) {
    await phone.dismiss();
    const { page } = phone;
    await page.locator('.door-conflicts').getByText('One ticket used twice').waitFor({ state: 'attached' });
    await page.locator('.door-conflicts').click();
    await page.getByText(/^First: .* phone (?:North|South)$/).waitFor();
    await page.getByText(/^Again: .* phone (?:North|South)$/).waitFor();
    await page.keyboard.press('Escape');
  }

  // A phone is revoked while a scan lies only on it: it is told, stops, hands over and forgets.
  await south.goOffline();
  await south.scan(last.code, admit);
  await untilUnsent(south, 1);
  await organiser.send(`POST /events/${ground.eventId}/devices/${southId}/revoke`);
  expect(await deviceNamed(door, 'South')).toMatchObject({
    status: 'revoked',
    wipedAt: null,
  } satisfies Partial<Device>);
  await south.goOnline();
  await south.page.getByText('This phone was revoked').waitFor();
  await south.page.getByText('Everything is handed over and wiped.').waitFor();
  expect(await south.page.locator('video').count()).toBe(0);
  await expect.poll(async () => (await deviceNamed(door, 'South')).wipedAt).not.toBeNull();
  expect(await wordsAtServer(door, southId)).toEqual(wordsOn(south));
  expect(await readStored(south.page)).toEqual({ keys: 0, counts: { 'gatehouse.values': 1 } });

  await expect.poll(() => listedBy(view)).toHaveLength(north.sighted.length + south.sighted.length);
  expect([...north.faults, ...south.faults, ...view.faults]).toEqual([]);
  await view.context.close();
});
