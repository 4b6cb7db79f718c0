import { type Kysely, sql } from 'kysely';
import { createModuleSchema, protectTenantTable } from '../tenant-table.js';

/** The ground under every module: who is asking, the outbox, answers kept for repeated requests. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createModuleSchema(db, 'platform');
  await sql`grant usage on schema platform to gatehouse_system`.execute(db);
  await createContext(db);
  await createPlacement(db);
  await createOutbox(db);
  await createIdempotency(db);
}

async function createContext(db: Kysely<unknown>): Promise<void> {
  // After a transaction that set it, a custom setting reads as '' and not as NULL, hence nullif.
  await sql`create function platform.current_organisation() returns uuid language sql stable
    as $$ select nullif(current_setting('gatehouse.organisation', true), '')::uuid $$`.execute(db);
  await sql`create function platform.current_person() returns uuid language sql stable
    as $$ select nullif(current_setting('gatehouse.person', true), '')::uuid $$`.execute(db);
  await sql`create function platform.touch() returns trigger language plpgsql as $$
    begin new.updated_at := now(); new.updated_by := platform.current_person(); return new; end $$`.execute(
    db,
  );
}

async function createPlacement(db: Kysely<unknown>): Promise<void> {
  await sql`create table platform.placement (
    organisation_id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    database_name text not null default 'main'
  )`.execute(db);
  await sql`comment on table platform.placement is
    'Global: which database holds an organisation; read before the organisation is known, holds nothing else.'`.execute(
    db,
  );
  await sql`grant select, insert on platform.placement to gatehouse_app`.execute(db);
  await sql`grant select on platform.placement to gatehouse_system`.execute(db);
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await sql`create table platform.outbox (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    name text not null,
    payload jsonb not null,
    relayed_at timestamptz,
    settled_at timestamptz,
    primary key (organisation_id, id)
  )`.execute(db);
  await protectTenantTable(db, 'platform.outbox', { grants: 'select, insert' });
  await sql`create index outbox_unsettled on platform.outbox (id) where settled_at is null`.execute(db);
  await sql`create policy relay on platform.outbox to gatehouse_system using (true)`.execute(db);
  await sql`grant select, update, delete on platform.outbox to gatehouse_system`.execute(db);
  await sql`create function platform.wake_relay() returns trigger language plpgsql as $$
    begin perform pg_notify('gatehouse_outbox', ''); return null; end $$`.execute(db);
  await sql`create trigger wake after insert on platform.outbox
    for each statement execute function platform.wake_relay()`.execute(db);

  await sql`create table platform.handled_event (
    organisation_id uuid not null,
    event_id uuid not null,
    handler text not null,
    primary key (organisation_id, event_id, handler)
  )`.execute(db);
  await protectTenantTable(db, 'platform.handled_event', { grants: 'select, insert' });
  await sql`create policy housekeeping on platform.handled_event to gatehouse_system using (true)`.execute(
    db,
  );
  await sql`grant select, delete on platform.handled_event to gatehouse_system`.execute(db);
}

async function createIdempotency(db: Kysely<unknown>): Promise<void> {
  await sql`create table platform.idempotency (
    organisation_id uuid not null,
    person_id uuid not null,
    key text not null check (length(key) between 1 and 255),
    fingerprint bytea not null,
    status smallint not null,
    body jsonb not null,
    primary key (organisation_id, person_id, key)
  )`.execute(db);
  await protectTenantTable(db, 'platform.idempotency', { grants: 'select, insert, delete' });
  await sql`create policy housekeeping on platform.idempotency to gatehouse_system using (true)`.execute(db);
  await sql`grant select, delete on platform.idempotency to gatehouse_system`.execute(db);
  await sql`create index idempotency_age on platform.idempotency (created_at)`.execute(db);
}
