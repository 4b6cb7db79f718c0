import { type Page, type PageRequest, pageById } from '../../../platform/http/page.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { NotificationsTables } from '../tables.js';

/** What became of a mail; not sent yet is null. */
export interface TicketMail {
  readonly id: string;
  readonly ticketId: string;
  readonly recipient: string;
  readonly queuedAt: string;
  readonly sentAt: string | null;
}

export function listTicketMails(
  trx: ClosedTransaction,
  eventId: string,
  request: PageRequest & { readonly ticketId?: string },
): Promise<Page<TicketMail>> {
  let query = trx
    .$extendTables<NotificationsTables>()
    .selectFrom('notifications.ticketMail')
    .select(['id', 'ticketId', 'recipient', 'createdAt', 'sentAt'])
    .where('eventId', '=', eventId);
  if (request.ticketId !== undefined) query = query.where('ticketId', '=', request.ticketId);
  return pageById(query, request, ({ createdAt, sentAt, ...mail }) => ({
    ...mail,
    queuedAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  }));
}
