import type {} from '@fastify/swagger';
import { buildApp } from '@gatehouse/server/app.js';
import { readConfig } from '@gatehouse/server/platform/config/config.js';
import { connectDatabase } from '@gatehouse/server/platform/database/connect.js';
import { createLogger } from '@gatehouse/server/platform/http/logger.js';
import { createLive } from '@gatehouse/server/platform/live/live.js';
import { postgresTransport } from '@gatehouse/server/platform/live/transports.js';
import { createMailCatcher } from '@gatehouse/server/platform/mail/mailer.js';
import { createMetrics } from '@gatehouse/server/platform/operations/metrics.js';
import { Handlers } from '@gatehouse/server/platform/outbox/handlers.js';
import { createSealer } from '@gatehouse/server/platform/secrets-at-rest/sealer.js';
import { createTenancy } from '@gatehouse/server/platform/tenancy/tenancy.js';

/** The API's description as this code serves it. Nothing is started: a pool connects with its first query. */
export async function describeApi(): Promise<string> {
  const config = readConfig({ GATEHOUSE_ENV: 'test', LOG_LEVEL: 'silent' });
  const db = connectDatabase({ url: 'postgres://127.0.0.1:1/none', poolSize: 1, onError: () => undefined });
  const metrics = createMetrics();
  const encryptionKey = Buffer.alloc(32);
  const app = await buildApp({
    platform: {
      config,
      secrets: { accessToken: 'only to describe the API, never to sign anything', encryptionKey },
      sealer: createSealer(encryptionKey),
      tenancy: createTenancy(db),
      handlers: new Handlers(),
      live: createLive(postgresTransport({ url: '', onError: () => undefined })),
      mailer: createMailCatcher('', 'nobody'),
      publicUrl: () => 'http://localhost',
    },
    logger: createLogger('silent'),
    redis: undefined,
    metrics,
    operations: { probes: {}, metrics, metricsToken: undefined, version: '', accepting: () => true },
    caughtMailFolder: undefined,
  });
  await app.ready();
  const text = JSON.stringify(app.swagger(), null, 2);
  await app.close();
  return `${text}\n`;
}
