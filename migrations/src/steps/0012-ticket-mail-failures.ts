import { type Kysely, sql } from 'kysely';

/** What the mail server said last when it did not take a mail, and since when it is known that it never will. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notifications.ticket_mail
    add column failure text,
    add column failed_at timestamptz`.execute(db);
}
