import { type SqlBool, sql } from 'kysely';
import { type Page, type PageRequest, pageById } from '../../../platform/http/page.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { NotificationsTables } from '../tables.js';

/** What became of a mail. It is neither sent nor given up while it is tried again. */
export interface TicketMail {
  readonly id: string;
  readonly ticketId: string;
  readonly recipient: string;
  readonly queuedAt: string;
  readonly sentAt: string | null;
  /** When it was given up, because the mail server will never take it. */
  readonly failedAt: string | null;
  /** In the mail server's own words, why it did not take the mail the last time. */
  readonly failure: string | null;
}

/** A ticket that was mailed again since then needs nobody's attention. */
const hasNoLaterMail = sql<SqlBool>`not exists (select from notifications.ticket_mail as later
  where later.ticket_id = ticket_mail.ticket_id and later.id > ticket_mail.id)`;

export function listTicketMails(
  trx: ClosedTransaction,
  eventId: string,
  request: PageRequest & { readonly ticketId?: string; readonly refused?: boolean },
): Promise<Page<TicketMail>> {
  let query = trx
    .$extendTables<NotificationsTables>()
    .selectFrom('notifications.ticketMail')
    .select(['id', 'ticketId', 'recipient', 'createdAt', 'sentAt', 'failedAt', 'failure'])
    .where('eventId', '=', eventId);
  if (request.ticketId !== undefined) query = query.where('ticketId', '=', request.ticketId);
  if (request.refused === true) query = query.where('failedAt', 'is not', null).where(hasNoLaterMail);
  return pageById(query, request, ({ createdAt, sentAt, failedAt, ...mail }) => ({
    ...mail,
    queuedAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    failedAt: failedAt?.toISOString() ?? null,
  }));
}
