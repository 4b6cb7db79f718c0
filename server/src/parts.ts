import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import type { Config, DatabaseConfig } from './platform/config/config.js';
import { ConfigError } from './platform/config/read-variables.js';
import { keptSecret } from './platform/config/secrets.js';
import { type ClosedDatabase, connectDatabase } from './platform/database/connect.js';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './platform/database/embedded/index.js';
import { migrate } from './platform/database/migrate.js';
import { ensureDatabase, provision } from './platform/database/provision.js';
import { isolationGaps } from './platform/database/role-check.js';
import type { LiveTransport } from './platform/live/live.js';
import { postgresTransport, redisTransport } from './platform/live/transports.js';
import { createMailCatcher, createSmtpMailer, type Mailer } from './platform/mail/mailer.js';
import type { Probe } from './platform/operations/health.js';
import type { QueueBackend } from './platform/queue/queue.js';

/** What runs beside the application, embedded or given by the environment: the only place that knows which. */
export interface Parts extends AsyncDisposable {
  readonly appDb: ClosedDatabase;
  /** Address for `gatehouse_system`; absent where only the API runs. */
  readonly systemUrl: string | undefined;
  readonly queueBackend: QueueBackend | undefined;
  readonly redis: Redis | undefined;
  readonly liveTransport: LiveTransport;
  readonly mailer: Mailer;
  /** Where caught mail lies; absent when mail is sent for real. */
  readonly caughtMailFolder: string | undefined;
  readonly probes: Readonly<Record<string, Probe>>;
  /** Tells of a part of our own that ended without being asked to. */
  onLoss(listener: (error: Error) => void): void;
}

interface DatabaseUrls {
  readonly app: string;
  readonly system: string | undefined;
}

/** Starts or connects everything. @throws ConfigError, EmbeddedDatabaseError with one line for the operator */
export async function openParts(config: Config, log: FastifyBaseLogger): Promise<Parts> {
  const embedded = config.database.kind === 'embedded' ? await startEmbedded(config, log) : undefined;
  try {
    const urls = embedded?.urls ?? externalUrls(config.database);
    const onError = (error: Error) => log.warn({ err: error }, 'database connection lost');
    const appDb = connectDatabase({ url: urls.app, poolSize: config.database.poolSize, onError });
    await requireIsolation(appDb);
    const redis = config.redisUrl ? openRedis(config.redisUrl, log) : undefined;
    const caughtMailFolder = config.smtpUrl ? undefined : join(config.dataFolder, 'mail');
    const mailer = config.smtpUrl
      ? createSmtpMailer(config.smtpUrl, config.mailFrom)
      : createMailCatcher(caughtMailFolder ?? '', config.mailFrom);
    return {
      appDb,
      systemUrl: urls.system,
      queueBackend: backendOf(config, urls.system),
      redis,
      liveTransport: liveTransportOf(config, { redis, appUrl: urls.app, log }),
      mailer,
      caughtMailFolder,
      probes: probesOf({ appDb, redis, mailer }),
      onLoss: (listener) => embedded?.database.onExit(listener),
      async [Symbol.asyncDispose]() {
        mailer.close();
        redis?.disconnect();
        await appDb.destroy();
        await embedded?.database.stop();
      },
    };
  } catch (error) {
    await embedded?.database.stop();
    throw error;
  }
}

/** Our own PostgreSQL, brought to this release's schema, with passwords derived from a kept secret. */
async function startEmbedded(
  config: Config,
  log: FastifyBaseLogger,
): Promise<{ database: EmbeddedDatabase; urls: DatabaseUrls }> {
  const database = await startEmbeddedDatabase({
    folder: join(config.dataFolder, 'postgres'),
    log: (line) => log.debug({ line }, 'postgres'),
  });
  try {
    const secret = keptSecret(config.dataFolder, 'database');
    const password = (role: string) => createHash('sha256').update(`${secret} ${role}`).digest('base64url');
    const passwords = { owner: password('owner'), app: password('app'), system: password('system') };
    await ensureDatabase(database.superuserUrl, 'gatehouse');
    const url = (role: string, text: string) => {
      const address = new URL(database.superuserUrl);
      address.pathname = '/gatehouse';
      if (role !== '') [address.username, address.password] = [role, text];
      return address.href;
    };
    await provision(url('', ''), passwords);
    await migrate(url('gatehouse_owner', passwords.owner));
    const urls = {
      app: url('gatehouse_app', passwords.app),
      system: url('gatehouse_system', passwords.system),
    };
    return { database, urls };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

function externalUrls(database: DatabaseConfig): DatabaseUrls {
  if (database.kind !== 'external') throw new Error('The database is embedded.');
  return { app: database.appUrl, system: database.systemUrl };
}

async function requireIsolation(db: ClosedDatabase): Promise<void> {
  const gaps = await isolationGaps(db);
  if (gaps.length === 0) return;
  await db.destroy();
  throw new ConfigError(`DATABASE_URL would not keep organisations apart: ${gaps.join('; ')}.`);
}

function openRedis(url: string, log: FastifyBaseLogger): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  redis.on('error', (error) => log.warn({ err: error }, 'redis trouble'));
  return redis;
}

/** Beside the data by default, over Redis when there is one. */
function liveTransportOf(
  config: Config,
  parts: { redis: Redis | undefined; appUrl: string; log: FastifyBaseLogger },
): LiveTransport {
  const onError = (error: Error) => parts.log.warn({ err: error }, 'live messages are interrupted');
  return parts.redis && config.redisUrl
    ? redisTransport(parts.redis, { url: config.redisUrl, onError })
    : postgresTransport({ url: parts.appUrl, onError });
}

function backendOf(config: Config, systemUrl: string | undefined): QueueBackend | undefined {
  if (config.redisUrl) return { kind: 'redis', url: config.redisUrl };
  return systemUrl === undefined ? undefined : { kind: 'postgres', systemUrl };
}

function probesOf(parts: {
  appDb: ClosedDatabase;
  redis: Redis | undefined;
  mailer: Mailer;
}): Record<string, Probe> {
  const { appDb, redis, mailer } = parts;
  return {
    database: { required: true, check: () => sql`select 1`.execute(appDb) },
    ...(redis ? { redis: { required: false, check: () => redis.ping() } } : {}),
    mail: { required: false, check: () => mailer.check() },
  };
}
