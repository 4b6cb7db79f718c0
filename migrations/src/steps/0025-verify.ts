import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** What proves a phone's log later, how far apart gates are, and that a conflict was resolved. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await keepProofs(db);
  await keepWalks(db);
  await resolveConflicts(db);
}

async function keepProofs(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.log_head (
    organisation_id uuid not null,
    device_id uuid not null,
    seq bigint not null check (seq between 1 and 4294967295),
    hash bytea not null check (length(hash) = 32),
    signature bytea not null check (length(signature) = 64),
    primary key (organisation_id, device_id, seq, hash)
  )`.execute(db);
  await sql`comment on table checkin.log_head is
    'the phone''s signature over the last row of a batch: one for each unbroken part of its log'`.execute(db);
  await protectTenantTable(db, 'checkin.log_head', { grants: 'select, insert, delete' });
  await sql`create table checkin.log_receipt (
    organisation_id uuid not null,
    device_id uuid not null,
    watermark bigint not null,
    bytes bytea not null,
    primary key (organisation_id, device_id)
  )`.execute(db);
  await sql`comment on table checkin.log_receipt is 'the furthest receipt that a phone was given, signed'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.log_receipt');
}

async function keepWalks(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.gate_walk (
    organisation_id uuid not null,
    event_id uuid not null,
    gate_a uuid not null,
    gate_b uuid not null,
    minutes integer not null check (minutes between 1 and 1440),
    primary key (organisation_id, event_id, gate_a, gate_b),
    check (gate_a < gate_b)
  )`.execute(db);
  await sql`comment on table checkin.gate_walk is
    'how long it takes at least from one gate to the other, as the organiser says'`.execute(db);
  await protectTenantTable(db, 'checkin.gate_walk', { grants: 'select, insert, delete' });
}

/** Whoever wrote a note had looked. */
async function resolveConflicts(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkin.conflict add column resolved_at timestamptz`.execute(db);
  await sql`comment on column checkin.conflict.resolved_at is
    'the organiser has looked at it as it is now; null again when it turns, while the note stays'`.execute(
    db,
  );
  await sql`alter table checkin.conflict no force row level security`.execute(db);
  await sql`update checkin.conflict set resolved_at = noted_at where note is not null`.execute(db);
  await sql`alter table checkin.conflict force row level security`.execute(db);
}
