import { type Kysely, sql } from 'kysely';

/** How a tenant table is protected beyond the organisation itself. */
export interface TenantTableOptions {
  /** What the app's role may do; nothing is deletable unless it is said here. */
  readonly grants?: string;
  /** A further condition under which a row is visible (an SQL expression), for the few rows that a person owns. */
  readonly alsoVisible?: string;
}

/**
 * Turns a created table into a tenant table: who and when columns, row-level security that even the owner
 * obeys, and the app's grants. The table must have `organisation_id` first in its primary key.
 */
export async function protectTenantTable(
  db: Kysely<unknown>,
  table: string,
  options: TenantTableOptions = {},
): Promise<void> {
  const own = 'organisation_id = platform.current_organisation()';
  const statements = [
    `alter table ${table}
       add column created_at timestamptz not null default now(),
       add column updated_at timestamptz not null default now(),
       add column created_by uuid default platform.current_person(),
       add column updated_by uuid default platform.current_person()`,
    `create trigger touch before update on ${table} for each row execute function platform.touch()`,
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy organisation on ${table} to gatehouse_app using (${own}) with check (${own})`,
    // For reading only: a row that may also be changed could be moved into one's own organisation.
    ...(options.alsoVisible
      ? [`create policy visible on ${table} for select to gatehouse_app using (${options.alsoVisible})`]
      : []),
    `grant ${options.grants ?? 'select, insert, update'} on ${table} to gatehouse_app`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Opens a module's schema to the app's role. */
export async function createModuleSchema(db: Kysely<unknown>, schema: string): Promise<void> {
  await sql.raw(`create schema ${schema}`).execute(db);
  await sql.raw(`grant usage on schema ${schema} to gatehouse_app`).execute(db);
}
