import { mkdtempSync, rmSync } from 'node:fs';
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
import { sql } from 'kysely';
import { compare } from './measure.js';

const load = { units: 3000, concurrency: 16 };

/** What the ground costs: the tenant's transaction, and the way through HTTP, sign-in and row-level security. */
export async function benchGround(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const config = readConfig({
    GATEHOUSE_ENV: 'test',
    GATEHOUSE_DATA: folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '1000000',
  });
  const running = await startGatehouse({ config, log: createLogger('silent') });
  try {
    const { app } = running;
    const { tenancy } = app.platform;
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
    const authorization = `Bearer ${signedIn.json<{ data: { accessToken: string } }>().data.accessToken}`;
    const get = async (path: string): Promise<void> => {
      const answer = await fetch(`${running.localUrl}${path}`, { headers: { authorization } });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    };
    await compare(
      'a query in a tenant transaction, of a transaction without scope',
      {
        baseline: () => tenancy.run({}, (trx) => sql`select 1`.execute(trx)),
        subject: () => tenancy.run({ organisationId }, (trx) => app.events.listPublished(trx, { limit: 20 })),
      },
      load,
    );
    await compare(
      'GET /events with sign-in and row-level security, of GET /ready',
      { baseline: () => get('/api/v1/ready'), subject: () => get('/api/v1/events') },
      load,
    );
  } finally {
    await running[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  }
}
