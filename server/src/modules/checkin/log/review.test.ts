import { decodeRow } from '@gatehouse/shared/log';
import { decodeScansPage } from '@gatehouse/shared/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf } from '../../../../test/answers.js';
import {
  type DoorWorld,
  readDoor,
  readTicket,
  standingsOf,
  startDoorWorld,
  type WorldTicket,
} from '../../../../test/door-world.js';
import { type LogPhone, sync } from '../../../../test/log-phone.js';

let world: DoorWorld;
const now = Date.now();
const minutes = (count: number) => now - 60 * 60_000 + count * 60_000;

beforeAll(async () => {
  world = await startDoorWorld({ tickets: 0, env: { GATEHOUSE_PROCESS: 'all' } });
});
afterAll(() => world[Symbol.asyncDispose]());

async function newTicket(): Promise<WorldTicket> {
  const at = `/api/v1/events/${world.place.eventId}`;
  const [type] = dataOf(await world.owner.request({ method: 'GET', url: `${at}/ticket-types` }));
  const payload = { ticketTypeId: type.id, name: 'Zoë', orderReference: 'A-1' };
  const made = dataOf(await world.owner.request({ method: 'POST', url: `${at}/tickets`, payload }), 201);
  return readTicket(world.gatehouse, made.id);
}

async function send(phone: LogPhone, from?: number, to?: number): Promise<void> {
  await sync(world.url, phone, await phone.batch(from, to));
}

/** What the feed says last of a scan. */
async function whatPhonesHear({ headers }: LogPhone, scanId: string): Promise<string | undefined> {
  const url = `/api/v1/device/events/${world.place.eventId}/pages/scans?start=0&from=0`;
  const answer = await fetch(`${world.url}${url}`, { headers });
  const page = decodeScansPage(new Uint8Array(await answer.arrayBuffer()).slice(0, -64));
  if (!page.ok) throw new Error(page.reason);
  const told = page.value.rows.flatMap(({ bytes, review }) => {
    const row = decodeRow(bytes);
    return row.ok && row.value.id === scanId ? [review.what] : [];
  });
  return told.at(-1);
}

async function conflicts(state = 'open'): Promise<{ id: string }[]> {
  const url = `/api/v1/events/${world.place.eventId}/conflicts?state=${state}`;
  return dataOf(await world.owner.request({ method: 'GET', url }));
}

describe('two phones that admit the same ticket', () => {
  test('leave one admission and one conflict, in the order of time and not of arrival', async () => {
    const ticket = await newTicket();
    const [a, b] = [await world.phone({ name: 'North' }), await world.phone({ name: 'South' })];
    const late = a.write({ ...ticket, at: minutes(5) });
    const early = b.write({ ...ticket, at: minutes(3) });
    await send(a);
    expect((await standingsOf(world))[late]).toBe('stands');
    await send(b);
    const standings = await standingsOf(world);
    expect([standings[early], standings[late]]).toEqual(['stands', `extra ${early}`]);
    const [conflict] = (await conflicts()).filter(({ id }) => id === late);
    expect(conflict).toMatchObject({
      open: true,
      sure: true,
      timesOpened: 1,
      note: null,
      extra: {
        id: late,
        deviceName: 'North',
        at: new Date(minutes(5)).toISOString(),
        ticket: { name: 'Zoë' },
      },
      first: { id: early, deviceName: 'South', gateId: world.place.gateId },
    });
  });

  test('may have met in an order that nobody knows', async () => {
    const ticket = await newTicket();
    const [a, b] = [await world.phone(), await world.phone()];
    const one = a.write({ ...ticket, at: minutes(5), within: 300_000 });
    const two = b.write({ ...ticket, at: minutes(6), within: 300_000 });
    await send(a);
    await send(b);
    const standings = await standingsOf(world);
    expect([standings[one], standings[two]]).toEqual(['stands?', `extra? ${one}`]);
  });

  test('are in conflict until the first one is taken back, and again when a third comes', async () => {
    const ticket = await newTicket();
    const [a, b] = [await world.phone(), await world.phone()];
    const first = a.write({ ...ticket, at: minutes(3) });
    const second = b.write({ ...ticket, at: minutes(5) });
    await send(a);
    await send(b);
    const url = `/api/v1/events/${world.place.eventId}/conflicts/${second}/note`;
    const noted = await world.owner.request({ method: 'PUT', url, payload: { note: ' Her brother. ' } });
    expect(dataOf(noted)).toMatchObject({
      note: 'Her brother.',
      notedBy: 'nordhafen@example.org',
      open: true,
    });
    expect((await conflicts('noted')).map(({ id }) => id)).toContain(second);
    expect(await whatPhonesHear(b, second)).toBe('Her brother.');
    a.undo(first, { at: minutes(6) });
    await send(a, 2);
    expect((await standingsOf(world))[first]).toBe('undone');
    expect((await standingsOf(world))[second]).toBe('stands');
    expect((await conflicts('cleared')).map(({ id }) => id)).toContain(second);
    const c = await world.phone();
    const third = c.write({ ...ticket, at: minutes(4) });
    await send(c);
    expect((await standingsOf(world))[second]).toBe(`extra ${third}`);
    // It has turned, so somebody looks again; what was found out before is still there.
    const [again] = (await conflicts()).filter(({ id }) => id === second);
    const turned = { open: true, timesOpened: 2, clearedAt: null, resolvedAt: null, note: 'Her brother.' };
    expect(again).toMatchObject(turned);
    expect(await whatPhonesHear(b, second)).toBe('');
    await world.owner.request({ method: 'PUT', url, payload: { note: 'ü'.repeat(200) } });
    expect(await whatPhonesHear(b, second)).toBe('ü'.repeat(127));
  });
});

