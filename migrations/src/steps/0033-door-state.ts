import { type Kysely, sql } from 'kysely';

/** What the door knows of a ticket beside its state: whether it is paid, its own entries, and whether it is asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table ticketing.ticket
    add column payment text not null default 'paid'
      check (payment in ('paid', 'unpaid', 'good-though-unpaid')),
    add column entries smallint not null default 0 check (entries between 0 and 255),
    add column answers_missing boolean not null default true`.execute(db);
  const comments = {
    payment: 'good-though-unpaid: let in as if it was paid',
    entries: 'entries allowed on each access list: 0 is what the list says, 255 is no limit',
    answers_missing: 'the door asks the questions of its lists; false: they were answered elsewhere',
  };
  for (const [column, text] of Object.entries(comments))
    await sql.raw(`comment on column ticketing.ticket.${column} is '${text}'`).execute(db);
}
