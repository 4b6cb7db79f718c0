import { toHex } from '@gatehouse/shared/bytes';
import { decodeRow } from '@gatehouse/shared/log';
import { openHistory, openScansPage, pastScans } from '@gatehouse/shared/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import { doorKeyOf, type LogPhone, sync } from '../../../../test/log-phone.js';
import { packHistory } from '../manifest/pack-list.js';
import { historySource } from './history.js';
import { readScansPage } from './scans-page.js';

let world: DoorWorld;
let phones: LogPhone[];

beforeAll(async () => {
  world = await startDoorWorld({ tickets: 6 });
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

test('says of every counting scan what pages say, in 24 bytes where nothing is special about it', async () => {
  const [north, south] = phones;
  if (!north || !south) throw new Error('There are two phones.');
  const [ann, bea, cem, dan] = world.tickets;
  north.write({ ticketHash: ann?.ticketHash ?? null });
  const taken = north.write({ ticketHash: bea?.ticketHash ?? null });
  north.write({
    kind: 'undo',
    names: { relation: 'undoes', scan: taken },
    ticketHash: bea?.ticketHash ?? null,
  });
  north.write({ ticketHash: cem?.ticketHash ?? null });
  north.write({ ticketHash: dan?.ticketHash ?? null, gate: null });
  await sync(world.url, north);
  south.write({ ticketHash: cem?.ticketHash ?? null });
  await sync(world.url, south);

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
  for (const ticket of [bea, cem])
    expect(pastScans(history, ticket?.ticketHash ?? new Uint8Array())).toEqual([]);
  const special = page.rows.filter(({ bytes }) => {
    const row = decodeRow(bytes);
    const hash = row.ok && row.value.ticketHash ? toHex(row.value.ticketHash) : '';
    return [bea, cem].some((ticket) => ticket && toHex(ticket.ticketHash) === hash);
  });
  expect(history.rows).toEqual(special);
  expect(special.map(({ review }) => review.standing).sort()).toEqual([
    'extra',
    'stands',
    'stands',
    'undone',
  ]);
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
