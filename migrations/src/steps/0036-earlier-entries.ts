import { type Kysely, sql } from 'kysely';

/** How often a ticket was allowed in before that was changed: a scan is reviewed by the number of its time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ticketing.ticket_change add column entries_before smallint`.execute(db);
  await sql`comment on column ticketing.ticket_change.entries_before is
    'the ticket''s own number of entries until then; null: this change left it alone'`.execute(db);
}
