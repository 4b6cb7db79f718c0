import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** Questions at check-in, and what was answered to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createQuestions(db);
  await createAnswers(db);
  await createPhotos(db);
  await sql`alter table checkin.scan add column answered boolean not null default false`.execute(db);
  await sql`comment on column checkin.scan.answered is
    'its questions were answered and it was let in: nobody asks this ticket again on this list'`.execute(db);
  await cutListsAnew(db);
  await sql`create index scan_answered on checkin.scan (organisation_id, event_id, ticket_hash) where answered`.execute(
    db,
  );
}

async function createQuestions(db: Kysely<unknown>): Promise<void> {
  await sql`create table events.question (
    organisation_id uuid not null,
    id uuid not null default uuidv7(),
    event_id uuid not null,
    kind text not null check (kind in ('text', 'long_text', 'number', 'choice', 'several', 'yes_no', 'date', 'time',
      'email', 'phone', 'country', 'photo')),
    label text not null,
    hint text,
    required boolean not null,
    mode text not null check (mode in ('asked', 'shown')),
    ticket_type_ids uuid[] not null,
    access_list_ids uuid[] not null,
    options jsonb not null,
    min double precision,
    max double precision,
    position integer not null,
    deleted_at timestamptz,
    primary key (organisation_id, id),
    foreign key (organisation_id, event_id) references events.event
  )`.execute(db);
  const comments = {
    ticket_type_ids: 'empty: of every type',
    access_list_ids: 'empty: on every list',
    options: 'of choice and several: [{id, label}]',
    min: 'of a number, of the characters of a text, or of how many options are taken',
    deleted_at: 'nobody asks it any more; its answers still have its words',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column events.question.${column} is '${text}'`).execute(db);
  await protectTenantTable(db, 'events.question');
  await sql`create index question_event on events.question (organisation_id, event_id, position)`.execute(db);
}

/** What lay beside rows with answers. Only here can it be read, and from here it is erased; the rows stay whole. */
async function createAnswers(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.answer (
    organisation_id uuid not null,
    device_id uuid not null,
    seq bigint not null,
    hash bytea not null check (length(hash) = 32),
    event_id uuid,
    scan_id uuid not null,
    ticket_hash bytea check (length(ticket_hash) = 8),
    list_id uuid,
    at bigint not null,
    sealed bytea,
    faults jsonb not null,
    photos bytea[] not null,
    erased_at timestamptz,
    primary key (organisation_id, device_id, seq, hash),
    check ((sealed is null) = (erased_at is not null))
  )`.execute(db);
  const comments = {
    event_id: 'null: of no event of the organisation',
    at: 'milliseconds since 1970, as the phone wrote it',
    sealed: 'what the phone sent beside the row, sealed with the master key; null: erased',
    faults: 'by question: why the answer does not fit it',
    photos: 'SHA-256 of the pictures that are answers; they come later',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column checkin.answer.${column} is '${text}'`).execute(db);
  await protectTenantTable(db, 'checkin.answer');
  await sql`create index answer_ticket on checkin.answer (organisation_id, event_id, ticket_hash)`.execute(
    db,
  );
  await sql`create index answer_photos on checkin.answer using gin (photos)`.execute(db);
}

async function createPhotos(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.photo (
    organisation_id uuid not null,
    sha256 bytea not null check (length(sha256) = 32),
    sealed bytea not null,
    primary key (organisation_id, sha256)
  )`.execute(db);
  await sql`comment on table checkin.photo is 'pictures that answers name, sealed with the master key'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.photo', { grants: 'select, insert, delete' });
}

/** Lists that were cut before say of every ticket that its answers are there, so that nobody would be asked. */
async function cutListsAnew(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkin.cut no force row level security`.execute(db);
  await sql`delete from checkin.cut`.execute(db);
  await sql`alter table checkin.cut force row level security`.execute(db);
}
