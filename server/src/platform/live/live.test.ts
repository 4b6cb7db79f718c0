import { openTicketsPage } from '@gatehouse/shared/manifest';
import { openScansPage } from '@gatehouse/shared/protocol';
import { chooseEd25519 } from '@gatehouse/shared/signing';
import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { create, dataOf, outcomeOf, send } from '../../../test/answers.js';
import { addDoor, readTicket } from '../../../test/door-world.js';
import { TestSocket } from '../../../test/live-socket.js';
import { addPhone, doorKeyOf, sync } from '../../../test/log-phone.js';
import { type Phone, pairPhone } from '../../../test/phones.js';
import { startTestRedis, type TestRedis } from '../../../test/redis.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';
import { type EventChange, liveTopics } from './live.js';
import { closeCodes } from './live-connection.js';

const patience = { timeout: 20_000, interval: 20 };
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, patience);
const secrets = { ACCESS_TOKEN_SECRET: 'a'.repeat(40), ENCRYPTION_KEY: 'b'.repeat(64) };

const ticketFor = async (actor: { request: Actor['request'] }, url: string): Promise<string> =>
  dataOf(await actor.request({ method: 'POST', url: `/api/v1${url}` })).ticket;
const phoneTicket = (phone: Phone) => ticketFor(phone, '/device/live-tickets');

/** Publishes as any process does that has the database. */
async function publish(gatehouse: TestApp, change: EventChange): Promise<void> {
  const { tenancy, live } = gatehouse.app.platform;
  await tenancy.run({ organisationId: change.organisationId }, (trx) => live.publish(trx, change));
}

async function openSocket(gatehouse: TestApp, ticket: string): Promise<TestSocket> {
  const socket = new TestSocket(gatehouse.url, ticket);
  expect(await socket.opened()).toBe(101);
  return socket;
}

