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

export type Page =
  | { readonly kind: 'front'; readonly organisations: readonly PublicOrganisation[] }
  | {
      readonly kind: 'organisation';
      readonly organisation: PublicOrganisation;
      /** Published, in the order in which they begin. */
      readonly events: readonly PublicEvent[];
    }
  | { readonly kind: 'event'; readonly organisation: PublicOrganisation; readonly event: PublicEvent }
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
}

/** What the portal's build for the server exports. */

export type RenderPage = (page: Page, context: PageContext) => Promise<{ html: string; status: number }>;
