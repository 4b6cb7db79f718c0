import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** What lanes could not solve and sent to the supervisors' phones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table checkin.help_call (
    organisation_id uuid not null,
    id uuid not null,
    event_id uuid not null,
    device_id uuid not null,
    ticket_hash bytea,
    called_at timestamptz not null,
    sealed bytea not null,
    state text not null default 'open' check (state in ('open', 'taken', 'settled')),
    state_at timestamptz not null default now(),
    state_by uuid,
    primary key (organisation_id, id),
    foreign key (organisation_id, device_id) references checkin.device on delete cascade,
    foreign key (organisation_id, state_by) references checkin.device (organisation_id, id)
  )`.execute(db);
  await sql`create index help_call_of_event on checkin.help_call (organisation_id, event_id, called_at desc)`.execute(
    db,
  );
  await sql`comment on table checkin.help_call is
    'calls for help as phones signed them, with who of the supervisors takes each; sealed because stewards write words'`.execute(
    db,
  );
  await protectTenantTable(db, 'checkin.help_call', { grants: 'select, insert, update, delete' });
}
