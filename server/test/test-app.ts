import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { RoleKey } from '../src/modules/identity/index.js';
import { readConfig } from '../src/platform/config/config.js';
import type { App } from '../src/platform/http/create-server.js';
import { createLogger } from '../src/platform/http/logger.js';
import { startGatehouse } from '../src/start.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** A whole Gatehouse in this process, on a database of its own, listening on a free port. */
export interface TestApp extends AsyncDisposable {
  readonly app: App;
  readonly url: string;
  readonly database: TestDatabase;
  readonly dataFolder: string;
}

/**
 * @param env further variables, such as REDIS_URL; GATEHOUSE_PROCESS is `api` unless it says otherwise
 * @param writeLog gets each line of the log, which LOG_LEVEL has to open
 * @param given a database of another PostgreSQL, which stays the caller's
 */
export async function startTestApp(
  env: Record<string, string> = {},
  writeLog?: (line: string) => void,
  given?: TestDatabase,
): Promise<TestApp> {
  const database = given ?? (await createTestDatabase());
  const dataFolder = mkdtempSync(join(tmpdir(), 'gatehouse-data-'));
  const config = readConfig({
    GATEHOUSE_ENV: 'test',
    GATEHOUSE_PROCESS: 'api',
    GATEHOUSE_DATA: dataFolder,
    PORT: '0',
    DATABASE_URL: database.appUrl,
    DATABASE_SYSTEM_URL: database.systemUrl,
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '1000000',
    ...env,
  });
  const running = await startGatehouse({
    config,
    log: createLogger(config.logLevel, writeLog && { write: writeLog }),
  });
  return {
    app: running.app,
    url: running.localUrl,
    database,
    dataFolder,
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      if (!given) await database[Symbol.asyncDispose]();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

export const password = 'correct horse battery staple';

/** Before a token ends: a soak may go on for longer than one is good for. */
const RENEWED_AFTER_MS = 10 * 60_000;

/** Somebody who can make requests in one organisation. */
export interface Actor {
  readonly organisationId: string;
  readonly personId: string;
  readonly email: string;
  /** Good for fifteen minutes from the sign-in. */
  readonly accessToken: string;
  /** One that is good for some minutes yet: for whoever goes on for longer. */
  freshToken(): Promise<string>;
  request(options: InjectOptions): Promise<LightMyRequestResponse>;
}

/** Makes an organisation with one member who holds the role, signed in. */
export async function createActor(app: App, slug: string, role: RoleKey = 'owner'): Promise<Actor> {
  const { organisations, identity } = app;
  const organisationId = await organisations.create({
    slug,
    name: slug,
    locale: 'en',
    timeZone: 'Europe/Berlin',
  });
  await identity.seedRoles(organisationId);
  return addActor(app, organisationId, { email: `${slug}@example.org`, role });
}

/** Adds a member to an organisation, signed in. */
export async function addActor(
  app: App,
  organisationId: string,
  member: { email: string; role: RoleKey },
): Promise<Actor> {
  const { email, role } = member;
  const personId = await app.identity.createPerson({ email, name: email, locale: 'en', password });
  await app.identity.addMember(organisationId, personId, role);
  const signedIn = { token: await signIn(app, email), at: performance.now() };
  async function freshToken(): Promise<string> {
    if (performance.now() - signedIn.at > RENEWED_AFTER_MS)
      Object.assign(signedIn, { token: await signIn(app, email), at: performance.now() });
    return signedIn.token;
  }
  return {
    organisationId,
    personId,
    email,
    accessToken: signedIn.token,
    freshToken,
    async request(options) {
      const authorization = `Bearer ${await freshToken()}`;
      const headers = { authorization, 'x-organisation': organisationId, ...options.headers };
      return app.inject({ ...options, headers });
    },
  };
}

async function signIn(app: App, email: string): Promise<string> {
  const url = '/api/v1/auth/sign-in';
  const answer = await app.inject({ method: 'POST', url, payload: { email, password } });
  return answer.json<{ data: { accessToken: string } }>().data.accessToken;
}

/** A valid body for a new event. */
export function newEvent(name = 'Night at the Harbour') {
  return { name, place: 'Pier 7', timeZone: 'Europe/Berlin', startsAt: '2027-07-01T18:00:00.000Z' };
}
