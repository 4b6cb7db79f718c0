import { formatDate, formatDateRange, type Locale } from '@gatehouse/shared/i18n';
import type { TicketedEvent } from './tickets-to-send.js';

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
