import { type Kysely, sql } from 'kysely';

/** Rules of access lists, what a list does with media, and how many of a ticket were inside at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table events.access_list
    add column rule jsonb,
    add column by_medium text not null default 'admit' check (by_medium in ('admit', 'confirm', 'refuse'))`.execute(
    db,
  );
  await sql`comment on column events.access_list.rule is 'a tree of groups and terms; null: no rule'`.execute(
    db,
  );
  await sql`alter table checkin.presence add column peak integer not null default 0`.execute(db);
  await sql`comment on column checkin.presence.peak is 'the most that were inside at once'`.execute(db);
  await sql`alter table checkin.presence no force row level security`.execute(db);
  await sql`update checkin.presence set peak = inside`.execute(db);
  await sql`alter table checkin.presence force row level security`.execute(db);
  // Rules that never were: the next review looks at every ticket again and knows its peak.
  await sql`alter table checkin.feed no force row level security`.execute(db);
  await sql`update checkin.feed set rules = decode(repeat('00', 32), 'hex') where rules is not null`.execute(
    db,
  );
  await sql`alter table checkin.feed force row level security`.execute(db);
}
