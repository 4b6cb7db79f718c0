import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** The log of all phones, what was made of it, and when tickets changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createLog(db);
  await createScans(db);
  await createFeed(db);
  await createConflicts(db);
  await createTicketChanges(db);
}

/** What the phones wrote, byte by byte. Nothing here is ever changed or deleted. */
async function createLog(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.device_log (
    organisation_id uuid not null,
    device_id uuid not null,
    watermark bigint not null default 0 check (watermark between 0 and 4294967295),
    watermark_hash bytea check (length(watermark_hash) = 32),
    highest bigint not null default 0 check (highest between 0 and 4294967295),
    primary key (organisation_id, device_id)
  )`.execute(db);
  await sql`comment on table checkin.device_log is
    'one row a phone: the lock of its log, and how far the log is whole'`.execute(db);
  await protectTenantTable(db, 'checkin.device_log');
  await sql`create table checkin.log_row (
    organisation_id uuid not null,
    device_id uuid not null,
    seq bigint not null check (seq between 1 and 4294967295),
    hash bytea not null check (length(hash) = 32),
    bytes bytea not null,
    details bytea,
    fork boolean not null,
    broken boolean not null,
    quarantine text,
    lost_from bigint,
    lost_to bigint,
    received_at timestamptz not null default clock_timestamp(),
    primary key (organisation_id, device_id, seq, hash)
  )`.execute(db);
  const comments = {
    bytes: 'as the phone wrote them, also when they cannot be read',
    details: 'answers and free text; their hash stands in the bytes',
    fork: 'another row of this seq was here before',
    broken: 'it and a neighbour that was here when it came do not name each other',
    quarantine: 'why it does not count; null when it does',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column checkin.log_row.${column} is '${text}'`).execute(db);
  await protectTenantTable(db, 'checkin.log_row', { grants: 'select, insert' });
  await sql`create unique index log_row_once on checkin.log_row (organisation_id, device_id, seq) where not fork`.execute(
    db,
  );
  await sql`create index log_row_lost on checkin.log_row (organisation_id, device_id) where lost_from is not null`.execute(
    db,
  );
}

/** The readable rows of an event, spread out for counting and listing, with their review. */
async function createScans(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.scan (
    organisation_id uuid not null,
    device_id uuid not null,
    seq bigint not null,
    event_id uuid not null,
    id uuid not null,
    kind text not null check (kind in ('scan', 'undo', 'bind', 'count')),
    ticket_hash bytea check (length(ticket_hash) = 8),
    generation smallint not null,
    list_id uuid,
    gate_id uuid,
    direction text check (direction in ('in', 'out', 'check')),
    how text check (how in ('camera', 'typed', 'medium', 'search')),
    persons integer not null,
    result text check (result in ('admit', 'exit', 'confirm', 'refuse')),
    reason text not null,
    effect text not null check (effect in ('none', 'entry', 'person', 'exit', 'check')),
    relation text check (relation in ('answers', 'overrides', 'undoes')),
    named_id uuid,
    estimate bigint not null,
    earliest bigint not null,
    latest bigint,
    unsure boolean not null,
    reviewed boolean not null,
    standing text not null check (standing in ('stands', 'extra', 'stale', 'quarantined', 'undone')),
    sure boolean not null,
    first_id uuid,
    what text not null,
    inside integer,
    left_from_outside integer,
    feed_start bigint,
    feed_count bigint,
    primary key (organisation_id, device_id, seq),
    unique (organisation_id, id)
  )`.execute(db);
  const comments = {
    estimate: 'milliseconds since 1970: where the review places the row among the other rows of its phone',
    latest: 'null: no bound',
    reviewed: 'it moves people or takes a scan back, and is not quarantined',
    first_id: 'of an extra admission: the scan that stands',
    inside:
      'people of the ticket on the list behind its last move; a check-out time after it empties the place',
    left_from_outside: 'people who left without having come in, likewise; null: it is not the last move',
    feed_count: 'position of its last review, with feed_start; null: it reaches no phone',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column checkin.scan.${column} is '${text}'`).execute(db);
  await protectTenantTable(db, 'checkin.scan');
  const indexes = {
    scan_position: '(organisation_id, event_id, feed_start, feed_count)',
    scan_ticket: '(organisation_id, ticket_hash)',
    scan_undo: "(organisation_id, named_id) where kind = 'undo'",
    scan_time: '(organisation_id, event_id, estimate)',
    // People who are not in any ticket's place.
    scan_body: `(organisation_id, event_id, list_id, estimate) where kind = 'count' or effect = 'person'
      or (effect = 'entry' and standing in ('extra', 'stale'))`,
  };
  for (const [name, on] of Object.entries(indexes))
    await sql.raw(`create index ${name} on checkin.scan ${on}`).execute(db);
}

async function createFeed(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.feed (
    organisation_id uuid not null,
    event_id uuid not null,
    start bigint not null check (start between 0 and 4294967295),
    count bigint not null default 0 check (count between 0 and 4294967295),
    rules bytea check (length(rules) = 32),
    primary key (organisation_id, event_id)
  )`.execute(db);
  await sql`comment on table checkin.feed is
    'one row an event: the lock of its scans, and how far their feed has come'`.execute(db);
  await sql`comment on column checkin.feed.rules is 'SHA-256 of the rules that all reviews were made by'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.feed');
}

async function createConflicts(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.conflict (
    organisation_id uuid not null,
    scan_id uuid not null,
    event_id uuid not null,
    first_id uuid not null,
    sure boolean not null,
    open boolean not null,
    times_opened integer not null default 1,
    opened_at timestamptz not null default now(),
    cleared_at timestamptz,
    note text,
    noted_at timestamptz,
    noted_by uuid,
    primary key (organisation_id, scan_id)
  )`.execute(db);
  await sql`comment on table checkin.conflict is
    'an admission that was one too many; cleared while it stands after all'`.execute(db);
  await protectTenantTable(db, 'checkin.conflict');
  await sql`create index conflict_event on checkin.conflict (organisation_id, event_id, open)`.execute(db);
}

/** Since when a ticket was dead, so that a scan before it stands. What is dead already has been since its last change. */
async function createTicketChanges(db: Kysely<unknown>): Promise<void> {
  await sql`create table ticketing.ticket_change (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    hash bytea not null check (length(hash) = 8),
    at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
    generation smallint not null,
    state text not null check (state in ('good', 'cancelled', 'blocked', 'held', 'unapproved')),
    primary key (organisation_id, id)
  )`.execute(db);
  await sql`comment on table ticketing.ticket_change is
    'from then on the ticket was in this state and codes of lower generations were dead'`.execute(db);
  await protectTenantTable(db, 'ticketing.ticket_change', { grants: 'select, insert' });
  await sql`create index ticket_change_hash on ticketing.ticket_change (organisation_id, event_id, hash)`.execute(
    db,
  );
  const tables = ['ticketing.ticket', 'ticketing.dead_number', 'ticketing.ticket_change'];
  for (const table of tables) await sql.raw(`alter table ${table} no force row level security`).execute(db);
  await sql`insert into ticketing.ticket_change (organisation_id, event_id, hash, at, generation, state)
    select organisation_id, event_id, hash, date_trunc('milliseconds', updated_at), generation, state
      from ticketing.ticket where state <> 'good' or generation > 0
    union all
    select organisation_id, event_id, hash, date_trunc('milliseconds', created_at), generation, 'cancelled'
      from ticketing.dead_number`.execute(db);
  for (const table of tables) await sql.raw(`alter table ${table} force row level security`).execute(db);
}
