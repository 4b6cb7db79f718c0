import { mediumHash } from '@gatehouse/shared/ticket-code';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf } from '../../../../test/answers.js';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import { type LogPhone, sync } from '../../../../test/log-phone.js';

/** One for all: a slow machine must not turn their order round. */
const base = Date.now() - 3_600_000;
let world: DoorWorld;
let salt: Buffer;

beforeAll(async () => {
  world = await startDoorWorld({ tickets: 2 });
  const [feed] = await world.gatehouse.database.query<{ salt: Buffer }>(
    'select salt from ticketing.feed where event_id = $1',
    [world.place.eventId],
  );
  salt = feed?.salt ?? Buffer.of();
});
afterAll(() => world[Symbol.asyncDispose]());

interface Given {
  readonly band: string;
  readonly ticket: number;
  readonly at: number;
  readonly mode?: 'bound' | 'also' | 'moved' | 'lost';
}

function bind(phone: LogPhone, { band, ticket, at, mode = 'bound' }: Given): void {
  const medium = mediumHash(salt, band);
  const ticketHash = mode === 'lost' ? medium : world.tickets[ticket]?.ticketHash;
  const said = {
    how: null,
    result: null,
    effect: 'none',
    direction: null,
    persons: 0,
    reason: mode,
  } as const;
  const extra = { medium, ticketHash };
  phone.write({ kind: 'bind', at: base + at, ...said, extra });
}

/** Band → numbers of the tickets that it stands for in the list, and how far the feed has come. */
async function listed(band: string): Promise<number[]> {
  const rows = await world.gatehouse.database.query<{ hash: Buffer }>(
    `select ticket.hash from ticketing.medium join ticketing.ticket on ticket.id = medium.ticket_id
      where medium.event_id = $1 and medium.hash = $2`,
    [world.place.eventId, Buffer.from(mediumHash(salt, band))],
  );
  const numbers = rows.map(({ hash }) =>
    world.tickets.findIndex(({ ticketHash }) => ticketHash && hash.equals(Buffer.from(ticketHash))),
  );
  return numbers.sort();
}

async function feedCount(): Promise<number> {
  const [feed] = await world.gatehouse.database.query<{ count: number }>(
    'select count::int from ticketing.feed where event_id = $1',
    [world.place.eventId],
  );
  return feed?.count ?? 0;
}

test('what doors bind becomes the list, by its time and not by its arrival', async () => {
  const [early, late] = [await world.phone({ name: 'Early' }), await world.phone({ name: 'Late' })];
  const before = await feedCount();
  bind(late, { band: 'B1', ticket: 1, at: 2_000 });
  await sync(world.url, late);
  expect(await listed('B1')).toEqual([1]);
  expect(await feedCount()).toBe(before + 1);
  bind(early, { band: 'B1', ticket: 0, at: 1_000 });
  await sync(world.url, early);
  expect(await listed('B1')).toEqual([1]);
  expect(await feedCount()).toBe(before + 1);
});

test('a lost one is dead, and one for a family stands for all of them', async () => {
  const phone = await world.phone({ name: 'Desk' });
  bind(phone, { band: 'B2', ticket: 0, at: 3_000 });
  bind(phone, { band: 'B3', ticket: 0, at: 4_000 });
  bind(phone, { band: 'B3', ticket: 1, at: 5_000, mode: 'also' });
  await sync(world.url, phone);
  expect([await listed('B1'), await listed('B2'), await listed('B3')]).toEqual([[], [], [0, 1]]);
  const again = await feedCount();
  await sync(world.url, phone, await phone.batch(1));
  expect(await feedCount()).toBe(again);
});

test('the organiser sees the bands of a ticket, and which of them counts', async () => {
  const { owner, place, tickets } = world;
  const [first] = tickets;
  const url = `/api/v1/events/${place.eventId}/tickets/${first?.ticketId}/wristbands`;
  const bands = dataOf(await owner.request({ method: 'GET', url }));
  const marks = ['B3', 'B2', 'B1'].map((band) =>
    Buffer.from(mediumHash(salt, band)).toString('hex').slice(0, 6).toUpperCase(),
  );
  expect(bands).toMatchObject([
    { mark: marks[0], deviceName: 'Desk', counts: true },
    { mark: marks[1], deviceName: 'Desk', counts: false },
    { mark: marks[2], deviceName: 'Early', counts: false },
  ]);
});

test('one that is lost at the portal is dead, also for the family, and phones hear of it as of a row', async () => {
  const { owner, place, tickets } = world;
  const url = `/api/v1/events/${place.eventId}/tickets/${tickets[1]?.ticketId}/wristbands`;
  const lose = async () => dataOf(await owner.request({ method: 'DELETE', url }));
  // The clock of the phone that gave it out may be ahead.
  const phone = await world.phone({ name: 'Ahead' });
  bind(phone, { band: 'B4', ticket: 1, at: 2 * 3_600_000 });
  bind(phone, { band: 'B4', ticket: 0, at: 2 * 3_600_000 + 1, mode: 'also' });
  await sync(world.url, phone);
  expect(await listed('B4')).toEqual([0, 1]);
  const before = await feedCount();
  expect((await lose()).map(({ counts }: { counts: boolean }) => counts)).toEqual([false, false, false]);
  expect(await listed('B4')).toEqual([]);
  expect(await feedCount()).toBeGreaterThan(before);
  const rows = () =>
    world.gatehouse.database.query(
      `select reason from checkin.scan where kind = 'bind' and event_id = $1 and reason = 'lost'`,
      [place.eventId],
    );
  expect(await lose()).toHaveLength(3);
  expect(await rows()).toHaveLength(1);
  bind(phone, { band: 'B5', ticket: 1, at: 3 * 3_600_000 });
  await sync(world.url, phone);
  expect(await listed('B5')).toEqual([1]);
});

test('a printed code that a desk calls lost is taken from its ticket, until it is found and given again', async () => {
  const { owner, place, tickets } = world;
  const url = `/api/v1/events/${place.eventId}/tickets/${tickets[0]?.ticketId}`;
  const payload = { barcodes: ['SHOP-1', 'SHOP-2'] };
  expect((await owner.request({ method: 'PATCH', url, payload })).statusCode).toBe(200);
  const phone = await world.phone({ name: 'Losses' });
  bind(phone, { band: 'SHOP-1', ticket: 0, at: 3 * 3_600_000, mode: 'lost' });
  await sync(world.url, phone);
  expect([await listed('SHOP-1'), await listed('SHOP-2')]).toEqual([[], [0]]);
  expect(dataOf(await owner.request({ method: 'GET', url })).barcodes).toEqual(['SHOP-2']);
  bind(phone, { band: 'SHOP-1', ticket: 0, at: 3 * 3_600_000 + 1 });
  await sync(world.url, phone);
  expect(await listed('SHOP-1')).toEqual([0]);
});
