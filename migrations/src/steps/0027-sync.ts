import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** What organisers make of rows that were set apart. The log itself is written once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.row_decision (
    organisation_id uuid not null,
    device_id uuid not null,
    hash bytea not null check (length(hash) = 32),
    counts boolean not null,
    note text not null,
    decided_at timestamptz not null default now(),
    decided_by uuid not null,
    primary key (organisation_id, device_id, hash)
  )`.execute(db);
  await sql`comment on table checkin.row_decision is
    'what somebody has decided of a row that was set apart: it counts after all, or it never will'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.row_decision');
  await sql`create index log_row_apart on checkin.log_row (organisation_id, device_id)
    where quarantine is not null`.execute(db);
}
