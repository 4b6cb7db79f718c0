import type { FastifyBaseLogger } from 'fastify';
import { sql } from 'kysely';
import { type ClosedDatabase, connectDatabase } from '../database/connect.js';
import { PermanentFailure } from '../errors/permanent-failure.js';
import type { Metrics } from '../operations/metrics.js';
import { createQueue, type QueueBackend } from '../queue/queue.js';
import { createWorker } from '../queue/work.js';
import type { Tenancy } from '../tenancy/tenancy.js';
import { calmLog } from './calm-log.js';
import type { Handlers } from './handlers.js';
import { doRegularWork } from './regular-work.js';
import { type EventJob, relayBatch, settle } from './relay.js';
import { sweep } from './sweep.js';
import { listenForEvents } from './wake-up.js';

export interface EventWorkerOptions {
  readonly systemUrl: string;
  readonly backend: QueueBackend;
  readonly tenancy: Tenancy;
  readonly handlers: Handlers;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
  readonly timing?: Timing;
}

/** How patient the worker is. */
export interface Timing {
  /** How often the relay looks for events without having been woken. */
  readonly pollMs: number;
  readonly againAfterSeconds: number;
  readonly takeOverMs: number;
}

const usualTiming: Timing = { pollMs: 5_000, againAfterSeconds: 120, takeOverMs: 30_000 };
const sweepMs = 10 * 60_000;
const regularlyMs = 5 * 60_000;

/** Moves events out of the outbox and runs their handlers until disposed. */
export function startEventWorker(options: EventWorkerOptions): AsyncDisposable {
  const { log, handlers, tenancy, systemUrl, backend } = options;
  const { pollMs, againAfterSeconds, takeOverMs } = options.timing ?? usualTiming;
  const onError = calmLog(log, 'queue trouble');
  const db = connectDatabase({ url: systemUrl, poolSize: 4, onError });
  const queue = createQueue<EventJob>({ name: 'events', backend, onError });
  const worker = createWorker<EventJob>({
    name: 'events',
    backend,
    onError,
    concurrency: 8,
    takeOverMs,
    work: (job) => handle(job, { db, handlers, tenancy, metrics: options.metrics, onError }),
  });
  const relay = repeat(pollMs, onError, async (stopped) => {
    while (!stopped() && (await relayBatch({ db, queue, handlers, againAfterSeconds })) > 0);
    options.metrics.outboxWaiting.set(await waiting(db));
  });
  const sweeping = repeat(sweepMs, onError, () => sweep(db));
  const regular = repeat(regularlyMs, onError, (stopped) =>
    doRegularWork({ db, handlers, onError, stopped }),
  );
  const wakeUp = listenForEvents({ url: systemUrl, onWake: relay.now, onError });
  relay.now();
  regular.now();
  return {
    async [Symbol.asyncDispose]() {
      await wakeUp[Symbol.asyncDispose]();
      await Promise.all([relay.stop(), sweeping.stop(), regular.stop()]);
      await worker[Symbol.asyncDispose]();
      await queue[Symbol.asyncDispose]();
      await db.destroy();
    },
  };
}

async function handle(
  job: EventJob,
  deps: Pick<EventWorkerOptions, 'handlers' | 'tenancy' | 'metrics'> & {
    db: ClosedDatabase;
    onError: (error: Error) => void;
  },
): Promise<void> {
  const run = deps.handlers.find(job.name, job.handler);
  // A handler of another release: its own worker finishes it, or the relay hands it over again.
  if (!run) throw new Error(`No handler ${job.handler} for ${job.name} in this release.`);
  try {
    await run(deps.tenancy, { id: job.eventId, organisationId: job.organisationId, payload: job.payload });
    deps.metrics.jobs.inc({ handler: job.handler, outcome: 'done' });
  } catch (error) {
    const givenUp = error instanceof PermanentFailure;
    deps.metrics.jobs.inc({ handler: job.handler, outcome: givenUp ? 'given_up' : 'failed' });
    if (!givenUp) throw error;
    deps.onError(error);
  }
  await settle(deps.db, job, deps.handlers.namesFor(job.name).length);
}

async function waiting(db: ClosedDatabase): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::int as count from platform.outbox where settled_at is null`.execute(db);
  return result.rows[0]?.count ?? 0;
}

/** Runs `work` every so often and on demand, never twice at once. */
function repeat(
  everyMs: number,
  onError: (error: Error) => void,
  work: (stopped: () => boolean) => Promise<void>,
) {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const now = (): void => {
    if (stopped) return;
    again = true;
    running ??= (async () => {
      while (again && !stopped) {
        again = false;
        await work(() => stopped).catch(onError);
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
