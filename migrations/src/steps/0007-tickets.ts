import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** Keys that sign codes, tickets with their door state, the media that stand for them, and the import of lists. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createLife(db);
  await createKeys(db);
  await createFeed(db);
  await createTickets(db);
  await createImports(db);
  await grantPermissions(db);
}

/** Positions count within one life of the database; a restored backup gets a second row and so a later life. */
async function createLife(db: Kysely<unknown>): Promise<void> {
  await sql`create table platform.database_life (
    started_at timestamptz primary key default date_trunc('second', now())
  )`.execute(db);
  await sql`comment on table platform.database_life is
    'Global: when this database began, and began anew after each restore; names nobody.'`.execute(db);
  await sql`insert into platform.database_life default values`.execute(db);
  await sql`grant select on platform.database_life to gatehouse_app`.execute(db);
}

async function createKeys(db: Kysely<unknown>): Promise<void> {
  await sql`create table ticketing.key (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    kid smallint not null check (kid between 0 and 15),
    test boolean not null,
    status text not null check (status in ('active', 'list-only', 'dead')),
    public_key bytea not null check (length(public_key) = 32),
    sealed_private_key bytea not null,
    primary key (organisation_id, id),
    unique (organisation_id, event_id, kid)
  )`.execute(db);
  await sql`comment on column ticketing.key.kid is 'stands in every code; never given to another key of the event'`.execute(
    db,
  );
  await sql`comment on column ticketing.key.sealed_private_key is
    'AES-256-GCM under ENCRYPTION_KEY, bound to organisation, event and kid'`.execute(db);
  await protectTenantTable(db, 'ticketing.key');
  await sql`create unique index key_active on ticketing.key (organisation_id, event_id, test)
    where status = 'active'`.execute(db);
}

async function createFeed(db: Kysely<unknown>): Promise<void> {
  await sql`create table ticketing.feed (
    organisation_id uuid not null,
    event_id uuid not null,
    salt bytea not null check (length(salt) = 16),
    start bigint not null check (start between 0 and 4294967295),
    count bigint not null default 0 check (count between 0 and 4294967295),
    primary key (organisation_id, event_id)
  )`.execute(db);
  await sql`comment on table ticketing.feed is
    'one row an event: the lock of its tickets, the salt of their hashes, and how far their feed has come'`.execute(
    db,
  );
  await protectTenantTable(db, 'ticketing.feed');
}

async function createTickets(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ticketing.ticket_type add unique (organisation_id, event_id, id)`.execute(db);
  await sql`create table ticketing.ticket (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    ticket_type_id uuid not null,
    test boolean not null,
    number bytea not null check (length(number) = 8),
    hash bytea not null check (length(hash) = 8),
    short_bits bigint not null,
    generation smallint not null check (generation between 0 and 255),
    kid smallint not null,
    code_class integer not null check (code_class between 0 and 65535),
    code_hash bytea not null check (length(code_hash) = 32),
    state text not null check (state in ('good', 'cancelled', 'blocked', 'held', 'unapproved')),
    attention boolean not null,
    name text not null,
    first_name text,
    last_name text,
    email text,
    language text,
    order_reference text,
    seat text,
    note text,
    texts text[] not null check (cardinality(texts) <= 3),
    valid_from timestamptz,
    valid_until timestamptz,
    external_id text,
    row_hash bytea,
    search_text text not null,
    feed_start bigint not null,
    feed_count bigint not null,
    primary key (organisation_id, id),
    unique (organisation_id, event_id, id),
    unique (organisation_id, event_id, short_bits),
    unique (organisation_id, event_id, external_id),
    unique (organisation_id, event_id, row_hash),
    foreign key (organisation_id, event_id, ticket_type_id)
      references ticketing.ticket_type (organisation_id, event_id, id),
    foreign key (organisation_id, event_id, kid) references ticketing.key (organisation_id, event_id, kid),
    constraint ticket_window check (valid_until > valid_from)
  )`.execute(db);
  const comments = {
    number: '64 random bits, unique within the event by the first 45 of their hash',
    short_bits: 'the first 45 bits of the hash: what a typed code is looked up by',
    code_class: 'the class when the code was signed; an edit of the type never makes a second code',
    code_hash: 'SHA-256 of the code, which is signed again when its text is needed',
    row_hash: 'what an imported row without any id of its own is recognised by',
    feed_count: 'position of the last change, with feed_start; gap-free in the order of commit',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column ticketing.ticket.${column} is '${text}'`).execute(db);
  await protectTenantTable(db, 'ticketing.ticket');
  await sql`create unique index ticket_position on ticketing.ticket (organisation_id, event_id, feed_start, feed_count)`.execute(
    db,
  );
  await createWhatStandsBesideTickets(db);
}

