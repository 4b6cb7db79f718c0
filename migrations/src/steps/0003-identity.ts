import { type Kysely, sql } from 'kysely';
import { createModuleSchema, protectTenantTable } from '../tenant-table.js';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createModuleSchema(db, 'identity');
  await createPeople(db);
  await createSessions(db);
  await createMemberships(db);
}

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await sql`create table identity.person (
    id uuid primary key default uuidv7(),
    email text not null,
    name text not null,
    locale text not null,
    password_hash text not null,
    status text not null default 'active' check (status in ('active', 'disabled')),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`.execute(db);
  await sql`create unique index person_email on identity.person (lower(email))`.execute(db);
  await sql`comment on table identity.person is
    'Global: one person may belong to several organisations and is looked up before any of them is known.'`.execute(
    db,
  );
  await sql`grant select, insert, update on identity.person to gatehouse_app`.execute(db);
  // Counted by address and not by person, so that a lock tells nobody whether an account exists.
  await sql`create table identity.sign_in_attempt (
    email_hash bytea primary key,
    failures integer not null,
    last_at timestamptz not null
  )`.execute(db);
  await sql`comment on table identity.sign_in_attempt is
    'Global: failed sign-ins by hashed e-mail address, before anybody is known.'`.execute(db);
  await sql`grant select, insert, update, delete on identity.sign_in_attempt to gatehouse_app`.execute(db);
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await sql`create table identity.session (
    id uuid primary key default uuidv7(),
    person_id uuid not null references identity.person (id),
    user_agent text not null,
    address text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_because text check (revoked_because in ('signed_out', 'token_reused'))
  )`.execute(db);
  await sql`create index session_person on identity.session (person_id)`.execute(db);
  await sql`comment on table identity.session is
    'Global: belongs to a person, not to an organisation.'`.execute(db);
  // A token is kept as its SHA-256 only. "replaced_by" chains the rotation, so that a second use is noticed.
  await sql`create table identity.refresh_token (
    hash bytea primary key,
    session_id uuid not null references identity.session (id) on delete cascade,
    issued_at timestamptz not null default now(),
    used_at timestamptz,
    replaced_by bytea
  )`.execute(db);
  await sql`create index refresh_token_session on identity.refresh_token (session_id)`.execute(db);
  await sql`comment on table identity.refresh_token is
    'Global: belongs to a session, not to an organisation; hashes only.'`.execute(db);
  await sql`grant select, insert, update on identity.session to gatehouse_app`.execute(db);
  await sql`grant select, insert, update on identity.refresh_token to gatehouse_app`.execute(db);
}

async function createMemberships(db: Kysely<unknown>): Promise<void> {
  await sql`create table identity.role (
    organisation_id uuid not null,
    key text not null,
    permissions text[] not null,
    primary key (organisation_id, key)
  )`.execute(db);
  await protectTenantTable(db, 'identity.role');
  await sql`create table identity.membership (
    organisation_id uuid not null,
    person_id uuid not null references identity.person (id),
    primary key (organisation_id, person_id)
  )`.execute(db);
  await protectTenantTable(db, 'identity.membership', {
    alsoVisible: 'person_id = platform.current_person()',
  });
  await sql`create index membership_person on identity.membership (person_id)`.execute(db);
  await sql`create table identity.role_assignment (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    person_id uuid not null,
    role_key text not null,
    event_id uuid,
    primary key (organisation_id, id),
    unique nulls not distinct (organisation_id, person_id, role_key, event_id),
    foreign key (organisation_id, person_id) references identity.membership,
    foreign key (organisation_id, role_key) references identity.role
  )`.execute(db);
  await protectTenantTable(db, 'identity.role_assignment', { grants: 'select, insert, update, delete' });
}
