import { wordOf } from '@gatehouse/shared/checkin';
import { createTranslator, loadCatalogue } from '@gatehouse/shared/i18n';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage, type Watched } from './browser.js';
import { signInQuietly } from './door-event.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { type Organiser, signInOrganiser } from './organiser.js';
import { beginShift, type Door, deviceNamed, untilScanning, untilUnsent } from './phone/begin-shift.js';
import { ChromiumPhone } from './phone/chromium-phone.js';
import { DoorGround, forge } from './phone/door-ground.js';
import { comeBack, lostOf, scanAndDie } from './phone/scan-and-die.js';
import { phoneRequests, queryDatabase } from './phone/server-log.js';
import { readStored } from './phone/stored.js';
import type { Sighted } from './phone/watch-page.js';
import { soakTest } from './soak.js';

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

type Tickets = Awaited<ReturnType<typeof issueTickets>>;

/** One ticket of each kind that comes to a door. */
async function issueTickets(ground: DoorGround) {
  const otherEvent = await DoorGround.lay(organiser, 'Another Evening');
  const barcode = 'znyqhdbwsgvpmf4ks8r2cxa3te6u7hjk';
  await ground.issue('Hal', { barcodes: [barcode] });
  const tickets = {
    good: await ground.issue('Ann'),
    cancelled: await ground.issue('Bea'),
    superseded: await ground.issue('Cem'),
    shared: await ground.issue('Dan'),
    unseen: await ground.issue('Eva'),
    own: await ground.issue('Fay'),
    last: await ground.issue('Gil'),
    elsewhere: await otherEvent.issue('Ida'),
  };
  await ground.cancel(tickets.cancelled);
  await ground.reIssue(tickets.superseded);
  return { ...tickets, barcode };
}

/** Nine verdicts, each of which is on the disk before it is on the screen. */
async function scanSeries(phone: ChromiumPhone, tickets: Tickets): Promise<void> {
  await expectDurable(phone, await phone.scan(tickets.good.code, admit), 1);
  await untilForgotten(Date.now());
  const series = [
    [tickets.good.code, already],
    [forge(tickets.good.code), refuse('Forged')],
    [tickets.elsewhere.code, refuse('Wrong event')],
    [tickets.cancelled.code, refuse('Cancelled')],
    [tickets.superseded.code, refuse('Replaced')],
    [tickets.barcode, admit],
    ['https://example.org/menu', refuse('Unknown')],
    ['G:JUNK', refuse('Not readable')],
  ] as const;
  for (const [index, [text, expected]] of series.entries())
    await expectDurable(phone, await phone.scan(text, expected), index + 2);
  await untilUnsent(phone, 9);
}

/** The browser is killed with a verdict on its screen, and starts again without a network. */
async function killBehindVerdict(phone: ChromiumPhone, { shared }: Tickets): Promise<void> {
  await phone.scan(shared.code, admit);
  await phone.kill();
  await phone.switchOn();
  await phone.open();
  await untilScanning(phone);
  await untilUnsent(phone, 10);
  await expectDurable(phone, await phone.scan(shared.code, already), 1);
}

/** It is killed after a row was kept and before anybody saw it: the next start shows it, once. */
async function killBeforeVerdict(phone: ChromiumPhone, { unseen }: Tickets): Promise<void> {
  const { stopped } = await phone.stopBehindNextRow();
  await phone.camera.show(unseen.code);
  await stopped;
  await phone.kill();
  await phone.camera.show();
  await phone.switchOn();
  await phone.open();
  const late = { ...admit, text: expect.stringContaining('just before the app was closed') };
  await expect.poll(() => phone.sighted.at(-1)).toMatchObject(late);
  await phone.dismiss();
  await untilScanning(phone);
  await phone.scan(unseen.code, already);
  await untilUnsent(phone, 13);
}

interface Crew {
  readonly door: Door;
  readonly north: ChromiumPhone;
  readonly south: ChromiumPhone;
  readonly northId: string;
  readonly southId: string;
  readonly view: Watched;
}

/** The server holds what was shown, each once, and the portal, open all the time, has moved by itself. */
async function expectSameEverywhere({ door, north, south, northId, southId, view }: Crew): Promise<void> {
  for (const [phone, id] of [
    [north, northId],
    [south, southId],
  ] as const) {
    await untilUnsent(phone, 0);
    expect(await wordsAtServer(door, id)).toEqual(wordsOn(phone));
    const [held] = await rowsOf(id);
    // Rows of the clock have no verdict.
    expect(held).toMatchObject({ scans: phone.sighted.length, odd: 0, rows: held?.last });
  }
  const shown = [
    ...wordsOn(north).map((word) => `North: ${word}`),
    ...wordsOn(south).map((word) => `South: ${word}`),
  ];
  await expect.poll(() => listedBy(view)).toEqual(shown.toSorted());
}

