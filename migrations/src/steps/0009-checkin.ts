import { type Kysely, sql } from 'kysely';
import { createModuleSchema, protectTenantTable } from '../tenant-table.js';

/** The organisation's door key, phones with their events, pairing, and what opens a socket. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createModuleSchema(db, 'checkin');
  await createDoorKey(db);
  await createDevices(db);
  await createPairing(db);
  await createLiveTicket(db);
  await grantPermissions(db);
}

async function createDoorKey(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.door_key (
    organisation_id uuid primary key,
    public_key bytea not null check (length(public_key) = 32),
    sealed_private_key bytea not null
  )`.execute(db);
  await sql`comment on column checkin.door_key.sealed_private_key is
    'AES-256-GCM under ENCRYPTION_KEY, bound to the organisation'`.execute(db);
  await protectTenantTable(db, 'checkin.door_key', { grants: 'select, insert' });
}

async function createDevices(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.device (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    name text not null,
    profile text not null check (profile in ('steward', 'supervisor', 'kiosk')),
    status text not null default 'waiting' check (status in ('waiting', 'active', 'revoked')),
    sign_key bytea not null check (length(sign_key) = 65),
    agree_key bytea not null check (length(agree_key) = 65),
    user_agent text not null,
    paired_at timestamptz not null default now(),
    confirmed_at timestamptz,
    revoked_at timestamptz,
    trusted_seq bigint check (trusted_seq between 0 and 4294967295),
    wiped_at timestamptz,
    last_sync_at timestamptz,
    unsent integer check (unsent >= 0),
    primary key (organisation_id, id),
    check ((status = 'revoked') = (revoked_at is not null))
  )`.execute(db);
  const comments = {
    sign_key: 'P-256, an uncompressed point; the private half never leaves the phone',
    trusted_seq: 'the last row that was here when the phone was revoked; null while it is not',
    unsent: 'how many rows stayed on the phone, as it said last',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column checkin.device.${column} is '${text}'`).execute(db);
  await protectTenantTable(db, 'checkin.device');
  await sql`create table checkin.device_event (
    organisation_id uuid not null,
    event_id uuid not null,
    device_id uuid not null,
    gate_id uuid,
    primary key (organisation_id, event_id, device_id),
    foreign key (organisation_id, device_id) references checkin.device (organisation_id, id)
  )`.execute(db);
  await protectTenantTable(db, 'checkin.device_event');
  await sql`create index device_event_device on checkin.device_event (organisation_id, device_id)`.execute(
    db,
  );
}

async function createPairing(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.pairing (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    name text not null,
    profile text not null check (profile in ('steward', 'supervisor', 'kiosk')),
    gate_id uuid,
    expires_at timestamptz not null,
    device_id uuid,
    primary key (organisation_id, id),
    foreign key (organisation_id, device_id) references checkin.device (organisation_id, id)
  )`.execute(db);
  await sql`comment on table checkin.pairing is
    'an offer to pair one phone; its secret is computed from its id under a key of the installation and kept nowhere'`.execute(
    db,
  );
  await sql`comment on column checkin.pairing.device_id is 'the phone that used it, the only one'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.pairing');
  await sql`create index pairing_event on checkin.pairing (organisation_id, event_id)`.execute(db);
}

/** Lies with the platform, because the socket knows nothing of phones. */
async function createLiveTicket(db: Kysely<unknown>): Promise<void> {
  await sql`create table platform.live_ticket (
    organisation_id uuid not null,
    hash bytea not null check (length(hash) = 32),
    subject uuid not null,
    device boolean not null,
    events jsonb not null,
    expires_at timestamptz not null,
    primary key (organisation_id, hash)
  )`.execute(db);
  await sql`comment on table platform.live_ticket is
    'opens one socket once: the row is deleted by who uses it; of the ticket only SHA-256 is kept'`.execute(
    db,
  );
  await sql`comment on column platform.live_ticket.subject is 'the phone or the person it was given to'`.execute(
    db,
  );
  await sql`comment on column platform.live_ticket.events is 'what the socket may hear of: ids and public numbers'`.execute(
    db,
  );
  await protectTenantTable(db, 'platform.live_ticket', { grants: 'select, insert, delete' });
}

/** Gives the roles that exist what new organisations get from the start. The owner sees no rows while it is forced to obey. */
async function grantPermissions(db: Kysely<unknown>): Promise<void> {
  const writing = ['owner', 'administrator', 'organiser'];
  await sql`alter table identity.role no force row level security`.execute(db);
  await sql`update identity.role
    set permissions = permissions || array['devices.read', 'devices.write', 'door.read', 'door.write']
    where key = any(${writing})`.execute(db);
  await sql`update identity.role set permissions = permissions || array['devices.read', 'door.read']
    where key = 'door'`.execute(db);
  await sql`alter table identity.role force row level security`.execute(db);
}
