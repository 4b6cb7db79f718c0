import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** What an organiser sets for the phones of an event, and codes by which a phone is paired without a camera. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.door_setting (
    organisation_id uuid not null,
    event_id uuid not null,
    preset jsonb not null default '{}',
    locked text[] not null default '{}',
    pin_salt bytea check (length(pin_salt) = 16),
    pin_hash bytea check (length(pin_hash) = 32),
    pin_rounds integer check (pin_rounds > 0),
    primary key (organisation_id, event_id),
    check (num_nulls(pin_salt, pin_hash, pin_rounds) in (0, 3))
  )`.execute(db);
  await sql`comment on table checkin.door_setting is
    'what phones of an event are set to: preset gives way to what is chosen on a phone, unless locked names it'`.execute(
    db,
  );
  await sql`comment on column checkin.door_setting.pin_hash is
    'PBKDF2 of the PIN by which somebody leaves a kiosk; kiosks get it and compare without network'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.door_setting');
  await createCodes(db);
}

async function createCodes(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.pairing_code (
    tag bytea primary key check (length(tag) = 32),
    sealed_name bytea not null check (length(sealed_name) = 48),
    expires_at timestamptz not null
  )`.execute(db);
  await sql`comment on table checkin.pairing_code is
    'Global: a code is typed before the phone knows an organisation. Which one it is opens with the code alone.'`.execute(
    db,
  );
  await sql`create index pairing_code_expiry on checkin.pairing_code (expires_at)`.execute(db);
  await sql`grant select, insert, delete on checkin.pairing_code to gatehouse_app`.execute(db);
}
