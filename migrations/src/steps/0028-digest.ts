import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** Whether each phone held what the server held, when the two were last at the same positions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.phone_digest (
    organisation_id uuid not null,
    device_id uuid not null,
    event_id uuid not null,
    same boolean not null,
    digest bytea not null check (octet_length(digest) = 32),
    tickets_count bigint not null,
    scans_count bigint not null,
    compared_at timestamptz not null default now(),
    primary key (organisation_id, device_id, event_id),
    foreign key (organisation_id, device_id) references checkin.device on delete cascade
  )`.execute(db);
  await sql`comment on table checkin.phone_digest is
    'what each phone said of all it holds of an event, at positions where the server could compare it'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.phone_digest');
}
