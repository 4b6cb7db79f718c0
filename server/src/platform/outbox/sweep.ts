import { sql } from 'kysely';
import type { ClosedDatabase } from '../database/connect.js';

/** Removes what nobody needs any more: finished events after 30 days, kept answers after a day. */
export async function sweep(db: ClosedDatabase): Promise<void> {
  await sql`with gone as (
      delete from platform.outbox where settled_at < now() - interval '30 days' returning organisation_id, id)
    delete from platform.handled_event h using gone
    where h.organisation_id = gone.organisation_id and h.event_id = gone.id`.execute(db);
  await sql`delete from platform.idempotency where created_at < now() - interval '24 hours'`.execute(db);
}
