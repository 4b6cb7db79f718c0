import { sql } from 'kysely';
import { AppError, fieldError } from '../../../platform/errors/app-error.js';
import type { DomainEvent, PayloadOf } from '../../../platform/outbox/event.js';
import { publish, publishAll } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticket, Ticketing } from '../../ticketing/index.js';
import { notificationErrors } from '../errors.js';
import { ticketMailQueued, ticketMailsRequested } from '../events.js';
import type { NotificationsTables } from '../tables.js';

/** A ticket that was mailed less than this long ago is not mailed again: a finger may slip on a button. What the
 * mail server refused may be mailed at once. */
const pauseSeconds = 60;
const batchSize = 500;

/**
 * Asks for the mails and answers at once; the worker writes and sends them.
 * @throws AppError notifications.unknown_ticket, no_address, mailed_recently
 */
export async function requestTicketMails(
  ticketing: Ticketing,
  trx: ClosedTransaction,
  request: { organisationId: string; eventId: string; ticketIds: readonly string[] | null },
): Promise<void> {
  const { organisationId, eventId, ticketIds } = request;
  if (ticketIds) await requireMailable(ticketing, trx, { eventId, ticketIds });
  const payload = { eventId, ticketIds: ticketIds === null ? null : [...ticketIds] };
  await publish(trx, ticketMailsRequested, { organisationId, payload });
}

async function requireMailable(
  ticketing: Ticketing,
  trx: ClosedTransaction,
  { eventId, ticketIds }: { eventId: string; ticketIds: readonly string[] },
): Promise<void> {
  const limit = ticketIds.length;
  const tickets = await ticketing.readAfter(trx, eventId, { after: undefined, limit, ids: ticketIds });
  if (tickets.length !== limit) throw fieldError(notificationErrors.unknownTicket, 'ticketIds');
  if (tickets.every(({ email }) => email === null))
    throw fieldError(notificationErrors.noAddress, 'ticketIds');
  if (await anyMailedRecently(trx, ticketIds)) throw new AppError(notificationErrors.mailedRecently);
}

async function anyMailedRecently(trx: ClosedTransaction, ticketIds: readonly string[]): Promise<boolean> {
  const row = await trx
    .$extendTables<NotificationsTables>()
    .selectFrom('notifications.ticketMail')
    .select('id')
    .where('ticketId', 'in', [...ticketIds])
    .where('failedAt', 'is', null)
    .where('createdAt', '>', sql<Date>`now() - make_interval(secs => ${pauseSeconds})`)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Notes a mail for each ticket that has an address. Asked for all, it leaves out those whose present code was mailed
 * or refused by that address before; asked for some, it mails them again.
 */
export async function queueTicketMails(
  ticketing: Ticketing,
  trx: ClosedTransaction,
  event: DomainEvent<PayloadOf<typeof ticketMailsRequested>>,
): Promise<void> {
  const { eventId, ticketIds } = event.payload;
  let after: string | undefined;
  do {
    const only = ticketIds === null ? {} : { ids: ticketIds };
    const tickets = await ticketing.readAfter(trx, eventId, { after, limit: batchSize, ...only });
    after = tickets.length === batchSize ? tickets.at(-1)?.id : undefined;
    await queueBatch(trx, event, tickets);
  } while (after !== undefined);
}

async function queueBatch(
  trx: ClosedTransaction,
  event: DomainEvent<PayloadOf<typeof ticketMailsRequested>>,
  tickets: readonly Ticket[],
): Promise<void> {
  const { organisationId, payload } = event;
  const mailed = payload.ticketIds === null ? await mailedCodes(trx, tickets) : new Set<string>();
  const rows = tickets.flatMap(({ id, generation, email }) =>
    email === null || mailed.has(`${id} ${generation}`) || mailed.has(`${id} ${generation} ${email}`)
      ? []
      : [
          {
            organisationId,
            requestId: event.id,
            eventId: payload.eventId,
            ticketId: id,
            generation,
            recipient: email,
            sentAt: null,
          },
        ],
  );
  if (rows.length === 0) return;
  const queued = await trx
    .$extendTables<NotificationsTables>()
    .insertInto('notifications.ticketMail')
    .values(rows)
    .returning('id')
    .execute();
  await publishAll(trx, ticketMailQueued, {
    organisationId,
    payloads: queued.map(({ id }) => ({ mailId: id })),
  });
}

/** Codes that were mailed, and those that an address refused with that address: another one is worth another try. */
async function mailedCodes(trx: ClosedTransaction, tickets: readonly Ticket[]): Promise<Set<string>> {
  if (tickets.length === 0) return new Set();
  const rows = await trx
    .$extendTables<NotificationsTables>()
    .selectFrom('notifications.ticketMail')
    .select(['ticketId', 'generation', 'recipient', 'failedAt'])
    .where(
      'ticketId',
      'in',
      tickets.map(({ id }) => id),
    )
    .execute();
  return new Set(
    rows.map(({ ticketId, generation, recipient, failedAt }) =>
      failedAt === null ? `${ticketId} ${generation}` : `${ticketId} ${generation} ${recipient}`,
    ),
  );
}
