import { type Kysely, sql } from 'kysely';
import { protectTenantTable } from '../tenant-table.js';

/** Dates of one series, and passes whose tickets are good at several of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table events.event
    add column series_id uuid,
    add column kind text not null default 'date' check (kind in ('date', 'pass')),
    add column pass_number smallint constraint event_pass_number check (pass_number between 1 and 15),
    add constraint event_pass check ((kind = 'pass') = (pass_number is not null)
      and (kind = 'date' or series_id is not null))`.execute(db);
  await sql`comment on column events.event.pass_number is
    'which pass of its series: its classes, windows and orders have numbers of their own at every date'`.execute(
    db,
  );
  await sql`create unique index event_pass_number_key
    on events.event (organisation_id, series_id, pass_number)`.execute(db);
  await createPassDate(db);
  await addToScans(db);
}

async function createPassDate(db: Kysely<unknown>): Promise<void> {
  await sql`create table events.pass_date (
    organisation_id uuid not null,
    pass_id uuid not null,
    event_id uuid not null,
    active boolean not null default true,
    primary key (organisation_id, pass_id, event_id),
    foreign key (organisation_id, pass_id) references events.event,
    foreign key (organisation_id, event_id) references events.event
  )`.execute(db);
  await sql`comment on column events.pass_date.active is
    'false: tickets of the pass were good at this date once, and what was scanned there still counts'`.execute(
    db,
  );
  await sql`create index pass_date_event on events.pass_date (organisation_id, event_id)`.execute(db);
  await protectTenantTable(db, 'events.pass_date');
  await sql`create function events.accepted_at(date uuid) returns uuid[] language sql stable
    return array_prepend(date, array(select pass_id from events.pass_date
      where event_id = date and active order by pass_id))`.execute(db);
  await sql`create function events.dates_of(pass uuid) returns uuid[] language sql stable
    return array(select event_id from events.pass_date where pass_id = pass and active order by event_id)`.execute(
    db,
  );
  await sql`comment on function events.dates_of is 'the dates that a pass is good for; none of any other event'`.execute(
    db,
  );
  await sql`create function events.passes_of(dates uuid[]) returns jsonb language sql stable
    return (select jsonb_agg(jsonb_build_object('eventId', own.event_id, 'passId', own.pass_id,
        'family', (select jsonb_agg(distinct other.event_id)
          from events.event as pass
            join events.event as sibling on sibling.organisation_id = pass.organisation_id
              and sibling.series_id = pass.series_id
            join events.pass_date as other on other.organisation_id = sibling.organisation_id
              and other.pass_id = sibling.id
          where pass.organisation_id = own.organisation_id and pass.id = own.pass_id)) order by own.pass_id)
      from events.pass_date as own where own.event_id = any(dates))`.execute(db);
  await sql`comment on function events.passes_of is
    'the passes that were ever good at dates, and every date of their series that a pass was ever good at'`.execute(
    db,
  );
  await sql`comment on function events.accepted_at is
    'whose tickets are good at the doors of an event: its own first, then those of passes'`.execute(db);
}

async function addToScans(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkin.scan add column pass_id uuid, add column list_pass_id uuid`.execute(db);
  await sql`comment on column checkin.scan.pass_id is 'of a ticket of a pass: every date of it hears of the row'`.execute(
    db,
  );
  await sql`comment on column checkin.scan.list_pass_id is
    'of a list of a pass, which counts what happens at all of its dates'`.execute(db);
  await sql`create index scan_pass on checkin.scan (organisation_id, pass_id, feed_start, feed_count)
    where pass_id is not null`.execute(db);
  await sql`create index scan_list_pass on checkin.scan (organisation_id, list_pass_id)
    where list_pass_id is not null`.execute(db);
}
