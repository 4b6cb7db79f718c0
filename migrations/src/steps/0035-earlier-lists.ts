import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** How access lists were before they were changed: a scan is reviewed by the list of its time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table events.earlier_list (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    access_list_id uuid not null,
    until timestamptz not null,
    list jsonb not null,
    primary key (organisation_id, id),
    foreign key (organisation_id, event_id, access_list_id)
      references events.access_list (organisation_id, event_id, id) on delete cascade
  )`.execute(db);
  await sql`create index earlier_list_event on events.earlier_list (organisation_id, event_id)`.execute(db);
  await sql`comment on column events.earlier_list.list is 'the list as the API gives it'`.execute(db);
  await protectTenantTable(db, 'events.earlier_list', { grants: 'select, insert' });
}
