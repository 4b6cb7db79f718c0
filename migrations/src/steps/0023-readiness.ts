import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** What each phone said last of whether it is ready. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.readiness (
    organisation_id uuid not null,
    device_id uuid not null,
    checked_at timestamptz not null,
    findings jsonb not null,
    primary key (organisation_id, device_id),
    foreign key (organisation_id, device_id) references checkin.device on delete cascade
  )`.execute(db);
  await sql`comment on table checkin.readiness is
    'the last check that a phone made of itself, as it signed it; findings: check, level, value'`.execute(db);
  await protectTenantTable(db, 'checkin.readiness');
}
