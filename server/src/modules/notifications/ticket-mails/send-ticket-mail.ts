import { bestLocale, isLocale } from '@gatehouse/shared/i18n';
import type { FastifyBaseLogger } from 'fastify';
import { type RawBuilder, sql } from 'kysely';
import { PermanentFailure } from '../../../platform/errors/permanent-failure.js';
import type { Mailer } from '../../../platform/mail/mailer.js';
import type { DomainEvent, PayloadOf } from '../../../platform/outbox/event.js';
import type { ClosedTransaction, Tenancy } from '../../../platform/tenancy/tenancy.js';
import { toDate } from '../../../platform/time/to-date.js';
import type { Events } from '../../events/index.js';
import type { Organisations } from '../../organisations/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import type { ticketMailQueued } from '../events.js';
import type { NotificationsTables } from '../tables.js';
import type { TicketsToSend } from '../ticket-mail/index.js';

/** A mail server that says more than this has said enough. */
const longestFailure = 500;

export interface TicketMailDeps {
  readonly tenancy: Tenancy;
  readonly mailer: Mailer;
  readonly organisations: Organisations;
  readonly events: Events;
  readonly ticketing: Ticketing;
  readonly log: FastifyBaseLogger;
  readonly publicUrl: () => string;
}

/**
 * Writes and sends the mail of one ticket, with the ticket as it is now. A ticket that has died meanwhile is not sent.
 * No transaction is open while the mail server answers; a crash in between sends it again under the same Message-ID.
 */
export async function sendTicketMail(
  deps: TicketMailDeps,
  event: DomainEvent<PayloadOf<typeof ticketMailQueued>>,
): Promise<void> {
  const scope = { organisationId: event.organisationId };
  const { mailId } = event.payload;
  const ready = await deps.tenancy.run(scope, (trx) => gather(deps, trx, { ...scope, mailId }));
  if (!ready) return;
  const { writeTicketMail } = await import('../ticket-mail/index.js');
  const { missingCharacters, ...mail } = await writeTicketMail(ready.content);
  if (missingCharacters.length > 0)
    // Names are personal: the log gets the signs that no font has, and whose mail it was by its number.
    deps.log.warn({ mailId, codePoints: missingCharacters }, 'characters without a font');
  const domain = new URL(deps.publicUrl()).hostname;
  const note = (outcome: Outcome) => deps.tenancy.run(scope, (trx) => noteOutcome(trx, mailId, outcome));
  try {
    await deps.mailer.send({ ...mail, messageId: `${mailId}@${domain}`, to: ready.recipient });
  } catch (error) {
    // The organiser may be able to help, whether the mail is tried again or not.
    await note({
      failure: String(error instanceof Error ? error.message : error).slice(0, longestFailure),
      ...(error instanceof PermanentFailure ? { failedAt: sql<Date>`now()` } : {}),
    });
    throw error;
  }
  await note({ sentAt: sql<Date>`now()`, failure: null });
}

interface Outcome {
  readonly failure: string | null;
  readonly sentAt?: RawBuilder<Date>;
  readonly failedAt?: RawBuilder<Date>;
}

async function noteOutcome(trx: ClosedTransaction, mailId: string, outcome: Outcome): Promise<void> {
  await trx
    .$extendTables<NotificationsTables>()
    .updateTable('notifications.ticketMail')
    .set(outcome)
    .where('id', '=', mailId)
    .execute();
}

/** Whoever reads a mail in their language reads the ticket in it too, whatever their phone speaks. */
function languageOf(language: string | null): string {
  return language !== null && isLocale(language) ? `?lang=${language}` : '';
}

async function gather(
  deps: TicketMailDeps,
  trx: ClosedTransaction,
  key: { organisationId: string; mailId: string },
): Promise<{ recipient: string; content: TicketsToSend } | undefined> {
  const mail = await trx
    .$extendTables<NotificationsTables>()
    .selectFrom('notifications.ticketMail')
    .select(['eventId', 'ticketId', 'generation', 'recipient'])
    .where('id', '=', key.mailId)
    .where('sentAt', 'is', null)
    .executeTakeFirst();
  if (!mail) return undefined;
  const { organisationId } = key;
  const { eventId, ticketId } = mail;
  const ticket = await deps.ticketing.readWithCode(trx, { organisationId, eventId, ticketId });
  if (ticket.state !== 'good' || ticket.generation !== mail.generation) return undefined;
  const organisation = await deps.organisations.current(trx);
  const event = await deps.events.read(trx, eventId);
  const type = await deps.ticketing.readType(trx, eventId, ticket.ticketTypeId);
  const origin = deps.publicUrl();
  const path = deps.ticketing.linkFor({ organisationId, eventId, ticketId, generation: ticket.generation });
  return {
    recipient: mail.recipient,
    content: {
      locale: bestLocale([ticket.language ?? organisation?.locale ?? '']),
      recipientName: ticket.name,
      organisation: organisation?.name ?? '',
      event: {
        name: event.name,
        place: event.place,
        timeZone: event.timeZone,
        startsAt: new Date(event.startsAt),
        endsAt: toDate(event.endsAt),
        admissionAt: toDate(event.admissionAt),
        url: event.status === 'published' ? `${origin}/${organisation?.slug}/${event.slug}` : null,
        calendarUid: `${event.id}@${new URL(origin).hostname}`,
      },
      tickets: [
        {
          code: ticket.code,
          shortCode: ticket.shortCode,
          attendeeName: ticket.name,
          type: { name: type.name, colour: type.colour },
          seat: ticket.seat,
          orderReference: ticket.orderReference,
          notes: ticket.texts,
          rotation: await deps.ticketing.readRotationNeed(trx, { eventId, ticketId }),
          pageUrl: `${origin}${path}${languageOf(ticket.language)}`,
        },
      ],
      issuedAt: new Date(ticket.createdAt),
    },
  };
}
