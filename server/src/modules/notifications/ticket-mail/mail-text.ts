import type { Translate } from '@gatehouse/shared/i18n';
import { printedShortCode } from '@gatehouse/shared/ticket-code';
import {
  admissionTime,
  adviceOf,
  attachedOf,
  changesOf,
  eventTime,
  greeting,
  leadOf,
  oneLine,
} from './tickets-in-words.js';
import type { PrintedTicket, TicketsToSend } from './tickets-to-send.js';

/** The mail for readers without HTML. What people wrote stays on one line each, so that nothing can pose as a part. */
export function mailText(order: TicketsToSend, t: Translate): string {
  const { locale, event } = order;
  const admission = admissionTime(locale, event);
  const facts = [
    oneLine(event.name),
    `${t('mail.ticket.when')}: ${eventTime(locale, event)}`,
    ...(admission ? [`${t('mail.ticket.admission')}: ${admission}`] : []),
    ...(event.place ? [`${t('mail.ticket.where')}: ${oneLine(event.place)}`] : []),
  ];
  const paragraphs = [
    [greeting(t, oneLine(order.recipientName))],
    [leadOf(order, t)],
    facts,
    ...order.tickets.map((ticket) => ticketLines(ticket, t)),
    adviceOf(order, t),
    [attachedOf(order, t)],
    [t('mail.ticket.reason', { organisation: oneLine(order.organisation) })],
  ];
  return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function ticketLines(ticket: PrintedTicket, t: Translate): string[] {
  const changes = changesOf(ticket, t);
  return [
    oneLine(ticket.attendeeName),
    `${t('mail.ticket.type')}: ${oneLine(ticket.type.name)}`,
    ...(ticket.seat ? [`${t('mail.ticket.seat')}: ${oneLine(ticket.seat)}`] : []),
    ...(ticket.orderReference ? [`${t('mail.ticket.order')}: ${oneLine(ticket.orderReference)}`] : []),
    ...ticket.notes.map(oneLine),
    `${t('mail.ticket.shortCode')}: ${printedShortCode(ticket.shortCode)}`,
    ...(changes === undefined ? [] : [changes]),
    `${t('mail.ticket.open')}: ${ticket.pageUrl}`,
  ];
}
