import Type from 'typebox';
import { connectDatabase } from '../src/platform/database/connect.js';
import { createLogger } from '../src/platform/http/logger.js';
import { createMetrics } from '../src/platform/operations/metrics.js';
import { type DomainEvent, defineEvent } from '../src/platform/outbox/event.js';
import { Handlers } from '../src/platform/outbox/handlers.js';
import { publish } from '../src/platform/outbox/outbox.js';
import { startEventWorker } from '../src/platform/outbox/worker.js';
import type { QueueBackend } from '../src/platform/queue/queue.js';
import { createTenancy } from '../src/platform/tenancy/tenancy.js';
import type { TestDatabase } from './test-database.js';

/** An event that means nothing to any module. */
export const thingHappened = defineEvent('test.thing_happened', Type.Object({ number: Type.Integer() }));

/** What the handlers under test leave behind: one row an effect, without a key, so that a double shows. */
export async function createEffectTables(database: TestDatabase): Promise<void> {
  await database.query(`create schema test;
    create table test.applied (number integer not null);
    create table test.delivered (event_id uuid not null, number integer not null);
    grant usage on schema test to gatehouse_app;
    grant select, insert on all tables in schema test to gatehouse_app`);
}

type EffectTables = {
  'test.applied': { number: number };
  'test.delivered': { eventId: string; number: number };
};

export type Work = (event: DomainEvent<{ number: number }>) => Promise<void>;

export interface BenchWorkerOptions {
  readonly appUrl: string;
  readonly systemUrl: string;
  readonly backend: QueueBackend;
  /** Runs before each handler's effect; throws to make it fail. */
  readonly before?: Work;
  readonly againAfterSeconds?: number;
  /** What is looked after regularly. */
  readonly regularly?: (organisationId: string) => Promise<void>;
  readonly writeLog?: (line: string) => void;
}

/** A worker as production has it, only less patient, with one handler of each kind. */
export function startBenchWorker(options: BenchWorkerOptions): AsyncDisposable {
  const {
    appUrl,
    systemUrl,
    backend,
    before = () => Promise.resolve(),
    writeLog = () => undefined,
  } = options;
  const db = connectDatabase({ url: appUrl, poolSize: 8, onError: () => undefined });
  const tenancy = createTenancy(db);
  const handlers = new Handlers();
  handlers.applyOnce(thingHappened, 'test.apply', async (trx, event) => {
    await before(event);
    const values = { number: event.payload.number };
    await trx.$extendTables<EffectTables>().insertInto('test.applied').values(values).execute();
  });
  handlers.deliver(thingHappened, 'test.deliver', async (event) => {
    const values = { eventId: event.id, number: event.payload.number };
    await db.$extendTables<EffectTables>().insertInto('test.delivered').values(values).execute();
  });
  if (options.regularly) handlers.regularly(options.regularly);
  const worker = startEventWorker({
    systemUrl,
    backend,
    tenancy,
    handlers,
    metrics: createMetrics(),
    log: createLogger('info', { write: writeLog }),
    timing: { pollMs: 200, againAfterSeconds: options.againAfterSeconds ?? 2, takeOverMs: 1_000 },
  });
  return {
    async [Symbol.asyncDispose]() {
      await worker[Symbol.asyncDispose]();
      await db.destroy();
    },
  };
}

export interface Producer extends AsyncDisposable {
  /** Commits the numbers from `first` up to and without `end`, one transaction each. */
  produce(first: number, end: number): Promise<void>;
}

export function createProducer(appUrl: string, organisationId = crypto.randomUUID()): Producer {
  const db = connectDatabase({ url: appUrl, poolSize: 2, onError: () => undefined });
  const tenancy = createTenancy(db);
  return {
    async produce(first, end) {
      for (let number = first; number < end; number++)
        await tenancy.run({ organisationId }, (trx) =>
          publish(trx, thingHappened, { organisationId, payload: { number } }),
        );
    },
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

/** Effects so far: how many rows, how many different numbers, and how many events are still open. */
export async function readEffects(database: TestDatabase) {
  const [row] = await database.query<{
    applied: number;
    appliedOnce: number;
    deliveredOnce: number;
    ids: number;
    open: number;
  }>(`select (select count(*)::int from test.applied) as applied,
    (select count(distinct number)::int from test.applied) as "appliedOnce",
    (select count(distinct number)::int from test.delivered) as "deliveredOnce",
    (select count(distinct event_id)::int from test.delivered) as ids,
    (select count(*)::int from platform.outbox where settled_at is null) as open`);
  if (!row) throw new Error('There are no effects to read.');
  return row;
}

/** What `readEffects` says when `count` events took effect once each. */
export function allDone(count: number) {
  return { applied: count, appliedOnce: count, deliveredOnce: count, ids: count, open: 0 };
}
