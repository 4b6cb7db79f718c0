import { type Kysely, sql } from 'kysely';

/** What the organiser says when a call for help is closed at a desk. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkin.help_call
    add column sealed_note bytea,
    add column closed_by uuid,
    add constraint help_call_note check (sealed_note is null or closed_by is not null)`.execute(db);
  await sql`comment on column checkin.help_call.sealed_note is
    'how it was solved, in the words of who closed it in the portal; sealed as the call is'`.execute(db);
}
