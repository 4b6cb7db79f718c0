import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** What phones may know of people: whether names may be searched, the key for it, and the sealed files. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table events.event add column names_on_phones boolean not null default false`.execute(db);
  await sql`comment on column events.event.names_on_phones is
    'phones may find people by name; without it a name shows only when the ticket’s own code was scanned'`.execute(
    db,
  );
  await createSearchKey(db);
  await createFiles(db);
}

async function createSearchKey(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.search_key (
    organisation_id uuid not null,
    event_id uuid not null,
    key_id bytea not null check (length(key_id) = 4),
    sealed_secret bytea not null,
    primary key (organisation_id, event_id)
  )`.execute(db);
  await sql`comment on table checkin.search_key is
    'what opens the names of an event on its phones; deleted when the organiser no longer allows them there'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.search_key', { grants: 'select, insert, update, delete' });
}

async function createFiles(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.people_file (
    organisation_id uuid not null,
    event_id uuid not null,
    kind text not null check (kind in ('detail', 'search')),
    sha256 bytea not null check (length(sha256) = 32),
    count integer not null,
    bytes bytea not null,
    dropped_at timestamptz,
    primary key (organisation_id, event_id, kind, sha256)
  )`.execute(db);
  await sql`comment on table checkin.people_file is
    'what is known of the holders of tickets, sealed: details for the ticket’s code alone, search for the event’s key'`.execute(
    db,
  );
  await sql`comment on column checkin.people_file.dropped_at is
    'since when no cut names it; a day later no phone is downloading it any more'`.execute(db);
  await sql`alter table checkin.people_file alter column bytes set storage external`.execute(db);
  await protectTenantTable(db, 'checkin.people_file', { grants: 'select, insert, update, delete' });
  await sql`create table checkin.people_cut (
    organisation_id uuid not null,
    event_id uuid not null,
    kind text not null check (kind in ('detail', 'search')),
    start bigint not null check (start between 0 and 4294967295),
    count bigint not null check (count between 0 and 4294967295),
    people integer not null,
    key_id bytea check (length(key_id) = 4),
    files bytea[] not null,
    primary key (organisation_id, event_id, kind)
  )`.execute(db);
  await sql`comment on table checkin.people_cut is
    'which files hold all people of the event as of a position of its tickets feed, in the order of their index'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.people_cut', { grants: 'select, insert, update, delete' });
}