describe('an undo', () => {
  test('that arrives before what it takes back counts all the same', async () => {
    const ticket = await newTicket();
    const phone = await world.phone();
    const scan = phone.write({ ...ticket, at: minutes(3) });
    phone.undo(scan, { at: minutes(4) });
    await send(phone, 2, 2);
    await send(phone, 1, 1);
    expect((await standingsOf(world))[scan]).toBe('undone');
  });
});

describe('a ticket that dies', () => {
  test('makes later admissions stale and leaves earlier ones, whenever they arrive', async () => {
    const ticket = await newTicket();
    const [a, b] = [await world.phone(), await world.phone()];
    const before = a.write({ ...ticket, at: minutes(3) });
    const after = b.write({ ...ticket, at: now + 600_000 });
    await send(b);
    expect((await standingsOf(world))[after]).toBe('stands');
    const url = `/api/v1/events/${world.place.eventId}/tickets/${ticket.ticketId}/state`;
    const payload = { state: 'cancelled' };
    dataOf(await world.owner.request({ method: 'PUT', url, payload }));
    await expect
      .poll(async () => (await standingsOf(world))[after], { timeout: 20_000 })
      .toBe('stale cancelled');
    await send(a);
    expect((await standingsOf(world))[before]).toBe('stands');
  });

  test('by a new code is superseded in its old generation', async () => {
    const ticket = await newTicket();
    const phone = await world.phone();
    const url = `/api/v1/events/${world.place.eventId}/tickets/${ticket.ticketId}/re-issue`;
    dataOf(await world.owner.request({ method: 'POST', url }), 201);
    const reissued = Date.now();
    const old = phone.write({ ...ticket, at: reissued + 60_000, generation: 0 });
    const renewed = phone.write({ ...ticket, at: reissued + 120_000, generation: 1 });
    await send(phone);
    const standings = await standingsOf(world);
    expect([standings[old], standings[renewed]]).toEqual(['stale superseded', 'stands']);
  });
});

describe('a ticket with entries of its own', () => {
  test('comes in as often as it says, whatever the list allows', async () => {
    const ticket = await newTicket();
    const phone = await world.phone();
    const ids = [3, 4, 5].map((minute) => phone.write({ ...ticket, at: minutes(minute) }));
    await send(phone);
    const said = async () => {
      const standings = await standingsOf(world);
      return ids.map((id) => standings[id]?.split(' ')[0]);
    };
    expect(await said()).toEqual(['stands', 'extra', 'extra']);
    const url = `/api/v1/events/${world.place.eventId}/tickets/door-state`;
    const allow = (entries: number) =>
      world.owner.request({ method: 'PUT', url, payload: { ticketIds: [ticket.ticketId], entries } });
    dataOf(await allow(2));
    await expect.poll(said, { timeout: 20_000 }).toEqual(['stands', 'stands', 'extra']);
    dataOf(await allow(255));
    await expect.poll(said, { timeout: 20_000 }).toEqual(['stands', 'stands', 'stands']);
  });
});

