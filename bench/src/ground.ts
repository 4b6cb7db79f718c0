import { sql } from 'kysely';
import { compare } from './measure.js';
import { startBench } from './start.js';

const load = { units: 3000, concurrency: 16 };

/** What the ground costs: the tenant's transaction, and the way through HTTP, sign-in and row-level security. */
export async function benchGround(): Promise<void> {
  await using gatehouse = await startBench();
  const { app, organisationId, send } = gatehouse;
  const { tenancy } = app.platform;
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
    { baseline: () => send('GET', '/api/v1/ready'), subject: () => send('GET', '/api/v1/events') },
    load,
  );
}
