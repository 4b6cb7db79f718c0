import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** Ticket keys that phones know before they sign, and door keys that have a successor. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await nameTicketKeys(db);
  await keepDoorKeys(db);
  await keepBridges(db);
}

async function nameTicketKeys(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ticketing.key add column usable_from timestamptz not null default now()`.execute(db);
  await sql`comment on column ticketing.key.usable_from is
    'phones are told of it at once; from here on it signs tickets, if it is the newest active one'`.execute(
    db,
  );
  // Several are good at the same time: the one that signs, and those whose codes are still out there.
  await sql`drop index ticketing.key_active`.execute(db);
}

async function keepDoorKeys(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkin.door_key
    add column number smallint not null default 1 check (number > 0),
    add column status text not null default 'current'
      check (status in ('successor', 'current', 'retired', 'ended')),
    add column current_from timestamptz,
    add column ended_at timestamptz,
    alter column sealed_private_key drop not null,
    add constraint door_key_private check ((status = 'ended') = (sealed_private_key is null)),
    drop constraint door_key_pkey,
    add primary key (organisation_id, number)`.execute(db);
  await sql`alter table checkin.door_key alter column number drop default, alter column status drop default`.execute(
    db,
  );
  await sql`grant update on checkin.door_key to gatehouse_app`.execute(db);
  // One of each: two that begin a succession at once do not both succeed.
  await sql`create unique index door_key_status on checkin.door_key (organisation_id, status)
    where status <> 'ended'`.execute(db);
  const comments = {
    number: 'counts the keys of the organisation from 1',
    status:
      'successor: roots name it; current: it signs; retired: it signed before, and still leads phones to its successor; ended: nothing that it signs is made any more',
    current_from: 'null: the first key, or not yet',
    sealed_private_key:
      'AES-256-GCM under ENCRYPTION_KEY, bound to the organisation and the number; gone when it ended',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column checkin.door_key.${column} is '${text}'`).execute(db);
  await sql`alter table checkin.device add column door_key smallint check (door_key > 0)`.execute(db);
  await sql`comment on column checkin.device.door_key is
    'the newest door key that the phone said it trusts; null: it has not said'`.execute(db);
}

/** A root signed by a key that has retired: it names the successor to phones that did not hear of it in time. */
async function keepBridges(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.root_bridge (
    organisation_id uuid not null,
    event_id uuid not null,
    signed_by smallint not null,
    start bigint not null check (start between 0 and 4294967295),
    count bigint not null check (count between 0 and 4294967295),
    bytes bytea not null,
    primary key (organisation_id, event_id, signed_by),
    foreign key (organisation_id, signed_by) references checkin.door_key (organisation_id, number)
  )`.execute(db);
  await protectTenantTable(db, 'checkin.root_bridge', { grants: 'select, insert, update, delete' });
}
