import type { Page, PublicTicket } from '@gatehouse/shared/attendee';
import type { FastifyInstance } from 'fastify';
import { type LinkedTicket, type TicketWithCode, ticketQr } from '../modules/ticketing/index.js';
import { AppError } from '../platform/errors/app-error.js';
import type { ClosedTransaction } from '../platform/tenancy/tenancy.js';
import { publicEvent } from './find-page.js';

/** What the link of a ticket shows. A link that we did not make and a ticket that is gone look the same. */
export async function findTicketPage(app: FastifyInstance, token: string): Promise<Page> {
  const link = app.ticketing.openLink(token);
  if (!link) return { kind: 'missing' };
  const { organisationId } = link;
  try {
    return await app.platform.tenancy.run({ organisationId }, (trx) => showTicket(app, trx, link));
  } catch (error) {
    const code = error instanceof AppError ? error.definition.code : undefined;
    if (code === 'platform.not_found') return { kind: 'missing' };
    if (code === 'ticketing.dead_key') return { kind: 'void-ticket', reason: 'blocked' };
    throw error;
  }
}

async function showTicket(app: FastifyInstance, trx: ClosedTransaction, link: LinkedTicket): Promise<Page> {
  const ticket = await app.ticketing.readWithCode(trx, link);
  if (ticket.generation !== link.generation) return { kind: 'void-ticket', reason: 'replaced' };
  if (ticket.state === 'cancelled') return { kind: 'void-ticket', reason: 'cancelled' };
  if (ticket.state !== 'good') return { kind: 'void-ticket', reason: 'blocked' };
  const organisation = await app.organisations.current(trx);
  if (!organisation) return { kind: 'missing' };
  const event = await app.events.read(trx, link.eventId);
  const type = await app.ticketing.readType(trx, link.eventId, ticket.ticketTypeId);
  return {
    kind: 'ticket',
    organisation: { name: organisation.name, slug: organisation.slug },
    event: publicEvent(event, []),
    eventIsPublished: event.status === 'published',
    ticket: publicTicket(ticket, type, await readLive(app, trx, { link, ticket })),
  };
}

interface ShownTicket {
  readonly link: LinkedTicket;
  readonly ticket: TicketWithCode;
}

/** The strictest of the lists that take the ticket counts: what admits there admits everywhere. */
async function readLive(
  app: FastifyInstance,
  trx: ClosedTransaction,
  { link, ticket }: ShownTicket,
): Promise<PublicTicket['live']> {
  const need = await app.ticketing.readRotationNeed(trx, link);
  if (need === 'none') return null;
  const required = need !== 'preferred';
  return { ...(await app.ticketing.readLiveCode(trx, link, ticket.code)), required };
}

/** The organiser's note and the person's address stay inside. */
function publicTicket(
  ticket: TicketWithCode,
  type: PublicTicket['type'],
  live: PublicTicket['live'],
): PublicTicket {
  const { shortCode, seat, orderReference, texts, validFrom, validUntil, test } = ticket;
  return {
    symbol: ticketQr(ticket.code),
    live,
    shortCode,
    attendeeName: ticket.name,
    type: { name: type.name, colour: type.colour },
    ...{ seat, orderReference, texts, validFrom, validUntil, test },
  };
}
