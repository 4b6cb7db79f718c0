import type { Locale } from '../i18n/index.js';

/** What the public may know of an organisation. */
export interface PublicOrganisation {
  readonly name: string;
  readonly slug: string;
}

/** What the public may know of an event. Instants are ISO 8601 with an offset. */
export interface PublicEvent {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly place: string;
  /** IANA name; every time of the event is shown in it. */
  readonly timeZone: string;
  readonly admissionAt: string | null;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly ticketTypes: readonly string[];
}

/** What the page of one ticket makes its changing codes with; base64url. */
export interface LiveTicket {
  /** The 80 bytes of the code. */
  readonly code: string;
  /** Of this ticket and this generation alone. */
  readonly key: string;
  /** The code that does not change is refused. */
  readonly required: boolean;
}

/** What the holder of a ticket is shown. */
export interface PublicTicket {
  /** The symbol of its code, row by row; true is black. The quiet zone around it is left out. */
  readonly symbol: readonly (readonly boolean[])[];
  /** What its changing codes are made with; null: no access list that takes it looks at them. */
  readonly live: LiveTicket | null;
  /** 12 characters for typing, without gaps. */
  readonly shortCode: string;
  readonly attendeeName: string;
  readonly type: { readonly name: string /** `#rrggbb` */; readonly colour: string };
  readonly seat: string | null;
  readonly orderReference: string | null;
  readonly texts: readonly string[];
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** For trying out; no door lets it in at a real shift. */
  readonly test: boolean;
}

/** Why the holder of a genuine link sees no code: a newer link exists, it was cancelled, or it must not be used now. */
export type TicketVoid = 'replaced' | 'cancelled' | 'blocked';

export type Page =
  | { readonly kind: 'front'; readonly organisations: readonly PublicOrganisation[] }
  | {
      readonly kind: 'organisation';
      readonly organisation: PublicOrganisation;
      /** Published, in the order in which they begin. */
      readonly events: readonly PublicEvent[];
    }
  | { readonly kind: 'event'; readonly organisation: PublicOrganisation; readonly event: PublicEvent }
  | {
      readonly kind: 'ticket';
      readonly organisation: PublicOrganisation;
      readonly event: PublicEvent;
      /** Whether the event has a public page. */
      readonly eventIsPublished: boolean;
      readonly ticket: PublicTicket;
    }
  | { readonly kind: 'void-ticket'; readonly reason: TicketVoid }
  | { readonly kind: 'missing' };

/** What a page needs to know of the request and of the installation. */
export interface PageContext {
  readonly locale: Locale;
  /** Whether the reader asked for the language with `?lang=`; links then carry it on. */
  readonly localeChosen: boolean;
  /** Origin that readers use, without a slash at the end. */
  readonly origin: string;
  /** Path of this page, without a query. */
  readonly path: string;
  /** Address of the style sheet, from the manifest of the client build (`src/attendee/attendee.css`). */
  readonly stylesheet: string;
  /** Address of the script of a ticket's page (`src/attendee/ticket-script.ts`). */
  readonly ticketScript: string;
}

/** What the portal's build for the server exports. */

export type RenderPage = (page: Page, context: PageContext) => Promise<{ html: string; status: number }>;
