import type { FastifyBaseLogger } from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { type ClosedDatabase, connectDatabase } from '../database/connect.js';
import type { Metrics } from '../operations/metrics.js';
import { createQueue, createWorker, type QueueBackend } from '../queue/queue.js';
import type { Tenancy } from '../tenancy/tenancy.js';
import type { Handlers } from './handlers.js';
import { type EventJob, relayBatch, settle } from './relay.js';
import { sweep } from './sweep.js';

export interface EventWorkerOptions {
  readonly systemUrl: string;
  readonly backend: QueueBackend;
  readonly tenancy: Tenancy;
  readonly handlers: Handlers;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
}

const pollMs = 5_000;
const againAfterSeconds = 120;
const sweepMs = 10 * 60_000;

/** Moves events out of the outbox and runs their handlers until disposed. */
export async function startEventWorker(options: EventWorkerOptions): Promise<AsyncDisposable> {
  const { log, handlers, tenancy } = options;
  const onError = (error: Error) => log.warn({ err: error }, 'queue trouble');
  const db = connectDatabase({ url: options.systemUrl, poolSize: 4, onError });
  const queue = createQueue<EventJob>({ name: 'events', backend: options.backend, onError });
  const worker = createWorker<EventJob>({
    name: 'events',
    backend: options.backend,
    onError,
    concurrency: 8,
    work: (job) => handle(job, { db, handlers, tenancy, metrics: options.metrics }),
  });
  const relay = repeat(pollMs, onError, async () => {
    while ((await relayBatch({ db, queue, handlers, againAfterSeconds })) > 0);
    options.metrics.outboxWaiting.set(await waiting(db));
  });
  const sweeping = repeat(sweepMs, onError, () => sweep(db));
  const wake = await listen(options.systemUrl, relay.now, onError);
  relay.now();
  return {
    async [Symbol.asyncDispose]() {
      await wake.stop();
      await Promise.all([relay.stop(), sweeping.stop()]);
      await worker[Symbol.asyncDispose]();
      await queue[Symbol.asyncDispose]();
      await db.destroy();
    },
  };
}

async function handle(
  job: EventJob,
  deps: { db: ClosedDatabase; handlers: Handlers; tenancy: Tenancy; metrics: Metrics },
): Promise<void> {
  const run = deps.handlers.find(job.name, job.handler);
  // A handler of another release: its own worker finishes it, or the relay hands it over again.
  if (!run) throw new Error(`No handler ${job.handler} for ${job.name} in this release.`);
  try {
    await run(deps.tenancy, { id: job.eventId, organisationId: job.organisationId, payload: job.payload });
    deps.metrics.jobs.inc({ handler: job.handler, outcome: 'done' });
  } catch (error) {
    deps.metrics.jobs.inc({ handler: job.handler, outcome: 'failed' });
    throw error;
  }
  await settle(deps.db, job, deps.handlers.namesFor(job.name).length);
}

async function waiting(db: ClosedDatabase): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::int as count from platform.outbox where settled_at is null`.execute(db);
  return result.rows[0]?.count ?? 0;
}

/** Runs `work` every so often and on demand, never twice at once. */
function repeat(everyMs: number, onError: (error: Error) => void, work: () => Promise<void>) {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const now = (): void => {
    if (stopped) return;
    again = true;
    running ??= (async () => {
      while (again && !stopped) {
        again = false;
        await work().catch(onError);
      }
      running = undefined;
    })();
  };
  const timer = setInterval(now, everyMs);
  return {
    now,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** Wakes the relay when a transaction with an event commits. Without the connection, polling goes on. */
async function listen(url: string, onWake: () => void, onError: (error: Error) => void) {
  let stopped = false;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  async function connect(): Promise<void> {
    if (stopped) return;
    const next = new pg.Client({
      connectionString: url,
      application_name: 'gatehouse relay',
      keepAlive: true,
    });
    next.on('error', onError);
    next.on('end', () => {
      if (!stopped) retry = setTimeout(() => void connect(), 1000);
    });
    next.on('notification', onWake);
    try {
      await next.connect();
      await next.query('listen gatehouse_outbox');
      client = next;
    } catch (error) {
      onError(error as Error);
    }
  }
  await connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
