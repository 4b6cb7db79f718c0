import type { Locale } from '@gatehouse/shared/i18n';
import type { RotationNeed } from '../../ticketing/index.js';

/** What a mail and its attachments say about the event. */
export interface TicketedEvent {
  readonly name: string;
  readonly place: string;
  /** IANA name: times are told as a clock at the door shows them, wherever the reader is. */
  readonly timeZone: string;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly admissionAt: Date | null;
  /** The event's public page, or null. A ticket's own page never stands here: calendars are shared. */
  readonly url: string | null;
  /** Globally unique and the same in every mail about this event, so that a calendar keeps one entry. */
  readonly calendarUid: string;
}

export interface PrintedTicket {
  /** `G:…`, the 122 characters of the signed code. */
  readonly code: string;
  /** The 12 characters for typing, without gaps. */
  readonly shortCode: string;
  readonly attendeeName: string;
  readonly type: { readonly name: string /** `#rrggbb` */; readonly colour: string };
  readonly seat: string | null;
  readonly orderReference: string | null;
  readonly notes: readonly string[];
  /** Where what is printed is refused everywhere, only the page is named, and no code is drawn. */
  readonly rotation: RotationNeed;
  /** The ticket's page; whoever has this address has the ticket. */
  readonly pageUrl: string;
}

/** One mail: an order's tickets, or one person's only ticket. */
export interface TicketsToSend {
  readonly locale: Locale;
  /** Who is greeted; empty where nobody gave a name. */
  readonly recipientName: string;
  readonly organisation: string;
  readonly event: TicketedEvent;
  readonly tickets: readonly [PrintedTicket, ...PrintedTicket[]];
  /** When the tickets were issued. The only time that enters a file, so that sending again gives the same bytes. */
  readonly issuedAt: Date;
}
