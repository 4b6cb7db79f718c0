import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  allDone,
  createEffectTables,
  createProducer,
  type Producer,
  readEffects,
  startBenchWorker,
  thingHappened,
  type Work,
} from '../../../test/event-bench.js';
import { startTestRedis, type TestRedis } from '../../../test/redis.js';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { connectDatabase } from '../database/connect.js';
import type { QueueBackend } from '../queue/queue.js';
import { createTenancy } from '../tenancy/tenancy.js';
import { publish } from './outbox.js';
import { sweep } from './sweep.js';

let redis: TestRedis;
let database: TestDatabase;
let producer: Producer;
const workers: AsyncDisposable[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis[Symbol.asyncDispose]());
beforeEach(async () => {
  database = await createTestDatabase();
  await createEffectTables(database);
  producer = createProducer(database.appUrl);
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker[Symbol.asyncDispose]()));
  await producer[Symbol.asyncDispose]();
  await redis.flush();
  await database[Symbol.asyncDispose]();
});

type Kind = QueueBackend['kind'];

const backendOf = (kind: Kind): QueueBackend =>
  kind === 'redis' ? { kind, url: redis.url } : { kind, systemUrl: database.systemUrl };

function startWorker(kind: Kind, before?: Work, writeLog?: (line: string) => void): AsyncDisposable {
  const { appUrl, systemUrl } = database;
  const worker = startBenchWorker({
    appUrl,
    systemUrl,
    backend: backendOf(kind),
    ...(before ? { before } : {}),
    ...(writeLog ? { writeLog } : {}),
  });
  workers.push(worker);
  return worker;
}

const expectAllDone = (count: number) =>
  expect.poll(() => readEffects(database), { interval: 100 }).toEqual(allDone(count));

test('an event is kept with the change that caused it, and not at all when that is rolled back', async () => {
  const db = connectDatabase({ url: database.appUrl, poolSize: 1, onError: () => undefined });
  const organisationId = crypto.randomUUID();
  const change = createTenancy(db).run({ organisationId }, async (trx) => {
    await publish(trx, thingHappened, { organisationId, payload: { number: 1 } });
    throw new Error('changed my mind');
  });
  await expect(change).rejects.toThrow('changed my mind');
  await db.destroy();
  expect(await database.query('select 1 from platform.outbox')).toEqual([]);
});

test('what is looked after regularly is so for each organisation, also behind one where it fails', async () => {
  const organisations = ['first', 'second', 'third'].map((slug) => ({ slug, id: crypto.randomUUID() }));
  for (const { id, slug } of organisations)
    await database.query('insert into platform.placement (organisation_id, slug) values ($1, $2)', [
      id,
      slug,
    ]);
  const seen = new Set<string>();
  const { appUrl, systemUrl } = database;
  const regularly = async (organisationId: string) => {
    seen.add(organisationId);
    if (seen.size === 1) throw new Error('no luck here');
  };
  workers.push(startBenchWorker({ appUrl, systemUrl, backend: backendOf('postgres'), regularly }));
  await expect.poll(() => [...seen].toSorted()).toEqual(organisations.map(({ id }) => id).toSorted());
});

describe.each<[Kind]>([['postgres'], ['redis']])('with jobs in %s', (kind) => {
  test('several workers share the events, and each takes effect once', async () => {
    for (let index = 0; index < 3; index++) startWorker(kind);
    await producer.produce(0, 250);
    await expectAllDone(250);
  });

  test('a handler that throws is tried again, and the others are not held up', async () => {
    const tries = new Map<number, number>();
    startWorker(kind, async ({ payload: { number } }) => {
      tries.set(number, (tries.get(number) ?? 0) + 1);
      if (number === 3 && tries.get(number) !== 3) throw new Error('not yet');
    });
    await producer.produce(0, 10);
    await expectAllDone(10);
    expect(tries.get(3)).toBe(3);
    expect(tries.get(4)).toBe(1);
  });

  test('a stop waits for the job in hand and takes no other', async () => {
    let begun = 0;
    let ended = 0;
    const worker = startWorker(kind, async () => {
      begun += 1;
      await sleep(400);
      ended += 1;
    });
    await producer.produce(0, 30);
    await expect.poll(() => begun).toBeGreaterThan(0);
    await worker[Symbol.asyncDispose]();
    expect(ended).toBe(begun);
    expect(begun).toBeLessThan(30);
    await sleep(500);
    expect((await readEffects(database)).applied).toBe(begun);
  });

  test('what waits while no worker runs is done by the next one', async () => {
    await producer.produce(0, 20);
    startWorker(kind);
    await expectAllDone(20);
  });
});

