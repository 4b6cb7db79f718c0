import type { Page, PublicEvent, PublicOrganisation } from '@gatehouse/shared/attendee';
import { formatDate } from '@gatehouse/shared/i18n';
import type { Speaker } from './speaker.js';

/** What search engines, previews and tabs are told about a page. */
export interface Head {
  readonly title: string;
  readonly description: string;
  readonly kind: 'website' | 'event';
  /** schema.org data, if the page is about something. */
  readonly data?: object;
}

const descriptionLength = 200;

export function headOf(page: Page, speaker: Speaker): Head {
  const { t } = speaker;
  switch (page.kind) {
    case 'front':
      return { title: t('common.brand'), description: t('attendee.front.lead'), kind: 'website' };
    case 'organisation': {
      const title = t('attendee.organisation.title', { organisation: page.organisation.name });
      const data = {
        '@context': 'https://schema.org',
        '@type': 'Organization',
        name: page.organisation.name,
        url: `${speaker.context.origin}/${page.organisation.slug}`,
        event: page.events.map((event) => eventData(event, page.organisation, speaker)),
      };
      return { title, description: t('attendee.organisation.upcoming'), kind: 'website', data };
    }
    case 'event':
      return {
        title: `${page.event.name} · ${page.organisation.name}`,
        description: summaryOf(page.event, speaker),
        kind: 'event',
        data: { '@context': 'https://schema.org', ...eventData(page.event, page.organisation, speaker) },
      };
    case 'missing':
      return { title: t('attendee.missing.title'), description: t('attendee.missing.text'), kind: 'website' };
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