async function createWhatStandsBesideTickets(db: Kysely<unknown>): Promise<void> {
  // After generation 255 a ticket gets a new number; phones keep the old one, dead.
  await sql`create table ticketing.dead_number (
    organisation_id uuid not null,
    event_id uuid not null,
    hash bytea not null check (length(hash) = 8),
    short_bits bigint not null,
    class integer not null,
    generation smallint not null,
    ticket_id uuid not null,
    feed_start bigint not null,
    feed_count bigint not null,
    primary key (organisation_id, event_id, short_bits),
    foreign key (organisation_id, event_id, ticket_id) references ticketing.ticket (organisation_id, event_id, id)
  )`.execute(db);
  await protectTenantTable(db, 'ticketing.dead_number', { grants: 'select, insert' });
  // Without a foreign key to the ticket: PostgreSQL keeps the plan of such a check as it was when the table was
  // empty, a scan of all of it, which made a list of 20,000 barcodes four times slower.
  await sql`create table ticketing.medium (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    text text not null,
    hash bytea not null check (length(hash) = 8),
    ticket_id uuid,
    feed_start bigint not null,
    feed_count bigint not null,
    primary key (organisation_id, id),
    unique (organisation_id, event_id, text)
  )`.execute(db);
  await sql`comment on column ticketing.medium.ticket_id is 'null: taken back; the row stays, because phones may know it'`.execute(
    db,
  );
  await protectTenantTable(db, 'ticketing.medium');
  await sql`create index medium_ticket on ticketing.medium (organisation_id, event_id, ticket_id)`.execute(
    db,
  );
}

async function createImports(db: Kysely<unknown>): Promise<void> {
  await sql`create table ticketing.import (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    file_name text not null,
    status text not null
      check (status in ('uploaded', 'queued', 'running', 'finished', 'cancelled', 'failed', 'expired')),
    failure text,
    preview jsonb not null,
    mapping jsonb,
    content bytea,
    processed integer not null default 0,
    imported integer not null default 0,
    changed integer not null default 0,
    unchanged integer not null default 0,
    failed integer not null default 0,
    finished_at timestamptz,
    primary key (organisation_id, id),
    unique (organisation_id, event_id, id)
  )`.execute(db);
  await sql`comment on column ticketing.import.content is 'the file in UTF-8; dropped when the import has ended'`.execute(
    db,
  );
  await protectTenantTable(db, 'ticketing.import');
  await sql`create table ticketing.import_error (
    organisation_id uuid not null,
    import_id uuid not null,
    line integer not null,
    event_id uuid not null,
    code text not null,
    message text not null,
    cells text[] not null,
    primary key (organisation_id, import_id, line),
    foreign key (organisation_id, event_id, import_id) references ticketing.import (organisation_id, event_id, id)
  )`.execute(db);
  await protectTenantTable(db, 'ticketing.import_error', { grants: 'select, insert' });
}

/** Gives the roles that exist what new organisations get from the start. The owner sees no rows while it is forced to obey. */
async function grantPermissions(db: Kysely<unknown>): Promise<void> {
  const writing = ['owner', 'administrator', 'organiser'];
  const reading = ['finance', 'door'];
  await sql`alter table identity.role no force row level security`.execute(db);
  await sql`update identity.role set permissions = permissions || array['tickets.read', 'tickets.write']
    where key = any(${writing})`.execute(db);
  await sql`update identity.role set permissions = permissions || array['tickets.read']
    where key = any(${reading})`.execute(db);
  await sql`alter table identity.role force row level security`.execute(db);
}
