import type { FastifyBaseLogger } from 'fastify';
import { buildApp } from './app.js';
import { openParts, type Parts } from './parts.js';
import type { Config } from './platform/config/config.js';
import { refusals } from './platform/config/environment-rules.js';
import { ConfigError } from './platform/config/read-variables.js';
import { loadSecrets } from './platform/config/secrets.js';
import { type App, createServer } from './platform/http/create-server.js';
import { createLive } from './platform/live/live.js';
import { createMetrics, type Metrics } from './platform/operations/metrics.js';
import { type OperationsOptions, operationsRoutes } from './platform/operations/routes.js';
import { Handlers } from './platform/outbox/handlers.js';
import { startEventWorker } from './platform/outbox/worker.js';
import type { Platform } from './platform/platform.js';
import { createSealer } from './platform/secrets-at-rest/sealer.js';
import { createTenancy } from './platform/tenancy/tenancy.js';

const version = '0.1.0';

export interface StartOptions {
  readonly config: Config;
  readonly log: FastifyBaseLogger;
  readonly https?: { readonly key: string; readonly cert: string };
}

/** A running process of Gatehouse. */
export interface Running extends AsyncDisposable {
  readonly app: App;
  /** Where this process listens, on this machine. */
  readonly localUrl: string;
  onLoss(listener: (error: Error) => void): void;
}

/**
 * Starts what the configuration names and listens. Disposing drains: no new requests, those in hand are answered,
 * jobs in hand are finished, then the parts close.
 * @throws ConfigError, EmbeddedDatabaseError, or the error of `listen`
 */
export async function startGatehouse(options: StartOptions): Promise<Running> {
  const { config, log } = options;
  const [refusal] = refusals(config);
  if (refusal) throw new ConfigError(refusal);
  const parts = await openParts(config, log);
  try {
    return await startOn(parts, options);
  } catch (error) {
    await parts[Symbol.asyncDispose]();
    throw error;
  }
}

async function startOn(parts: Parts, options: StartOptions): Promise<Running> {
  const { config, log, https } = options;
  const metrics = createMetrics();
  const state = { accepting: true, localUrl: '' };
  const secrets = loadSecrets(config);
  const platform: Platform = {
    config,
    secrets,
    sealer: createSealer(secrets.encryptionKey),
    tenancy: createTenancy(parts.appDb),
    handlers: new Handlers(),
    live: createLive(parts.liveTransport),
    mailer: parts.mailer,
    publicUrl: () => config.publicUrl ?? state.localUrl,
  };
  const operations: OperationsOptions = {
    probes: parts.probes,
    metrics,
    metricsToken: config.metricsToken,
    version,
    accepting: () => state.accepting,
  };
  const app = await buildApp({
    platform,
    logger: log,
    redis: parts.redis,
    metrics,
    operations,
    caughtMailFolder: parts.caughtMailFolder,
    ...(https ? { https } : {}),
  });
  const face = config.process === 'worker' ? await operationsOnly(app, options, operations) : app;
  const startWorker = config.process === 'api' ? undefined : workerOf({ parts, platform, metrics, log });
  await face.listen({ host: config.host, port: config.port });
  if (face === app) await platform.live.start();
  state.localUrl = localUrlOf(face, https !== undefined);
  const worker = startWorker?.();
  return {
    app,
    localUrl: state.localUrl,
    onLoss: parts.onLoss,
    async [Symbol.asyncDispose]() {
      state.accepting = false;
      await closeFully(face);
      if (face !== app) await app.close();
      await platform.live.stop();
      await worker?.[Symbol.asyncDispose]();
      await parts[Symbol.asyncDispose]();
    },
  };
}

/** A worker loads all modules for their handlers, but answers only whether it is well. */
async function operationsOnly(app: App, options: StartOptions, operations: OperationsOptions): Promise<App> {
  await app.ready();
  const face = createServer({ config: options.config, logger: options.log });
  operationsRoutes(face, operations);
  return face;
}

/** @returns what starts the worker, once the address is known that its mails link to */
function workerOf(deps: { parts: Parts; platform: Platform; metrics: Metrics; log: FastifyBaseLogger }) {
  const { parts, platform, metrics, log } = deps;
  if (parts.systemUrl === undefined || parts.queueBackend === undefined)
    throw new ConfigError('DATABASE_SYSTEM_URL must be set for a process that runs jobs.');
  const { systemUrl, queueBackend: backend } = parts;
  const { tenancy, handlers } = platform;
  return () => startEventWorker({ systemUrl, backend, tenancy, handlers, metrics, log });
}

/** Connections that are kept alive after their last answer would hold a stop up for more than a minute. */
async function closeFully(face: App): Promise<void> {
  const timer = setInterval(() => face.server.closeIdleConnections(), 100);
  await face.close();
  clearInterval(timer);
}

function localUrlOf(app: App, secure: boolean): string {
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `${secure ? 'https' : 'http'}://localhost:${port}`;
}
