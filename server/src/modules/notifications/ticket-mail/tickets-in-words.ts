import { formatDate, formatDateRange, type Locale, type Translate } from '@gatehouse/shared/i18n';
import type { PrintedTicket, TicketedEvent, TicketsToSend } from './tickets-to-send.js';

/** When the event is, by the clock at its door and in the reader's language. */
export function eventTime(locale: Locale, event: TicketedEvent): string {
  const shown = { timeZone: event.timeZone, style: 'long' } as const;
  const { startsAt: start, endsAt: end } = event;
  return end ? formatDateRange(locale, { start, end }, shown) : formatDate(locale, start, shown);
}

/** Doors open; the day is said too when it is not the day on which the event begins. */
export function admissionTime(locale: Locale, event: TicketedEvent): string | undefined {
  const { admissionAt, startsAt, timeZone } = event;
  if (!admissionAt) return undefined;
  const day = (instant: Date) => formatDate('en', instant, { timeZone, style: 'date' });
  const style = day(admissionAt) === day(startsAt) ? 'time' : 'short';
  return formatDate(locale, admissionAt, { timeZone, style });
}

/** The ticket type's colour, or ours where it is not one: it is written into markup. */
export function safeColour(colour: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#5e2052';
}

/** In one line without control characters, as a subject must be. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** Greets by name where there is one. */
export function greeting(t: Translate, name: string): string {
  return name.trim() === '' ? t('mail.ticket.greeting') : t('mail.published.greeting', { name });
}

/** The first sentence, for one ticket or for many. */
export function leadOf({ event, tickets }: TicketsToSend, t: Translate): string {
  return t(tickets.length > 1 ? 'mail.tickets.lead' : 'mail.ticket.lead', { event: oneLine(event.name) });
}

export function subjectOf({ event, tickets }: TicketsToSend, t: Translate): string {
  const key = tickets.length > 1 ? 'mail.tickets.subject' : 'mail.ticket.subject';
  return oneLine(t(key, { event: event.name }));
}

/** Whether the code of the ticket is drawn; where it would be refused, it is not. */
export function isPrintable({ rotation }: PrintedTicket): boolean {
  return rotation !== 'everywhere';
}

/** What has to be said of a code that changes; undefined where what is printed is as good. */
export function changesOf({ rotation }: PrintedTicket, t: Translate): string | undefined {
  if (rotation === 'everywhere') return t('mail.ticket.changes');
  return rotation === 'somewhere' ? t('mail.ticket.changesSomewhere') : undefined;
}

/** How to come in: with what is printed, where that is good for anything. */
export function adviceOf({ tickets }: TicketsToSend, t: Translate): string[] {
  return [...(tickets.some(isPrintable) ? [t('mail.ticket.show')] : []), t('mail.ticket.personal')];
}

export function attachedOf({ tickets }: TicketsToSend, t: Translate): string {
  if (!tickets.some(isPrintable)) return t('mail.ticket.attachedChanging');
  return t(tickets.length > 1 ? 'mail.tickets.attached' : 'mail.ticket.attached');
}
