import { createPrivateKey, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { create, send } from '../../../test/answers.js';
import { type Actor, createActor, newEvent, startTestApp, type TestApp } from '../../../test/test-app.js';
import { createSealer } from '../../platform/secrets-at-rest/sealer.js';
import { drawNumbers } from './codes.js';
import { lockFeed } from './feed.js';
import { readCodeTexts } from './read-code.js';

let gatehouse: TestApp;
let owner: Actor;
let key: { organisationId: string; eventId: string };
let ticketId: string;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
  const event = await create(owner, '/events', newEvent());
  const type = await create(owner, `/events/${event.id}/ticket-types`, { name: 'Standard' });
  key = { organisationId: owner.organisationId, eventId: event.id };
  ticketId = (await create(owner, `/events/${event.id}/tickets`, { ticketTypeId: type.id })).id;
});
afterAll(() => gatehouse[Symbol.asyncDispose]());

test('a number whose first 45 bits are taken is drawn again', async () => {
  const [row] = await gatehouse.database.query<{ number: Buffer }>('select number from ticketing.ticket');
  const fresh = randomBytes(8);
  const draws = [row?.number ?? fresh, fresh, fresh, Buffer.alloc(8, 7)];
  const drawn = await gatehouse.app.platform.tenancy.run(owner, async (trx) =>
    drawNumbers(trx, await lockFeed(trx, key), { howMany: 2, random: () => draws.shift() ?? randomBytes(8) }),
  );
  expect(drawn.map(({ number }) => number)).toEqual([fresh, Buffer.alloc(8, 7)]);
});

test('no private key lies in the table, and another master key opens none', async () => {
  const [row] = await gatehouse.database.query<{ sealed: Buffer }>(
    'select sealed_private_key as sealed from ticketing.key',
  );
  const sealed = row?.sealed ?? Buffer.alloc(0);
  const { sealer, tenancy } = gatehouse.app.platform;
  const secret = sealer.open(sealed, ['ticketing.key', key.organisationId, key.eventId, '0']);
  expect(secret).toHaveLength(32);
  expect(sealed.includes(secret)).toBe(false);
  expect(() => createPrivateKey({ key: sealed, format: 'der', type: 'pkcs8' })).toThrow();
  const others = { events: gatehouse.app.events, sealer: createSealer(randomBytes(32)) };
  const reading = tenancy.run(owner, (trx) => readCodeTexts(trx, others, { ...key, ticketId }));
  await expect(reading).rejects.toMatchObject({ definition: { code: 'platform.sealed_secret' } });
});

test('a key moved to another event opens nothing there', async () => {
  const other = await create(owner, '/events', newEvent());
  const type = await create(owner, `/events/${other.id}/ticket-types`, { name: 'Standard' });
  const ticket = await create(owner, `/events/${other.id}/tickets`, { ticketTypeId: type.id });
  await gatehouse.database.query(
    `update ticketing.key set sealed_private_key = (select sealed_private_key from ticketing.key where event_id = $1)
       where event_id = $2`,
    [key.eventId, other.id],
  );
  expect(await send(owner, `GET /events/${other.id}/tickets/${ticket.id}/code`)).toBe(
    '503 platform.sealed_secret',
  );
});

test('whoever changes a ticket waits until the one before has committed', async () => {
  const { tenancy } = gatehouse.app.platform;
  const order: string[] = [];
  let second: Promise<unknown> = Promise.resolve();
  await tenancy.run(owner, async (trx) => {
    await lockFeed(trx, key);
    second = tenancy.run(owner, (other) => lockFeed(other, key)).then(() => order.push('second'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    order.push('first');
  });
  await second;
  expect(order).toEqual(['first', 'second']);
});
