import { type Kysely, sql } from 'kysely';

/** What a gate shows of every ticket of a type: "Green wristband". */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ticketing.ticket_type
    add column texts text[] not null default '{}' check (cardinality(texts) <= 3)`.execute(db);
  await sql`comment on column ticketing.ticket_type.texts is
    'lines that a gate shows behind those of the ticket, at most three together'`.execute(db);
}