test('nothing is lost when Redis forgets everything', async () => {
  startWorker('redis', () => sleep(5));
  const producing = producer.produce(0, 300);
  for (let index = 0; index < 4; index++) {
    await sleep(150);
    await redis.flush();
  }
  await producing;
  await redis.flush();
  await expectAllDone(300);
});

test('nothing is lost when Redis goes away and comes back, and a stop meanwhile does not hang', async () => {
  const lines: string[] = [];
  startWorker('redis', undefined, (line) => lines.push(line));
  const second = startWorker('redis');
  await producer.produce(0, 20);
  await redis.stop();
  await producer.produce(20, 40);
  await sleep(500);
  await second[Symbol.asyncDispose]();
  await redis.start();
  await expectAllDone(40);
  expect(lines.length).toBeLessThan(40);
});

test('a queue that refuses makes the worker slow and quiet, and it recovers by itself', async () => {
  const lines: string[] = [];
  await database.query('revoke all on schema jobs from gatehouse_system');
  startWorker('postgres', undefined, (line) => lines.push(line));
  await producer.produce(0, 5);
  const before = process.cpuUsage();
  await sleep(2_000);
  const used = process.cpuUsage(before);
  // A worker that asks without a break needs all of the two seconds, and never lets this line run.
  expect((used.user + used.system) / 1e6).toBeLessThan(1);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThan(10);
  await database.query('grant usage, create on schema jobs to gatehouse_system');
  await expectAllDone(5);
});

test('a queue that begins to refuse while the worker runs does the same', async () => {
  const lines: string[] = [];
  startWorker('postgres', undefined, (line) => lines.push(line));
  await producer.produce(0, 5);
  await expectAllDone(5);
  await database.query('revoke all on all tables in schema jobs from gatehouse_system');
  await producer.produce(5, 10);
  const before = process.cpuUsage();
  await sleep(2_000);
  const used = process.cpuUsage(before);
  expect((used.user + used.system) / 1e6).toBeLessThan(1);
  expect(lines.length).toBeLessThan(10);
  await database.query(
    'grant select, insert, update, delete, truncate on all tables in schema jobs to gatehouse_system',
  );
  await expectAllDone(10);
});

test('a broken wake-up connection is made again, so that events do not wait for the next poll', async () => {
  startWorker('postgres');
  const listening = `select pid from pg_stat_activity where datname = current_database()
    and application_name = 'gatehouse relay' and query = 'listen gatehouse_outbox'`;
  await expect.poll(() => database.query(listening)).toHaveLength(1);
  await database.query(`select pg_terminate_backend(pid) from (${listening}) as relay`);
  await expect.poll(() => database.query(listening)).toHaveLength(0);
  await expect.poll(() => database.query(listening)).toHaveLength(1);
  await producer.produce(0, 3);
  await expectAllDone(3);
});

test('the sweep removes what was finished 30 days ago and answers of yesterday, and nothing else', async () => {
  const organisationId = crypto.randomUUID();
  const insert = async (settled: string | null) => {
    const [row] = await database.query<{ id: string }>(
      `insert into platform.outbox (organisation_id, name, payload, settled_at)
       values ($1, 'test.x', '{}', now() - $2::interval) returning id`,
      [organisationId, settled],
    );
    await database.query(
      `insert into platform.handled_event (organisation_id, event_id, handler) values ($1, $2, 'test.y')`,
      [organisationId, row?.id],
    );
    return row?.id;
  };
  await insert('30 days 1 minute');
  const kept = [await insert('29 days 23 hours'), await insert(null)].sort();
  for (const [key, age] of [
    ['old', '24 hours 1 minute'],
    ['new', '23 hours'],
  ])
    await database.query(
      `insert into platform.idempotency (organisation_id, person_id, key, fingerprint, status, body, created_at)
       values ($1, $1, $2, '', 201, '{}', now() - $3::interval)`,
      [organisationId, key, age],
    );
  const db = connectDatabase({ url: database.systemUrl, poolSize: 1, onError: () => undefined });
  await sweep(db);
  await sql`select 1`.execute(db);
  await db.destroy();
  const idsOf = async (column: string, table: string) =>
    (await database.query<{ id: string }>(`select ${column} as id from platform.${table} order by 1`)).map(
      (row) => row.id,
    );
  expect(await idsOf('id', 'outbox')).toEqual(kept);
  expect(await idsOf('event_id', 'handled_event')).toEqual(kept);
  expect(await idsOf('key', 'idempotency')).toEqual(['new']);
});