describe('other rules', () => {
  test('are applied to what was scanned before', async () => {
    const ticket = await newTicket();
    const phone = await world.phone();
    phone.write({ ...ticket, at: minutes(3) });
    const second = phone.write({ ...ticket, at: minutes(4) });
    await send(phone);
    expect((await standingsOf(world))[second]).toMatch(/^extra/);
    const url = `/api/v1/events/${world.place.eventId}/access-lists/${world.place.listId}`;
    const change = (entry: string) => world.owner.request({ method: 'PATCH', url, payload: { entry } });
    dataOf(await change('multiple'));
    await expect.poll(async () => (await standingsOf(world))[second], { timeout: 20_000 }).toBe('stands');
    dataOf(await change('single'));
    await expect.poll(async () => (await standingsOf(world))[second], { timeout: 20_000 }).toMatch(/^extra/);
  });

  test('make nobody one too many who came in by the list as it was', async () => {
    const url = `/api/v1/events/${world.place.eventId}/access-lists/${world.place.listId}`;
    const change = (entry: string) => world.owner.request({ method: 'PATCH', url, payload: { entry } });
    dataOf(await change('multiple'));
    const ticket = await newTicket();
    const phone = await world.phone();
    const [first, second] = [0, 1].map((at) => phone.write({ ...ticket, at: Date.now() + at, within: 0 }));
    await send(phone);
    dataOf(await change('single'));
    const third = phone.write({ ...ticket, at: Date.now() + 120_000 });
    await send(phone, 3);
    const standings = await standingsOf(world);
    expect([first, second, third].map((id) => standings[id ?? ''])).toEqual([
      'stands',
      'stands',
      `extra ${second}`,
    ]);
  });
});

describe('what is said of a ticket at noon', () => {
  const stateOf = ({ ticketId }: WorldTicket) => `/api/v1/events/${world.place.eventId}/tickets/${ticketId}`;
  const say = async (ticket: WorldTicket, payload: object) =>
    dataOf(await world.owner.request({ method: 'PATCH', url: stateOf(ticket), payload }));

  test('makes no conflict of who came in in the morning, also when their phone tells of it later', async () => {
    const list = `/api/v1/events/${world.place.eventId}/access-lists/${world.place.listId}`;
    const change = (entry: string) => world.owner.request({ method: 'PATCH', url: list, payload: { entry } });
    dataOf(await change('multiple'));
    const [fewer, unpaid, held] = [await newTicket(), await newTicket(), await newTicket()];
    const phone = await world.phone();
    const morning = [fewer, unpaid, held].flatMap((ticket) =>
      [3, 4].map((at) => phone.write({ ...ticket, at: minutes(at) })),
    );
    await send(phone, 1, 1);
    await say(fewer, { entries: 1 });
    await say(unpaid, { payment: 'unpaid' });
    const payload = { state: 'held' };
    dataOf(await world.owner.request({ method: 'PUT', url: `${stateOf(held)}/state`, payload }));
    const late = phone.write({ ...fewer, at: Date.now() + 60_000 });
    await send(phone, 2);
    const standings = await standingsOf(world);
    expect(morning.map((id) => standings[id])).toEqual(morning.map(() => 'stands'));
    expect(standings[late]).toBe(`extra ${morning[1]}`);
    await say(fewer, { entries: 3 });
    await expect.poll(async () => (await standingsOf(world))[late], { timeout: 20_000 }).toBe('stands');
    dataOf(await change('single'));
  });
});

describe('a bound that comes later', () => {
  test('moves the rows that the same phone wrote before', async () => {
    const ticket = await newTicket();
    const [a, b] = [await world.phone(), await world.phone()];
    const unbounded = a.write({ ...ticket, at: minutes(50), within: Number.POSITIVE_INFINITY });
    const known = b.write({ ...ticket, at: minutes(20) });
    await send(a);
    await send(b);
    expect((await standingsOf(world))[unbounded]).toBe(`extra? ${known}`);
    a.write({ at: minutes(10), result: 'refuse', effect: 'none' });
    await send(a, 2);
    const standings = await standingsOf(world);
    expect([standings[unbounded], standings[known]]).toEqual(['stands', `extra ${unbounded}`]);
  });
});

