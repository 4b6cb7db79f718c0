import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** What phones download: classes of tickets with a window of their own, segments of the ticket list, and roots. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createWindowClasses(db);
  await indexMedia(db);
  await createSegments(db);
  await createRoots(db);
}

async function createWindowClasses(db: Kysely<unknown>): Promise<void> {
  await sql`create table ticketing.window_class (
    organisation_id uuid not null,
    event_id uuid not null,
    class integer not null constraint window_class_number check (class between 32768 and 65535),
    ticket_type_id uuid not null,
    valid_from timestamptz,
    valid_until timestamptz,
    primary key (organisation_id, event_id, class),
    check (valid_from is not null or valid_until is not null)
  )`.execute(db);
  await sql`comment on table ticketing.window_class is
    'the class that phones know the tickets of a type with this window of their own by; kept for ever, because a number is never given twice'`.execute(
    db,
  );
  // A bound that is absent counts as one that is never reached, because nulls equal nothing.
  await sql`create unique index window_class_window on ticketing.window_class
    (organisation_id, event_id, ticket_type_id, coalesce(valid_from, '-infinity'), coalesce(valid_until, 'infinity'))`.execute(
    db,
  );
  await fillWindowClasses(db);
  await protectTenantTable(db, 'ticketing.window_class', { grants: 'select, insert' });
}

/** Tickets that have a window of their own already. The owner sees no rows while it is forced to obey. */
async function fillWindowClasses(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ticketing.ticket no force row level security`.execute(db);
  await sql`insert into ticketing.window_class
      (organisation_id, event_id, class, ticket_type_id, valid_from, valid_until)
    select organisation_id, event_id,
      32767 + row_number() over (partition by organisation_id, event_id
        order by ticket_type_id, valid_from, valid_until),
      ticket_type_id, valid_from, valid_until
    from (select distinct organisation_id, event_id, ticket_type_id, valid_from, valid_until
      from ticketing.ticket where valid_from is not null or valid_until is not null) as windows`.execute(db);
  await sql`alter table ticketing.ticket force row level security`.execute(db);
}

/** Phones are told of media by the position of their last change. */
async function indexMedia(db: Kysely<unknown>): Promise<void> {
  await sql`create index medium_position on ticketing.medium
    (organisation_id, event_id, feed_start, feed_count, id)`.execute(db);
}

async function createSegments(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.segment (
    organisation_id uuid not null,
    event_id uuid not null,
    sha256 bytea not null check (length(sha256) = 32),
    count integer not null,
    raw bytea not null,
    brotli bytea not null,
    dropped_at timestamptz,
    primary key (organisation_id, event_id, sha256)
  )`.execute(db);
  await sql`comment on column checkin.segment.sha256 is 'of the raw bytes: the name by which roots and phones know it'`.execute(
    db,
  );
  await sql`comment on column checkin.segment.dropped_at is
    'since when no cut names it; a day later no phone is downloading it any more'`.execute(db);
  await sql`alter table checkin.segment alter column raw set storage external,
    alter column brotli set storage external`.execute(db);
  await protectTenantTable(db, 'checkin.segment', { grants: 'select, insert, update, delete' });
  await sql`create table checkin.cut (
    organisation_id uuid not null,
    event_id uuid not null,
    start bigint not null check (start between 0 and 4294967295),
    count bigint not null check (count between 0 and 4294967295),
    tickets integer not null,
    core bytea[] not null,
    media bytea[] not null,
    primary key (organisation_id, event_id)
  )`.execute(db);
  await sql`comment on table checkin.cut is
    'which segments hold the event’s whole ticket list as of a position of its feed, in the order of their index'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.cut');
}

async function createRoots(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.root (
    organisation_id uuid not null,
    event_id uuid not null,
    start bigint not null check (start between 0 and 4294967295),
    count bigint not null check (count between 1 and 4294967295),
    digest bytea not null check (length(digest) = 32),
    issued_at timestamptz not null,
    bytes bytea not null,
    primary key (organisation_id, event_id)
  )`.execute(db);
  await sql`comment on table checkin.root is 'the newest root of each event, as it was signed'`.execute(db);
  await sql`comment on column checkin.root.digest is
    'SHA-256 of all that the root says beside its position and times: another one asks for a new root'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.root');
}
