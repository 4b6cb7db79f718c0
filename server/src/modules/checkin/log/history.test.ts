import { toHex } from '@gatehouse/shared/bytes';
import { digestHex, digestScans, type HeldScans } from '@gatehouse/shared/digest';
import { decodeRow } from '@gatehouse/shared/log';
import { decodeRoot, isReferencedSegment, type Root } from '@gatehouse/shared/manifest';
import { openHistory, openScansPage, pastScans } from '@gatehouse/shared/protocol';
import { splitBlob } from '@gatehouse/shared/signing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send } from '../../../../test/answers.js';
import { addDoor, type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import {
  addPhone,
  doorKeyOf,
  type LogPhone,
  type Place,
  receiptOf,
  sync,
} from '../../../../test/log-phone.js';
import { blankMarks } from '../../ticketing/index.js';
import { digestScansOf } from '../digest/digest-scans.js';
import { packHistory } from '../manifest/pack-list.js';
import { historySource } from './history.js';
import { readScansPage } from './scans-page.js';

let world: DoorWorld;
let phones: LogPhone[];

beforeAll(async () => {
  world = await startDoorWorld({ tickets: 6, env: { GATEHOUSE_PROCESS: 'all' } });
  phones = [await world.phone(), await world.phone()];
});
afterAll(() => world[Symbol.asyncDispose]());

/** The history of the event as a phone opens it. */
async function historyOf({ gatehouse, place }: DoorWorld) {
  const { eventId } = place;
  const source = historySource(gatehouse.app.events);
  const bytes = await gatehouse.app.platform.tenancy.snapshot(place, async (trx) => {
    const position = await source.position(trx, eventId);
    return position && source.read(trx, place, position);
  });
  if (!bytes) throw new Error('There is no history.');
  const opened = openHistory(packHistory(bytes).map(({ raw }) => raw));
  if (!opened.ok) throw new Error(opened.reason);
  return opened.value;
}

/** What a phone would know that pages through everything. */
async function pageOf({ gatehouse, place }: DoorWorld) {
  const { app } = gatehouse;
  const publicKey = await doorKeyOf(app, place.organisationId);
  const sign = async () => new Uint8Array(64);
  const doorKey = { publicKey: Buffer.from(publicKey), sign } as unknown as Parameters<
    typeof readScansPage
  >[1]['doorKey'];
  const blob = await app.platform.tenancy.run(place, (trx) =>
    readScansPage(trx, { eventId: place.eventId, number: place.number, doorKey }, { start: 0, from: 0 }),
  );
  if (blob === null) throw new Error('There is no page.');
  const page = await openScansPage(blob, publicKey, async () => true);
  if (!page.ok) throw new Error(page.reason);
  return page.value;
}

function digestOf(held: HeldScans): string {
  for (const steps = digestScans(held); ; ) {
    const step = steps.next();
    if (step.done) return digestHex(step.value);
  }
}

test('says of every counting scan what pages say, in 24 bytes where nothing is special about it', async () => {
  const [north, south] = phones;
  if (!north || !south) throw new Error('There are two phones.');
  const [ann, bea, cem, dan, eve, fay] = world.tickets;
  north.write({ ticketHash: ann?.ticketHash ?? null });
  const taken = north.write({ ticketHash: bea?.ticketHash ?? null });
  north.write({
    kind: 'undo',
    names: { relation: 'undoes', scan: taken },
    ticketHash: bea?.ticketHash ?? null,
  });
  north.write({ ticketHash: cem?.ticketHash ?? null });
  north.write({ ticketHash: dan?.ticketHash ?? null, gate: null });
  north.write({ ticketHash: eve?.ticketHash ?? null, answers: { asked: 'told' } });
  await sync(world.url, north);
  south.write({ ticketHash: cem?.ticketHash ?? null });
  await sync(world.url, south);

  const late = await world.phone();
  const hourAgo = Date.now() - 3_600_000;
  late.write({ ticketHash: fay?.ticketHash ?? null, at: hourAgo, within: Number.POSITIVE_INFINITY });
  // Written behind that scan, which therefore lies earlier than its phone believed.
  late.write({ at: hourAgo - 600_000, result: 'refuse', effect: 'none' });
  await sync(world.url, late);

  const history = await historyOf(world);
  const page = await pageOf(world);
  expect(history.event).toBe(world.place.number);
  expect(history.position).toEqual({ start: page.start, count: page.to });
  const rows = page.rows.map(({ bytes }) => decodeRow(bytes)).flatMap((row) => (row.ok ? [row.value] : []));
  for (const ticket of [ann, dan]) {
    const hash = ticket?.ticketHash ?? new Uint8Array();
    const own = rows.filter((row) => row.ticketHash && toHex(row.ticketHash) === toHex(hash));
    expect(pastScans(history, hash)).toEqual(
      own.map(({ id, device, list, gate, persons, time }) => ({
        id: `00000000-0000-0000${id.slice(18)}`,
        ...{ device, list, gate, effect: 'entry', persons, flags: 0, time: time.estimate },
      })),
    );
    expect(own).toHaveLength(1);
  }
  for (const ticket of [bea, cem, eve, fay])
    expect(pastScans(history, ticket?.ticketHash ?? new Uint8Array())).toEqual([]);
  const special = page.rows.filter(({ bytes }) => {
    const row = decodeRow(bytes);
    const hash = row.ok && row.value.ticketHash ? toHex(row.value.ticketHash) : '';
    return [bea, cem, eve, fay].some((ticket) => ticket && toHex(ticket.ticketHash) === hash);
  });
  expect(history.rows).toEqual(special);
  expect(special.map(({ review }) => review.standing).sort()).toEqual([
    'extra',
    'stands',
    'stands',
    'stands',
    'stands',
    'undone',
  ]);
  expect(history.rows.filter(({ answered }) => answered === true)).toHaveLength(1);

  // A phone that pages, one that begins with the history, one with both, and the server: all come to one digest.
  const { number: event, eventId } = world.place;
  const { tenancy } = world.gatehouse.app.platform;
  const own = await tenancy.snapshot(world.place, (trx) => digestScansOf(trx, eventId));
  expect(own.position).toEqual(history.position);
  for (const held of [
    { history: null, rows: page.rows },
    { history, rows: [] },
    { history, rows: page.rows.toReversed() },
  ])
    expect(digestOf({ event, ...held })).toBe(digestHex(own.digest));
  expect(digestOf({ event, history: null, rows: page.rows.slice(1) })).not.toBe(digestHex(own.digest));
});

test('of one organisation is nothing of another', async () => {
  const other = await startDoorWorld({ tickets: 1 });
  const source = historySource(world.gatehouse.app.events);
  const stranger = { ...world.place, organisationId: other.place.organisationId };
  const { tenancy } = world.gatehouse.app.platform;
  expect(
    await tenancy.snapshot(stranger, (trx) => source.position(trx, world.place.eventId)),
  ).toBeUndefined();
  await other[Symbol.asyncDispose]();
});

/** More than a page holds, so that the server cuts a history of them. */
const manyScans = 1_050;

test('a phone that comes late gets a thousand scans as a history, over the network', async () => {
  const { place, ticketTypeId } = await addDoor(world.owner);
  const hashes = await issueMany(world, { place, ticketTypeId, howMany: manyScans });
  const early = await addPhone(world.gatehouse, place);
  const scans = hashes.map((ticketHash, index) =>
    early.write({ ticketHash, at: Date.now() - 60_000 + index }),
  );
  while ((early.receipt?.watermark ?? 0) < manyScans) {
    const sent = await sync(world.url, early);
    early.take(await receiptOf(world.gatehouse.app, sent, place.organisationId));
  }
  const late = await addPhone(world.gatehouse, place);
  // What a pairing does as well: the door has changed, and what phones download is made anew.
  await send(world.owner, `PATCH /events/${place.eventId}/access-lists/${place.listId}`, { name: 'Again' });
  const get = (path: string) =>
    fetch(`${world.url}/api/v1/device/events/${place.eventId}${path}`, { headers: late.headers });
  let root: Root | null = null;
  await expect.poll(async () => (root = await rootWithHistory(get)), { timeout: 60_000 }).not.toBeNull();
  const references = (root as Root | null)?.segments.history ?? [];
  const parts = await Promise.all(
    references.map(async (reference) => {
      const bytes = new Uint8Array(await (await get(`/segments/${toHex(reference.sha256)}`)).arrayBuffer());
      expect(isReferencedSegment(reference, bytes)).toBe(true);
      return bytes;
    }),
  );
  const history = whatIs(openHistory(parts));
  expect(history.event).toBe(place.number);
  const { start, count } = history.position;
  expect(count).toBeGreaterThanOrEqual(1_000);
  // Each of them once: a phone that holds this refuses every one of these tickets.
  const told = hashes.flatMap((hash) => pastScans(history, hash).map(({ id }) => id.slice(18)));
  expect(told).toEqual(scans.slice(0, count).map((id) => id.slice(18)));
  const answer = await get(`/pages/scans?start=${start}&from=${count}`);
  const publicKey = await doorKeyOf(world.gatehouse.app, place.organisationId);
  const blob = new Uint8Array(await answer.arrayBuffer());
  const rest =
    answer.status === 204 ? [] : whatIs(await openScansPage(blob, publicKey, async () => true)).rows;
  expect(count + rest.length).toBe(manyScans);
});

/** @returns null while the server has not cut one yet */
async function rootWithHistory(get: (path: string) => Promise<Response>): Promise<Root | null> {
  const answer = await get('/root');
  if (answer.status !== 200) return null;
  const root = whatIs(decodeRoot(splitBlob(new Uint8Array(await answer.arrayBuffer())).body));
  return root.segments.history.length > 0 ? root : null;
}

/** @returns their hashes, in the order in which they were issued */
async function issueMany(
  { gatehouse }: DoorWorld,
  { place, ticketTypeId, howMany }: { place: Place; ticketTypeId: string; howMany: number },
): Promise<Uint8Array[]> {
  const blank = { firstName: null, lastName: null, email: null, language: null, seat: null, note: null };
  const ticket = {
    ...blank,
    ...{ name: '', orderReference: null, texts: [], validFrom: null, validUntil: null, externalId: null },
    ...{ parentId: null, barcodes: [], rowHash: null },
    ...blankMarks,
    ticketTypeId,
    state: 'good' as const,
  };
  const { platform, ticketing } = gatehouse.app;
  await platform.tenancy.run(place, (trx) =>
    ticketing.issue(
      trx,
      place,
      Array.from({ length: howMany }, () => ticket),
    ),
  );
  const rows = await gatehouse.database.query<{ hash: Buffer }>(
    'select hash from ticketing.ticket where event_id = $1 order by id',
    [place.eventId],
  );
  return rows.map(({ hash }) => new Uint8Array(hash));
}

function whatIs<T>(outcome: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}