describe.each(['PostgreSQL', 'Redis'] as const)('two processes over %s', (kind) => {
  let redis: TestRedis | undefined;
  let one: TestApp;
  let two: TestApp;
  let owner: Actor;
  let eventId: string;

  beforeAll(async () => {
    redis = kind === 'Redis' ? await startTestRedis() : undefined;
    const env = { ...secrets, ...(redis ? { REDIS_URL: redis.url } : {}) };
    one = await startTestApp(env);
    two = await startTestApp({ ...env, DATABASE_URL: one.database.appUrl });
    owner = await createActor(one.app, 'harbour');
    eventId = (await create(owner, '/events', newEvent())).id;
  });
  afterAll(async () => {
    await two[Symbol.asyncDispose]();
    await one[Symbol.asyncDispose]();
    await redis?.[Symbol.asyncDispose]();
  });

  test('tell each other’s sockets what has changed, and first of all everything', async () => {
    const phone = await pairPhone({ app: one.app, owner, eventId });
    using here = await openSocket(one, await phoneTicket(phone));
    using there = await openSocket(two, await ticketFor(owner, `/events/${eventId}/live-tickets`));
    const { publicNumber } = dataOf(await owner.request({ url: `/api/v1/events/${eventId}` }));
    for (const socket of [here, there])
      await eventually(() =>
        expect(socket.messages[0]).toEqual({
          changed: [{ event: eventId, number: publicNumber, what: [...liveTopics] }],
        }),
      );
    for (const from of [one, two]) {
      for (const socket of [here, there]) socket.forget();
      await publish(from, { organisationId: owner.organisationId, eventId, what: ['scans'] });
      for (const socket of [here, there])
        await eventually(() => expect(socket.heardOf(eventId)).toEqual(new Set(['scans'])));
    }
  });

  test('carry to phones the pages themselves, the same bytes everywhere, and tell of what is too much', async () => {
    const { place, ticketTypeId } = await addDoor(owner);
    const { id } = await create(owner, `/events/${place.eventId}/tickets`, { ticketTypeId, name: 'Ann' });
    const ticket = await readTicket(one, id);
    const [writer, hearer] = [await addPhone(one, place), await addPhone(one, place)];
    const asHearer = {
      request: (wish: InjectOptions) => one.app.inject({ ...wish, headers: hearer.headers }),
    };
    const ticketOf = () => ticketFor(asHearer, '/device/live-tickets');
    using here = await openSocket(one, await ticketOf());
    using there = await openSocket(two, await ticketOf());
    for (const socket of [here, there]) await eventually(() => expect(socket.messages).not.toHaveLength(0));
    const doorKey = await doorKeyOf(one.app, owner.organisationId);
    const verify = await chooseEd25519(crypto.subtle);
    const pagesOfBoth = async (feed: string, already: number): Promise<Uint8Array> => {
      await eventually(() => {
        const pages = [here, there].map((socket) => socket.pagesOf(place.eventId, feed)[already]);
        expect(pages[0]).toBeTruthy();
        expect(pages[1]).toBe(pages[0]);
      });
      return new Uint8Array(Buffer.from(here.pagesOf(place.eventId, feed)[already] ?? '', 'base64url'));
    };
    for (const round of [0, 1]) {
      writer.write(ticket);
      await sync(one.url, writer, await writer.batch(round + 1));
      const page = await openScansPage(await pagesOfBoth('scans', round), doorKey, verify);
      expect(page).toMatchObject({ ok: true, value: { from: round, to: round + 1 } });
    }
    await owner.request({
      method: 'PUT',
      url: `/api/v1/events/${place.eventId}/tickets/${id}/state`,
      payload: { state: 'cancelled' },
    });
    await publish(one, { organisationId: owner.organisationId, eventId: place.eventId, what: ['tickets'] });
    const page = await openTicketsPage(await pagesOfBoth('tickets', 0), doorKey, verify);
    expect(page).toMatchObject({ ok: true, value: { from: 1, to: 2 } });

    for (const socket of [here, there]) socket.forget();
    for (let row = 0; row < 200; row++) writer.write(ticket);
    await sync(one.url, writer, await writer.batch(3));
    for (const socket of [here, there]) {
      await eventually(() => expect(socket.heardOf(place.eventId)).toContain('scans'));
      expect(socket.pagesOf(place.eventId, 'scans')).toEqual([]);
    }
    writer.write(ticket);
    await sync(one.url, writer, await writer.batch(203));
    const next = await openScansPage(await pagesOfBoth('scans', 0), doorKey, verify);
    expect(next.ok && next.value.to - next.value.from).toBeGreaterThan(0);
    expect(next.ok && next.value.to - next.value.from).toBeLessThan(10);
  });

  test('tell nothing of a transaction that did not commit', async () => {
    using socket = await openSocket(two, await ticketFor(owner, `/events/${eventId}/live-tickets`));
    await eventually(() => expect(socket.messages).toHaveLength(1));
    socket.forget();
    const { organisationId } = owner;
    const { tenancy, live } = one.app.platform;
    const undone = tenancy.run({ organisationId }, async (trx) => {
      await live.publish(trx, { organisationId, eventId, what: ['conflicts'] });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await publish(one, { organisationId, eventId, what: ['scans'] });
    await eventually(() => expect(socket.heardOf(eventId)).toEqual(new Set(['scans'])));
  });

  test('close a revoked phone’s socket wherever it is, and give it no other', async () => {
    const phone = await pairPhone({ app: one.app, owner, eventId });
    const spare = await phoneTicket(phone);
    using socket = await openSocket(two, await phoneTicket(phone));
    expect(await send(owner, `POST /events/${eventId}/devices/${phone.deviceId}/revoke`)).toBe('200');
    expect(await socket.closed()).toBe(closeCodes.revoked);
    expect(socket.messages.at(-1)).toEqual({ device: 'revoked' });
    using late = new TestSocket(one.url, spare);
    expect(await late.opened()).toBe(401);
  });

  test('take a ticket once between them', async () => {
    for (let round = 0; round < 4; round++) {
      const ticket = await ticketFor(owner, `/events/${eventId}/live-tickets`);
      const sockets = [one, two, one, two].map(({ url }) => new TestSocket(url, ticket));
      const statuses = await Promise.all(sockets.map((socket) => socket.opened()));
      expect(statuses.sort()).toEqual([101, 401, 401, 401]);
      for (const socket of sockets) socket[Symbol.dispose]();
    }
  });

  test.runIf(kind === 'Redis')('go on without Redis, and say everything again when it is back', async () => {
    if (!redis) throw new Error('There is no Redis.');
    using socket = await openSocket(two, await ticketFor(owner, `/events/${eventId}/live-tickets`));
    await redis.stop();
    await publish(one, { organisationId: owner.organisationId, eventId, what: ['scans'] });
    await redis.start();
    expect(await socket.closed()).toBe(closeCodes.again);
    using again = await openSocket(two, await ticketFor(owner, `/events/${eventId}/live-tickets`));
    await eventually(async () => {
      await publish(one, { organisationId: owner.organisationId, eventId, what: ['scans'] });
      expect(again.messages.length).toBeGreaterThan(1);
    });
  });

  test.runIf(kind === 'PostgreSQL')('ask sockets to come again after the database was away', async () => {
    using socket = await openSocket(two, await ticketFor(owner, `/events/${eventId}/live-tickets`));
    await one.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'gatehouse live' and datname = current_database()`,
    );
    expect(await socket.closed()).toBe(closeCodes.again);
  });
});

describe('the socket', () => {
  let gatehouse: TestApp;
  let owner: Actor;
  let eventId: string;

  beforeAll(async () => {
    gatehouse = await startTestApp({ GATEHOUSE_PROCESS: 'all', CORS_ORIGINS: 'https://door.example' });
    owner = await createActor(gatehouse.app, 'harbour');
    eventId = (await create(owner, '/events', newEvent())).id;
  });
  afterAll(() => gatehouse[Symbol.asyncDispose]());

  /** Only what phones hold can become old. */
  const signRoot = async (phone: Phone) =>
    expect(outcomeOf(await phone.request({ url: `/api/v1/device/events/${eventId}/root` }))).toBe('200');
  const portalTicket = () => ticketFor(owner, `/events/${eventId}/live-tickets`);

  test('opens with a ticket of the last minute', async () => {
    for (const ticket of ['A'.repeat(64), await portalTicket()]) {
      await gatehouse.database.query(`update platform.live_ticket set expires_at = now() - interval '1 s'`);
      using socket = new TestSocket(gatehouse.url, ticket);
      expect(await socket.opened()).toBe(401);
    }
    using none = new TestSocket(gatehouse.url, '');
    expect(await none.opened()).toBe(400);
    const plain = await gatehouse.app.inject({ url: `/api/v1/live?ticket=${await portalTicket()}` });
    expect(outcomeOf(plain)).toBe('426 platform.upgrade_required');
  });

  test('keeps nothing that opens it', async () => {
    const ticket = await portalTicket();
    const secret = Buffer.from(ticket, 'base64url').subarray(16);
    const rows = await gatehouse.database.query<{ text: string }>(
      `select t::text || encode(hash, 'base64') as text from platform.live_ticket t`,
    );
    const kept = rows.map(({ text }) => text).join();
    expect(kept).not.toBe('');
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(kept).not.toContain(secret.toString(form));
  });

  test('opens from pages of our own and of allowed origins, and leaves the ticket good otherwise', async () => {
    const ticket = await portalTicket();
    using foreign = new TestSocket(gatehouse.url, ticket, { origin: 'https://evil.example' });
    expect(await foreign.opened()).toBe(403);
    using allowed = new TestSocket(gatehouse.url, ticket, { origin: 'https://door.example' });
    expect(await allowed.opened()).toBe(101);
    const own = gatehouse.url.replace('localhost', '127.0.0.1');
    using ours = new TestSocket(gatehouse.url, await portalTicket(), { origin: own });
    expect(await ours.opened()).toBe(101);
  });

  test('of another organisation hears nothing, whatever the event’s id', async () => {
    const other = await createActor(gatehouse.app, 'meadow');
    const theirs = (await create(other, '/events', newEvent())).id;
    expect(await send(other, `POST /events/${eventId}/live-tickets`)).toBe('404 platform.not_found');
    using socket = await openSocket(gatehouse, await ticketFor(other, `/events/${theirs}/live-tickets`));
    using mine = await openSocket(gatehouse, await portalTicket());
    // What is published before the first message goes out goes out with it.
    await eventually(() => expect([socket.messages.length, mine.messages.length]).toEqual([1, 1]));
    await publish(gatehouse, { organisationId: owner.organisationId, eventId, what: ['scans'] });
    // Somebody who publishes for one organisation the event of another reaches nobody either.
    await publish(gatehouse, { organisationId: owner.organisationId, eventId: theirs, what: ['scans'] });
    await eventually(() => expect(mine.messages.length).toBeGreaterThan(1));
    await publish(gatehouse, { organisationId: other.organisationId, eventId: theirs, what: ['root'] });
    await eventually(() => expect(socket.messages).toHaveLength(2));
    expect(socket.messages[1]?.changed).toMatchObject([{ event: theirs, what: ['root'] }]);
  });

  test('is told at most four times a second, and of everything', async () => {
    using socket = await openSocket(gatehouse, await portalTicket());
    await eventually(() => expect(socket.messages).not.toHaveLength(0));
    const begin = performance.now();
    const { organisationId } = owner;
    const { tenancy, live } = gatehouse.app.platform;
    for (let count = 0; count < 60; count++)
      await tenancy.run({ organisationId }, async (trx) => {
        await live.publish(trx, { organisationId, eventId, what: [count % 2 ? 'scans' : 'tickets'] });
        await sql`select pg_sleep(0.01)`.execute(trx);
      });
    await publish(gatehouse, { organisationId, eventId, what: ['root'] });
    await eventually(() => expect(socket.heardOf(eventId)).toContain('root'));
    await eventually(() => expect(socket.messages.at(-1)?.changed?.[0]?.what).toContain('root'));
    // The sender never puts two less than 250 ms apart, so this many fit into the time and no more.
    const most = (performance.now() - begin) / 250 + 2;
    expect(socket.messages.length).toBeLessThanOrEqual(most);
  });

  test('is closed for who speaks, and for the oldest of too many of one person', async () => {
    using speaking = await openSocket(gatehouse, await portalTicket());
    speaking.socket.send('hello');
    expect(await speaking.closed()).toBe(closeCodes.unasked);
    using shouting = await openSocket(gatehouse, await portalTicket());
    shouting.socket.send('x'.repeat(2000));
    expect(await shouting.closed()).toBe(1009);
    const sockets: TestSocket[] = [];
    for (let count = 0; count < 5; count++) sockets.push(await openSocket(gatehouse, await portalTicket()));
    expect(await sockets[0]?.closed()).toBe(closeCodes.replaced);
    for (const socket of sockets.slice(1)) expect(socket.closedWith).toBeUndefined();
    for (const socket of sockets) socket[Symbol.dispose]();
  });

  test('of a waiting phone hears that it was confirmed, and comes again', async () => {
    const phone = await pairPhone({ app: gatehouse.app, owner, eventId }, { confirm: false });
    using socket = await openSocket(gatehouse, await phoneTicket(phone));
    await publish(gatehouse, { organisationId: owner.organisationId, eventId, what: ['scans'] });
    expect(await send(owner, `POST /events/${eventId}/devices/${phone.deviceId}/confirm`)).toBe('200');
    expect(await socket.closed()).toBe(closeCodes.again);
    expect(socket.messages).toEqual([{ device: 'changed' }]);
    using again = await openSocket(gatehouse, await phoneTicket(phone));
    await eventually(() => expect(again.heardOf(eventId).size).toBe(liveTopics.length));
    await signRoot(phone);
    again.forget();
    await send(owner, `PATCH /events/${eventId}/devices/${phone.deviceId}`, { name: 'Other' });
    await eventually(() => expect(again.messages).toContainEqual({ device: 'changed' }));
    await eventually(() => expect(again.heardOf(eventId)).toEqual(new Set(['devices', 'root'])));
  });

  test('hears of tickets and of the door when a worker has handled their events', async () => {
    await signRoot(await pairPhone({ app: gatehouse.app, owner, eventId }));
    using socket = await openSocket(gatehouse, await portalTicket());
    await eventually(() => expect(socket.heardOf(eventId)).toContain('root'));
    socket.forget();
    const zone = await create(owner, `/events/${eventId}/zones`, { name: 'Hall' });
    await eventually(() => expect(socket.heardOf(eventId)).toEqual(new Set(['root'])));
    const type = await create(owner, `/events/${eventId}/ticket-types`, { name: 'Day', zoneIds: [zone.id] });
    await create(owner, `/events/${eventId}/tickets`, { ticketTypeId: type.id, name: 'Ann' });
    await eventually(() => expect(socket.heardOf(eventId)).toEqual(new Set(['root', 'tickets'])));
  });
});

test('a process that stops says so to its sockets and does not wait for those that are silent', async () => {
  const gatehouse = await startTestApp();
  const owner = await createActor(gatehouse.app, 'harbour');
  const eventId = (await create(owner, '/events', newEvent())).id;
  const ticket = () => ticketFor(owner, `/events/${eventId}/live-tickets`);
  using polite = await openSocket(gatehouse, await ticket());
  using silent = await openSocket(gatehouse, await ticket());
  silent.socket.pause();
  await gatehouse[Symbol.asyncDispose]();
  expect(await polite.closed()).toBe(closeCodes.again);
});
