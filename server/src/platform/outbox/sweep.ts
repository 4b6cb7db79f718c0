import { sql } from 'kysely';
import type { ClosedDatabase } from '../database/connect.js';
import type { Tenancy } from '../tenancy/tenancy.js';
import type { Handlers } from './handlers.js';

/** Removes what nobody needs any more: finished events after 30 days, kept answers after a day. */
export async function sweep(db: ClosedDatabase): Promise<void> {
  await sql`with gone as (
      delete from platform.outbox where settled_at < now() - interval '30 days' returning organisation_id, id)
    delete from platform.handled_event h using gone
    where h.organisation_id = gone.organisation_id and h.event_id = gone.id`.execute(db);
  await sql`delete from platform.idempotency where created_at < now() - interval '24 hours'`.execute(db);
}

/** Has the modules remove what each organisation needs no more. One that fails does not keep the others from it. */
export async function sweepOrganisations(
  db: ClosedDatabase,
  { tenancy, handlers, onError }: SweepDeps,
): Promise<void> {
  const { rows } = await sql<{
    organisationId: string;
  }>`select organisation_id from platform.placement`.execute(db);
  for (const { organisationId } of rows)
    for (const work of handlers.sweeps)
      await tenancy.run({ organisationId }, (trx) => work(trx, organisationId)).catch(onError);
}

interface SweepDeps {
  readonly tenancy: Tenancy;
  readonly handlers: Handlers;
  readonly onError: (error: Error) => void;
}
