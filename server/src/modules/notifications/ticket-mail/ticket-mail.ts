import { createTranslator, loadCatalogue } from '@gatehouse/shared/i18n';
import type { MailAttachment } from '../../../platform/mail/mail.js';
import { ticketQr } from '../../ticketing/index.js';
import { qrPng } from './bitmap-png.js';
import { calendarFile } from './calendar-file.js';
import { mailHtml, ticketsShownInMail } from './mail-html.js';
import { mailText } from './mail-text.js';
import { isPrintable, subjectOf } from './tickets-in-words.js';
import type { PrintedTicket, TicketsToSend } from './tickets-to-send.js';

export interface TicketMail {
  readonly locale: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
  /** Characters that the PDF prints as empty boxes, because no font has them; for the log. */
  readonly missingCharacters: readonly string[];
}

/** Twelve pixels a module are two for each CSS pixel at which the mail shows the code, so its edges stay sharp. */
const modulePx = 12;

/** Writes the mail that brings tickets. The same tickets give the same bytes, so sending again changes nothing. */
export async function writeTicketMail(order: TicketsToSend): Promise<TicketMail> {
  const t = createTranslator(order.locale, await loadCatalogue(order.locale, ['mail']));
  // Fonts and the PDF library are large, and only a process that sends tickets needs them.
  const { ticketPdf } = await import('./pdf/ticket-pdf.js');
  const pdf = await ticketPdf(order, t);
  const codes = order.tickets
    .slice(0, ticketsShownInMail)
    .flatMap((ticket, index) => (isPrintable(ticket) ? [codeOf(ticket, index)] : []));
  return {
    locale: order.locale,
    subject: subjectOf(order, t),
    text: mailText(order, t),
    html: mailHtml(order, t, cidOf),
    attachments: [
      ...codes,
      { filename: 'ticket.pdf', contentType: 'application/pdf', content: pdf.bytes },
      {
        filename: 'event.ics',
        contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
        content: Buffer.from(calendarFile(order.event, order.issuedAt)),
      },
    ],
    missingCharacters: pdf.missingCharacters,
  };
}

function codeOf(ticket: PrintedTicket, index: number): MailAttachment {
  return {
    filename: `ticket-${index + 1}.png`,
    contentType: 'image/png',
    content: qrPng(ticketQr(ticket.code), modulePx),
    cid: cidOf(index),
  };
}

/** Unique within the mail, which is all that a reference to one of its own parts needs. */
function cidOf(index: number): string {
  return `ticket-${index + 1}@gatehouse`;
}
