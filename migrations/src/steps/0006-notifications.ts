import { type Kysely, sql } from 'kysely';
import { createModuleSchema, protectTenantTable } from '../tenant-table.js';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createModuleSchema(db, 'notifications');
  await sql`create table notifications.mail (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    recipient text not null,
    subject text not null,
    body_text text not null,
    body_html text not null,
    locale text not null,
    sent_at timestamptz,
    primary key (organisation_id, id),
    unique (organisation_id, event_id, recipient)
  )`.execute(db);
  await sql`comment on column notifications.mail.event_id is 'the outbox event that caused it: the same one twice is one mail'`.execute(
    db,
  );
  await protectTenantTable(db, 'notifications.mail');
}
