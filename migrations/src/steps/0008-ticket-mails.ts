import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** One mail with one ticket. Text, code and files are made again when it is sent; none of them is kept here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table notifications.ticket_mail (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    request_id uuid not null,
    event_id uuid not null,
    ticket_id uuid not null,
    generation smallint not null,
    recipient text not null,
    sent_at timestamptz,
    primary key (organisation_id, id),
    unique (organisation_id, request_id, ticket_id)
  )`.execute(db);
  await protectTenantTable(db, 'notifications.ticket_mail');
  await sql`create index ticket_mail_of_ticket
    on notifications.ticket_mail (organisation_id, ticket_id, created_at)`.execute(db);
}
