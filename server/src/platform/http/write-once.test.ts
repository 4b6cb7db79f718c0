import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { outcomeOf } from '../../../test/answers.js';
import {
  type Actor,
  addActor,
  createActor,
  newEvent,
  startTestApp,
  type TestApp,
} from '../../../test/test-app.js';

let gatehouse: TestApp;
let owner: Actor;
let key: string;

beforeAll(async () => {
  gatehouse = await startTestApp();
  owner = await createActor(gatehouse.app, 'harbour');
});
afterAll(() => gatehouse[Symbol.asyncDispose]());
beforeEach(() => {
  key = crypto.randomUUID();
});

function write(actor: Actor, name: string, withKey = key) {
  const headers = { 'idempotency-key': withKey };
  return actor.request({ method: 'POST', url: '/api/v1/events', headers, payload: newEvent(name) });
}

async function countEvents(name: string): Promise<number> {
  const rows = await gatehouse.database.query('select 1 from events.event where name = $1', [name]);
  return rows.length;
}

test('a repeated request gets the same bytes and makes nothing', async () => {
  const first = await write(owner, 'Repeated');
  const second = await write(owner, 'Repeated');
  expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
  expect(second.body).toBe(first.body);
  expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
    undefined,
    'true',
  ]);
  expect(await countEvents('Repeated')).toBe(1);
});

test('a repeat replays what was answered then, not what is true now', async () => {
  const first = await write(owner, 'Then');
  await gatehouse.database.query(`update events.event set name = 'Now' where name = 'Then'`);
  expect((await write(owner, 'Then')).body).toBe(first.body);
});

test('the same key with another body or at another route is refused', async () => {
  await write(owner, 'One body');
  expect(outcomeOf(await write(owner, 'Another body'))).toBe('422 platform.idempotency_key_reused');
  expect(await countEvents('Another body')).toBe(0);
  const { id } = (await write(owner, 'One body')).json().data;
  const elsewhere = await owner.request({
    method: 'POST',
    url: `/api/v1/events/${id}/zones`,
    headers: { 'idempotency-key': key },
    payload: { name: 'Hall' },
  });
  expect(outcomeOf(elsewhere)).toBe('422 platform.idempotency_key_reused');
});

test('the same key of another person or organisation is another key', async () => {
  const { app } = gatehouse;
  const colleague = await addActor(app, owner.organisationId, { email: 'c@example.org', role: 'organiser' });
  const stranger = await createActor(app, 'other-house');
  await app.identity.addMember(stranger.organisationId, owner.personId, 'owner');
  const elsewhere: Actor = {
    ...owner,
    request: (options) =>
      owner.request({
        ...options,
        headers: { ...options.headers, 'x-organisation': stranger.organisationId },
      }),
  };
  for (const actor of [owner, colleague, stranger, elsewhere])
    expect((await write(actor, 'Everybody’s')).headers['idempotency-replayed']).toBeUndefined();
  expect(await countEvents('Everybody’s')).toBe(4);
});

test('of many at once one creates; the others are told to wait or get its answer', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => write(owner, 'At once')));
  expect(await countEvents('At once')).toBe(1);
  const outcomes = answers.map(outcomeOf);
  expect(new Set([...outcomes, '201', '409 platform.request_running']).size).toBe(2);
  const created = answers.filter((answer) => answer.statusCode === 201);
  expect(created.length).toBeGreaterThan(0);
  expect(new Set(created.map((answer) => answer.body)).size).toBe(1);
  expect(created.filter((answer) => answer.headers['idempotency-replayed'] === undefined)).toHaveLength(1);
});

test('a command that failed is not kept: the corrected request may use the key', async () => {
  const wrong = await owner.request({
    method: 'POST',
    url: '/api/v1/events',
    headers: { 'idempotency-key': key },
    payload: { ...newEvent('Corrected'), endsAt: '2027-07-01T18:00:00.000Z' },
  });
  expect(outcomeOf(wrong)).toBe('422 events.wrong_times endsAt');
  expect((await write(owner, 'Corrected')).statusCode).toBe(201);
});

test('a connection that is killed during the command leaves neither the event nor the answer', async () => {
  const { database } = gatehouse;
  await database.query('begin');
  await database.query('lock table events.event in exclusive mode');
  const interrupted = write(owner, 'Interrupted');
  const waiting = `select pid from pg_locks where not granted and relation = 'events.event'::regclass`;
  await expect.poll(() => database.query(waiting)).toHaveLength(1);
  expect(outcomeOf(await write(owner, 'Interrupted'))).toBe('409 platform.request_running');
  await database.query(`select pg_terminate_backend(pid) from (${waiting}) as stuck`);
  await database.query('commit');
  expect(outcomeOf(await interrupted)).toBe('503 platform.unavailable');
  expect(await countEvents('Interrupted')).toBe(0);
  const again = await write(owner, 'Interrupted');
  expect([again.statusCode, again.headers['idempotency-replayed']]).toEqual([201, undefined]);
  expect(await countEvents('Interrupted')).toBe(1);
});

test('after 24 hours a key is as good as new', async () => {
  await write(owner, 'A day ago');
  const age = (by: string) =>
    gatehouse.database.query(`update platform.idempotency set created_at = now() - $1::interval`, [by]);
  await age('23 hours 59 minutes');
  expect((await write(owner, 'A day ago')).headers['idempotency-replayed']).toBe('true');
  await age('24 hours 1 second');
  expect((await write(owner, 'A new day')).statusCode).toBe(201);
  expect(await countEvents('A day ago')).toBe(1);
});

test('a key has 1 to 255 characters', async () => {
  const refused = '400 platform.invalid_request idempotency-key';
  expect(outcomeOf(await write(owner, 'Key', ''))).toBe(refused);
  expect(outcomeOf(await write(owner, 'Key', 'k'.repeat(256)))).toBe(refused);
  expect(await countEvents('Key')).toBe(0);
  expect((await write(owner, 'Key', 'k'.repeat(255))).statusCode).toBe(201);
});

test('without a key every request creates', async () => {
  for (let index = 0; index < 2; index++)
    await owner.request({ method: 'POST', url: '/api/v1/events', payload: newEvent('No key') });
  expect(await countEvents('No key')).toBe(2);
});
