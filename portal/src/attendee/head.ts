import type { Page, PublicEvent, PublicOrganisation } from '@gatehouse/shared/attendee';
import { formatDate } from '@gatehouse/shared/i18n';
import type { Speaker } from './speaker.js';
import { voidTitles } from './ticket-page.js';

/** What search engines, previews and tabs are told about a page. */
export interface Head {
  readonly title: string;
  readonly description: string;
  readonly kind: 'website' | 'event';
  /** Whether search engines and previews may know the address. */
  readonly isPublic: boolean;
  /** schema.org data, if the page is about something. */
  readonly data?: object;
}

const descriptionLength = 200;

const publicSite = { kind: 'website', isPublic: true } as const;
const secretPage = { kind: 'website', isPublic: false } as const;

export function headOf(page: Page, speaker: Speaker): Head {
  const { t } = speaker;
  switch (page.kind) {
    case 'front':
      return { title: t('common.brand'), description: t('attendee.front.lead'), ...publicSite };
    case 'organisation': {
      const title = t('attendee.organisation.title', { organisation: page.organisation.name });
      const data = {
        '@context': 'https://schema.org',
        '@type': 'Organization',
        name: page.organisation.name,
        url: `${speaker.context.origin}/${page.organisation.slug}`,
        event: page.events.map((event) => eventData(event, page.organisation, speaker)),
      };
      return { title, description: t('attendee.organisation.upcoming'), ...publicSite, data };
    }
    case 'event':
      return {
        title: `${page.event.name} · ${page.organisation.name}`,
        description: summaryOf(page.event, speaker),
        kind: 'event',
        isPublic: true,
        data: { '@context': 'https://schema.org', ...eventData(page.event, page.organisation, speaker) },
      };
    case 'ticket':
      return {
        title: `${t('attendee.ticket.title')} · ${page.event.name}`,
        description: t('attendee.ticket.show'),
        ...secretPage,
      };
    case 'void-ticket':
      return { title: t(voidTitles[page.reason]), description: t('attendee.ticket.title'), ...secretPage };
    case 'missing':
      return { title: t('attendee.missing.title'), description: t('attendee.missing.text'), ...secretPage };
  }
}

/** When and where, then as much of the text as a preview shows. */
function summaryOf(event: PublicEvent, { t, locale }: Speaker): string {
  const date = formatDate(locale, event.startsAt, { timeZone: event.timeZone, style: 'long' });
  const summary = t('attendee.event.summary', { date, place: event.place });
  const text = event.description.replace(/\s+/g, ' ').trim();
  return text === '' ? summary : `${summary}. ${text.slice(0, descriptionLength)}`;
}

function eventData(event: PublicEvent, organisation: PublicOrganisation, { context }: Speaker): object {
  return {
    '@type': 'Event',
    name: event.name,
    ...(event.description === '' ? {} : { description: event.description }),
    startDate: event.startsAt,
    ...(event.endsAt === null ? {} : { endDate: event.endsAt }),
    ...(event.admissionAt === null ? {} : { doorTime: event.admissionAt }),
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: { '@type': 'Place', name: event.place, address: event.place },
    organizer: {
      '@type': 'Organization',
      name: organisation.name,
      url: `${context.origin}/${organisation.slug}`,
    },
    url: `${context.origin}/${organisation.slug}/${event.slug}`,
  };
}