describe('the figures', () => {
  test('count persons: admissions, those too many, overrides and counts', async () => {
    await using fresh = await startDoorWorld({ tickets: 3 });
    const [one, two, three] = fresh.tickets;
    const [a, b] = [await fresh.phone(), await fresh.phone()];
    const now = Date.now();
    a.write({ ...two, at: now - 40 * 60_000 });
    a.write({ ...two, at: now - 30 * 60_000, effect: 'exit', result: 'exit', direction: 'out' });
    a.write({ ...one, at: now - 1_000 });
    b.write({ ...three, at: now - 1_200_000, effect: 'person' });
    b.write({ ...one, at: now - 900 });
    b.write({ kind: 'count', at: now - 800, persons: 4, effect: 'none', result: null });
    b.write({ kind: 'count', at: now - 700, persons: 1, effect: 'none', result: null, direction: 'out' });
    await sync(fresh.url, a);
    await sync(fresh.url, b);
    const door = await readDoor(fresh);
    const figures = { inside: 6, expected: 3, entries: 8, exits: 2, lastTenMinutes: 6 };
    expect(door).toMatchObject({ timeZone: 'Europe/Berlin', total: figures, openConflicts: 1 });
    expect(door.lists).toEqual([{ listId: fresh.place.listId, ...figures }]);
    const quarters: { entries: number; exits: number; gateId: string }[] = door.quarters;
    expect(quarters.reduce((sum, { entries }) => sum + entries, 0)).toBe(8);
    expect(quarters.reduce((sum, { exits }) => sum + exits, 0)).toBe(2);
    expect(new Set(quarters.map(({ gateId }) => gateId))).toEqual(new Set([fresh.place.gateId]));
  });

  test('empty a list at its check-out time', async () => {
    const passed = new Date(Date.now() - 60_000);
    const checkOutAt = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      // The event's days are in summer, and the offset of its first day counts before it.
      timeZone: 'Etc/GMT-2',
    }).format(passed);
    await using fresh = await startDoorWorld({ tickets: 2, list: { checkOutAt } });
    const [one, two] = fresh.tickets;
    const phone = await fresh.phone();
    phone.write({ ...one, at: Date.now() - 10 * 60_000 });
    phone.write({ ...one, at: Date.now() - 9 * 60_000 });
    phone.write({ ...two, at: Date.now() });
    await sync(fresh.url, phone);
    expect((await readDoor(fresh)).total).toMatchObject({ inside: 1, entries: 3 });
  });
});

describe('the list of scans', () => {
  test('is read page by page, newest first, and filtered', async () => {
    await using fresh = await startDoorWorld({ tickets: 2 });
    const phone = await fresh.phone({ name: 'West' });
    const [one, two] = fresh.tickets;
    const ids = [
      phone.write({ ...one, at: minutes(1) }),
      phone.write({ ...two, at: minutes(2) }),
      phone.write({ ...two, at: minutes(3) }),
      phone.write({ at: minutes(4), result: 'refuse', effect: 'none', reason: 'forged', gate: null }),
    ];
    await sync(fresh.url, phone);
    const list = async (query: string) =>
      fresh.owner.request({ method: 'GET', url: `/api/v1/events/${fresh.place.eventId}/scans?${query}` });
    const idsOf = async (query: string) =>
      dataOf(await list(query)).map(({ id }: { id: string }) => ids.indexOf(id));
    const page = await list('limit=3');
    expect(await idsOf('limit=3')).toEqual([3, 2, 1]);
    expect(await idsOf(`limit=3&after=${page.json().page.next}`)).toEqual([0]);
    expect(await idsOf('result=refuse')).toEqual([3]);
    expect(await idsOf('reason=forged')).toEqual([3]);
    expect(await idsOf('standing=extra')).toEqual([2]);
    expect(await idsOf('search=guest%202')).toEqual([2, 1]);
    expect(await idsOf(`gateId=${fresh.place.gateId}&until=${new Date(minutes(2)).toISOString()}`)).toEqual([
      0,
    ]);
    expect(await idsOf(`deviceId=${phone.deviceId}&from=${new Date(minutes(3)).toISOString()}`)).toEqual([
      3, 2,
    ]);
    expect(dataOf(page)[1]).toMatchObject({
      deviceName: 'West',
      ticket: { name: 'Guest 2', ticketType: 'Day' },
    });
    expect((await list('after=nonsense')).statusCode).toBe(400);
  });
});
