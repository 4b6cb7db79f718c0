import { type Kysely, sql } from 'kysely';
import { createModuleSchema, protectTenantTable } from '../tenant-table.js';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createModuleSchema(db, 'organisations');
  await sql`create table organisations.organisation (
    organisation_id uuid primary key,
    slug text not null,
    name text not null,
    locale text not null,
    time_zone text not null
  )`.execute(db);
  await protectTenantTable(db, 'organisations.organisation');
}
