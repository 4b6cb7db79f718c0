import { sql } from 'kysely';
import type { ClosedDatabase } from '../database/connect.js';

/** Removes what nobody needs any more: finished events after 30 days, kept answers after a day. */
export async function sweep(db: ClosedDatabase): Promise<void> {
  await sql`delete from platform.handled_event h using platform.outbox o
    where o.organisation_id = h.organisation_id and o.id = h.event_id
      and o.settled_at < now() - interval '30 days'`.execute(db);
  await sql`delete from platform.outbox where settled_at < now() - interval '30 days'`.execute(db);
  await sql`delete from platform.idempotency where created_at < now() - interval '24 hours'`.execute(db);
}
