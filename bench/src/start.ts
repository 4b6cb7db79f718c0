import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The modules declare what they add to the application beside the code that adds it.
import type {} from '@gatehouse/server/modules/events/plugin.js';
import type {} from '@gatehouse/server/modules/identity/plugin.js';
import type {} from '@gatehouse/server/modules/organisations/plugin.js';
import { readConfig } from '@gatehouse/server/platform/config/config.js';
import { createLogger } from '@gatehouse/server/platform/http/logger.js';
import type {} from '@gatehouse/server/platform/platform.js';
import { startGatehouse } from '@gatehouse/server/start.js';

type Running = Awaited<ReturnType<typeof startGatehouse>>;

/** A whole Gatehouse with a database of its own, and one organisation in it. */
export interface BenchGatehouse extends AsyncDisposable {
  readonly app: Running['app'];
  readonly url: string;
  readonly organisationId: string;
  /** What it was started with. */
  readonly env: Readonly<Record<string, string>>;
  /** A request as the organisation's owner. @returns the `data` of the answer */
  send(method: string, path: string, body?: object): Promise<unknown>;
}

/** @param env further variables, such as DATABASE_URL */
export async function startBench(env: Readonly<Record<string, string>> = {}): Promise<BenchGatehouse> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  // Root's PostgreSQL runs under another account: what that cannot enter lies elsewhere, and would stay there.
  chmodSync(folder, 0o711);
  const all = {
    GATEHOUSE_ENV: 'test',
    GATEHOUSE_DATA: folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '1000000',
    ...env,
  };
  const config = readConfig(all);
  const running = await startGatehouse({ config, log: createLogger('silent') });
  const { app, localUrl: url } = running;
  const { organisationId, headers } = await signUp(app);
  return {
    app,
    url,
    organisationId,
    env: all,
    async send(method, path, body) {
      const answer = await fetch(url + path, {
        method,
        headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? undefined : ((await answer.json()) as { data: unknown }).data;
    },
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function signUp(app: Running['app']) {
  const password = crypto.randomUUID();
  const email = 'bench@example.org';
  const personId = await app.identity.createPerson({ email, name: 'Bench', locale: 'en', password });
  const organisationId = await app.organisations.create({
    slug: 'bench',
    name: 'Bench',
    locale: 'en',
    timeZone: 'UTC',
  });
  await app.identity.seedRoles(organisationId);
  await app.identity.addMember(organisationId, personId, 'owner');
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/sign-in',
    payload: { email, password },
  });
  const { accessToken } = signedIn.json<{ data: { accessToken: string } }>().data;
  return { organisationId, headers: { authorization: `Bearer ${accessToken}` } };
}
