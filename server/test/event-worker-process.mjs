import Type from 'typebox';
import { connectDatabase } from '../dist/platform/database/connect.js';
import { createLogger } from '../dist/platform/http/logger.js';
import { createMetrics } from '../dist/platform/operations/metrics.js';
import { defineEvent } from '../dist/platform/outbox/event.js';
import { Handlers } from '../dist/platform/outbox/handlers.js';
import { startEventWorker } from '../dist/platform/outbox/worker.js';
import { createTenancy } from '../dist/platform/tenancy/tenancy.js';

/**
 * A worker in a process of its own, for tests that kill it: it says `ready` and works until it dies. It runs the
 * build, as plain Node has to, with the same two handlers as `event-bench.ts`.
 */
const { appUrl, systemUrl, backend } = JSON.parse(process.argv[2]);
const thingHappened = defineEvent('test.thing_happened', Type.Object({ number: Type.Integer() }));
const db = connectDatabase({ url: appUrl, poolSize: 8, onError: () => undefined });
const handlers = new Handlers();
const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 20));

handlers.applyOnce(thingHappened, 'test.apply', async (trx, event) => {
  await pause();
  await trx.insertInto('test.applied').values({ number: event.payload.number }).execute();
  await pause();
});
handlers.deliver(thingHappened, 'test.deliver', async (event) => {
  await db.insertInto('test.delivered').values({ eventId: event.id, number: event.payload.number }).execute();
  await pause();
});
startEventWorker({
  systemUrl,
  backend,
  tenancy: createTenancy(db),
  handlers,
  metrics: createMetrics(),
  log: createLogger('silent'),
  timing: { pollMs: 200, againAfterSeconds: 2, takeOverMs: 1_000 },
});
process.send('ready');
