import { type Kysely, sql } from 'kysely';

/** On which night an event's ticket list was cut anew: one of many processes does it, and once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table checkin.cut add column night date`.execute(db);
  await sql`comment on column checkin.cut.night is
    'the day, by the event’s own clocks, before whose morning the list was last asked to be cut anew'`.execute(
    db,
  );
}
