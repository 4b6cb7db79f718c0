import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** What the rotating codes of an event are made with: the secret in use and the one before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table ticketing.rotation_secret (
    organisation_id uuid not null,
    event_id uuid not null,
    number integer not null check (number >= 1),
    public_id bytea not null check (length(public_id) = 4),
    sealed_secret bytea not null,
    primary key (organisation_id, event_id, number)
  )`.execute(db);
  const comments = {
    number: 'the highest is the one in use; the one before it is still tried at the door',
    public_id: 'what roots call it; says nothing of the secret',
    sealed_secret: 'AES-256-GCM under ENCRYPTION_KEY, bound to organisation, event and number',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column ticketing.rotation_secret.${column} is '${text}'`).execute(db);
  await protectTenantTable(db, 'ticketing.rotation_secret', { grants: 'select, insert, delete' });
}