/** The ticket that both let in is one conflict: at the server, in the portal and on both phones. */
async function expectOneConflict({ door, north, south, northId, southId, view }: Crew): Promise<void> {
  const conflicts = () => organiser.send<Conflict[]>(`GET /events/${door.ground.eventId}/conflicts`);
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
}

/** A phone is revoked while a scan lies only on it: it is told, stops, hands over and forgets. */
async function revokeSouth({ door, south, southId }: Crew, { last }: Tickets): Promise<void> {
  await south.goOffline();
  await south.scan(last.code, admit);
  await untilUnsent(south, 1);
  await organiser.send(`POST /events/${door.ground.eventId}/devices/${southId}/revoke`);
  expect(await deviceNamed(door, 'South')).toMatchObject({ status: 'revoked', wipedAt: null });
  await south.goOnline();
  await south.page.getByText('This phone was revoked').waitFor();
  await south.page.getByText('Everything is handed over and wiped.').waitFor();
  expect(await south.page.locator('video').count()).toBe(0);
  await expect.poll(async () => (await deviceNamed(door, 'South')).wipedAt).not.toBeNull();
  expect(await wordsAtServer(door, southId)).toEqual(wordsOn(south));
  // Who it was, so that it can say that it is over.
  expect(await readStored(south.page)).toEqual({ keys: 0, counts: { 'gatehouse.values': 1 } });
}

test('two phones at the door of an event, without a network and with one again', async () => {
  const door = { organiser, ground: await DoorGround.lay(organiser, 'Night of the Two Phones') };
  const tickets = await issueTickets(door.ground);
  await using north = await ChromiumPhone.take(gatehouse.url);
  await using south = await ChromiumPhone.take(gatehouse.url);
  const northId = await beginShift(north, door, 'North');
  const southId = await beginShift(south, door, 'South');
  const view = await openDoorView(door);
  const crew = { door, north, south, northId, southId, view };

  await north.goOffline();
  await south.goOffline();
  // The first one settles in, so that nothing is under way any more.
  await expectDurable(south, await south.scan(tickets.own.code, admit), 1);
  const answered = await phoneRequests(folder.path);
  await scanSeries(north, tickets);
  await killBehindVerdict(north, tickets);
  await killBeforeVerdict(north, tickets);
  // This one knows nothing of that, and lets one of them in once more.
  await expectDurable(south, await south.scan(tickets.shared.code, admit), 2);
  await untilUnsent(south, 2);
  expect(await phoneRequests(folder.path)).toBe(answered);
  await view.page.getByText('Nobody has come in yet').waitFor();

  await north.goOnline();
  await south.goOnline();
  await expectSameEverywhere(crew);
  await expectOneConflict(crew);
  await revokeSouth(crew, tickets);
  await expect.poll(() => listedBy(view)).toHaveLength(north.sighted.length + south.sighted.length);
  expect([...north.faults, ...south.faults, ...view.faults]).toEqual([]);
  await view.context.close();
});

const kills = 50;

soakTest(
  'a browser that is killed while it scans, again and again, loses nothing that it has shown',
  async () => {
    const door = { organiser, ground: await DoorGround.lay(organiser, 'Night of the Dying Phone') };
    await using phone = await ChromiumPhone.take(gatehouse.url);
    const id = await beginShift(phone, door, 'East');
    for (let kill = 0; kill < kills; kill++) {
      // Every other time it has no network: then all that it has lies on its disk.
      await (kill % 2 === 0 ? phone.goOffline() : phone.goOnline());
      const codes = [await door.ground.issue(`Guest ${kill}`), await door.ground.issue(`Friend ${kill}`)];
      await scanAndDie(
        phone,
        codes.map(({ code }) => code),
      );
      await comeBack(phone);
    }
    await phone.goOnline();
    await untilUnsent(phone, 0);
    const scans = await queryDatabase<Pick<Scan, 'result' | 'effect' | 'reason'> & { ticket: string }>(
      folder.path,
      `select result, effect, reason, encode(ticket_hash, 'hex') as ticket from checkin.scan
        where device_id = $1 order by seq`,
      [id],
    );
    const t = createTranslator('en', await loadCatalogue('en', ['door']));
    const kept = scans.map((scan) => t(wordOf(scan as Parameters<typeof wordOf>[0])));
    expect(lostOf(wordsOn(phone), kept)).toEqual([]);
    // A row that nobody could see any more is there besides, one for each kill at most.
    expect(scans.length - phone.sighted.length).toBeLessThanOrEqual(kills);
    const admitted = scans.filter(({ result }) => result === 'admit').map(({ ticket }) => ticket);
    expect(new Set(admitted).size).toBe(admitted.length);
    const [held] = await rowsOf(id);
    expect(held).toMatchObject({ scans: scans.length, odd: 0, rows: held?.last });
    expect(phone.faults).toEqual([]);
  },
  120_000 + kills * 30_000,
);
