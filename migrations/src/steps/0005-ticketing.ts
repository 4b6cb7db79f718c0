import { type Kysely, sql } from 'kysely';
import { createModuleSchema, protectTenantTable } from '../tenant-table.js';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createModuleSchema(db, 'ticketing');
  await sql`create table ticketing.ticket_type (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    class integer not null check (class between 0 and 65535),
    name text not null,
    label text not null,
    colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
    zone_ids uuid[] not null,
    valid_from timestamptz,
    valid_until timestamptz,
    primary key (organisation_id, id),
    unique (organisation_id, event_id, class),
    unique (organisation_id, event_id, name),
    check (valid_until > valid_from)
  )`.execute(db);
  await sql`comment on column ticketing.ticket_type.class is 'what a gate knows of a ticket; never given to another type'`.execute(
    db,
  );
  await protectTenantTable(db, 'ticketing.ticket_type', { grants: 'select, insert, update, delete' });
}
