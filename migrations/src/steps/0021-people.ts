import { type Kysely, sql } from 'kysely';

/** Media that were bound at a door, of which only the hash is known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ticketing.medium alter column text drop not null`.execute(db);
  await sql`comment on column ticketing.medium.text is
    'null: bound at a door, whose log keeps no more than the hash'`.execute(db);
  await sql`create index medium_hash on ticketing.medium (organisation_id, event_id, hash)`.execute(db);
  await sql`create index scan_binds on checkin.scan (organisation_id, event_id) where kind = 'bind'`.execute(
    db,
  );
}
