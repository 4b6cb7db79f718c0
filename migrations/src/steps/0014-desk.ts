import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** The server's own door: what it answered to turnstiles and other people's scanners. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkin.device
    add column desk_life bigint check (desk_life between 0 and 4294967295)`.execute(db);
  await sql`comment on column checkin.device.desk_life is
    'of the log that the server itself writes at an event: the life of the database it belongs to; null: a phone'`.execute(
    db,
  );
  await sql`create table checkin.desk_answer (
    organisation_id uuid not null,
    scan_id uuid not null,
    event_id uuid not null,
    content_hash bytea not null check (length(content_hash) = 32),
    text_hash bytea not null check (length(text_hash) = 32),
    direction text not null check (direction in ('in', 'out', 'check')),
    confirmed text[] not null,
    overridden text[] not null,
    decision jsonb not null,
    at bigint not null,
    accepted_ticket bytea check (length(accepted_ticket) = 8),
    accepted_generation smallint,
    primary key (organisation_id, scan_id)
  )`.execute(db);
  const comments = {
    content_hash: 'SHA-256 of what was asked: the same again is answered with the same decision',
    text_hash: 'salted; by what a yes and the question before it are known to be of the same code',
    confirmed: 'what people had said yes to by then',
    decision: 'as it was decided, without words and names',
    at: 'milliseconds since 1970',
    accepted_generation: 'a code newer than the ticket was let in: older ones are dead here from then on',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column checkin.desk_answer.${column} is '${text}'`).execute(db);
  await protectTenantTable(db, 'checkin.desk_answer', { grants: 'select, insert' });
  await sql`create index desk_answer_accepted on checkin.desk_answer (organisation_id, event_id, accepted_ticket)
    where accepted_ticket is not null`.execute(db);
}
