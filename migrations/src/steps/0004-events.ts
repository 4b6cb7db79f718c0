import { type Kysely, sql } from 'kysely';
import { createModuleSchema, protectTenantTable } from '../tenant-table.js';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createModuleSchema(db, 'events');
  await createEvent(db);
  await createPlaces(db);
  await createAccessList(db);
}

async function createEvent(db: Kysely<unknown>): Promise<void> {
  // Ticket codes carry this number; a sequence keeps it unique across organisations without a key that leaks.
  await sql`create sequence events.public_number as bigint minvalue 1 maxvalue 4294967295`.execute(db);
  await sql`grant usage on sequence events.public_number to gatehouse_app`.execute(db);
  await sql`create table events.event (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    public_number bigint not null default nextval('events.public_number'),
    slug text not null,
    name text not null,
    description text not null default '',
    place text not null,
    time_zone text not null,
    admission_at timestamptz,
    starts_at timestamptz not null,
    ends_at timestamptz,
    status text not null default 'draft' check (status in ('draft', 'published', 'archived')),
    published_at timestamptz,
    next_class integer not null default 0 check (next_class between 0 and 65536),
    primary key (organisation_id, id),
    unique (organisation_id, slug),
    unique (organisation_id, public_number),
    check (admission_at is null or admission_at <= starts_at),
    check (ends_at is null or ends_at > starts_at)
  )`.execute(db);
  await protectTenantTable(db, 'events.event');
}

async function createPlaces(db: Kysely<unknown>): Promise<void> {
  await sql`create table events.zone (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    name text not null,
    capacity integer check (capacity > 0),
    primary key (organisation_id, id),
    unique (organisation_id, event_id, id),
    unique (organisation_id, event_id, name),
    foreign key (organisation_id, event_id) references events.event
  )`.execute(db);
  await protectTenantTable(db, 'events.zone', { grants: 'select, insert, update, delete' });
  await sql`create table events.gate (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    name text not null,
    from_zone_id uuid,
    to_zone_id uuid,
    primary key (organisation_id, id),
    unique (organisation_id, event_id, id),
    unique (organisation_id, event_id, name),
    foreign key (organisation_id, event_id) references events.event,
    foreign key (organisation_id, event_id, from_zone_id) references events.zone (organisation_id, event_id, id),
    foreign key (organisation_id, event_id, to_zone_id) references events.zone (organisation_id, event_id, id),
    check (from_zone_id is distinct from to_zone_id)
  )`.execute(db);
  await sql`comment on column events.gate.from_zone_id is 'null: from outside'`.execute(db);
  await protectTenantTable(db, 'events.gate', { grants: 'select, insert, update, delete' });
}

async function createAccessList(db: Kysely<unknown>): Promise<void> {
  await sql`create table events.access_list (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    name text not null,
    classes integer[] not null,
    entry text not null check (entry in ('single', 'multiple', 're-entry')),
    max_entries integer check (max_entries between 1 and 254),
    persons text not null check (persons in ('one', 'group')),
    active_from timestamptz,
    active_until timestamptz,
    check_out_at time,
    day_starts_at time not null default '00:00',
    include_unpaid boolean not null,
    add_on_match boolean not null,
    not_on_list text not null check (not_on_list in ('admit', 'confirm', 'refuse')),
    by_hand text not null check (by_hand in ('admit', 'confirm', 'refuse')),
    rotation text not null check (rotation in ('off', 'preferred', 'required')),
    primary key (organisation_id, id),
    unique (organisation_id, event_id, id),
    unique (organisation_id, event_id, name),
    foreign key (organisation_id, event_id) references events.event,
    check (active_until > active_from)
  )`.execute(db);
  await protectTenantTable(db, 'events.access_list', { grants: 'select, insert, update, delete' });
  // No cascade from a gate: a list that loses its last named gate would silently open every gate.
  await sql`create table events.access_list_gate (
    organisation_id uuid not null,
    access_list_id uuid not null,
    gate_id uuid not null,
    event_id uuid not null,
    primary key (organisation_id, access_list_id, gate_id),
    foreign key (organisation_id, event_id, access_list_id)
      references events.access_list (organisation_id, event_id, id) on delete cascade,
    foreign key (organisation_id, event_id, gate_id) references events.gate (organisation_id, event_id, id)
  )`.execute(db);
  await protectTenantTable(db, 'events.access_list_gate', { grants: 'select, insert, update, delete' });
}
