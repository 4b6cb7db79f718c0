import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf } from '../../../../test/answers.js';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import { TestSocket } from '../../../../test/live-socket.js';
import type { LogPhone } from '../../../../test/log-phone.js';
import { startTestRedis, type TestRedis } from '../../../../test/redis.js';
import { expectAllOnce, handOver, handOverAll, scanSome } from '../../../../test/row-by-row.js';

const floods = process.env['GATEHOUSE_SOAK'] ? 100 : 6;
const tickets = 12;
const hourMs = 3_600_000;

let redis: TestRedis;
let world: DoorWorld;
beforeAll(async () => {
  redis = await startTestRedis();
  world = await startDoorWorld({ tickets, env: { REDIS_URL: redis.url, GATEHOUSE_PROCESS: 'all' } });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

async function listen(phone: LogPhone): Promise<TestSocket> {
  const { gatehouse } = world;
  const url = '/api/v1/device/live-tickets';
  const answer = await gatehouse.app.inject({ method: 'POST', url, headers: phone.headers });
  const socket = new TestSocket(gatehouse.url, dataOf(answer).ticket);
  expect(await socket.opened()).toBe(101);
  return socket;
}

/** The relay hands over again what nobody has finished for two minutes: they have passed now. */
function letTimePass(): Promise<unknown> {
  return world.gatehouse.database.query(
    `update platform.outbox set relayed_at = relayed_at - interval '1 hour' where settled_at is null`,
  );
}

async function setState(ticketId: string, state: 'good' | 'cancelled'): Promise<void> {
  const url = `/api/v1/events/${world.place.eventId}/tickets/${ticketId}/state`;
  const answer = await world.owner.request({ method: 'PUT', url, payload: { state } });
  expect(answer.statusCode, answer.body).toBe(200);
}

const standing = async (ids: readonly string[]) =>
  (
    await world.gatehouse.database.query<{ standing: string }>(
      'select distinct standing from checkin.scan where id = any($1) order by 1',
      [ids],
    )
  ).map((row) => row.standing);

test('a Redis that is emptied again and again loses no scan, no job and no push', async () => {
  const [early, ...phones] = [await world.phone(), await world.phone(), await world.phone()];
  if (!early) throw new Error('There is no phone.');
  // Scanned by a clock that is ahead: only a job that looks at them again can find that their tickets are dead.
  const ahead = world.tickets.map((ticket) => early.write({ ...ticket, at: Date.now() + hourMs }));
  await handOver(world, early);
  expect(await standing(ahead)).toEqual(['stands']);

  using socket = await listen(early);
  let isOver = false;
  const scanning = phones.map(async (phone) => {
    while (!isOver) {
      scanSome(world, phone);
      await handOver(world, phone);
    }
  });
  for (let flood = 0; flood < floods; flood++) {
    const ticket = world.tickets[flood % tickets];
    if (ticket) await setState(ticket.ticketId, flood < tickets ? 'cancelled' : 'good');
    await sleep(Math.random() * 60);
    await redis.flush();
  }
  for (const { ticketId } of world.tickets) await setState(ticketId, 'cancelled');
  await redis.flush();
  socket.forget();
  await expect.poll(() => socket.heardOf(world.place.eventId)).toContain('scans');
  isOver = true;
  await Promise.all(scanning);

  await expect
    .poll(async () => {
      await letTimePass();
      return standing(ahead);
    })
    .toEqual(['stale']);
  const settled = `select count(*)::int as left from platform.outbox where settled_at is null`;
  await expect
    .poll(async () => {
      await letTimePass();
      return world.gatehouse.database.query(settled);
    })
    .toEqual([{ left: 0 }]);
  await handOverAll(world, phones);
  await expectAllOnce(world, [early, ...phones]);
}, 300_000);
