import { formatDate } from '@gatehouse/shared/i18n';
import { Notice, PageHeader, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { NotYet } from '../../shell/not-yet.js';
import { SeriesPlace, usePassSpan } from '../series/series-place.js';
import { EventActions } from './event-actions.js';
import { EventProvider } from './event-context.js';
import type { Event } from './event-model.js';
import { eventQuery } from './event-queries.js';
import { EventStatus } from './event-status.js';
import { EventPart, EventTabs } from './event-tabs.js';

/** The frame of an event: what it is, what can be done with it, and its parts, each at an address of its own. */
export function EventPage() {
  const { eventId } = useParams({ from: '/members/events/$eventId' });
  const event = useQuery(eventQuery(eventId));
  if (event.data === undefined) {
    return <NotYet query={event} lines={6} />;
  }
  return (
    <EventProvider key={eventId} value={event.data}>
      <EventHead event={event.data} />
      <EventTabs event={event.data} />
      <EventPart event={event.data} />
    </EventProvider>
  );
}

function EventHead({ event }: { readonly event: Event }) {
  const { t, locale } = useI18n();
  const span = usePassSpan(event);
  const when = span ?? formatDate(locale, event.startsAt, { timeZone: event.timeZone, style: 'long' });
  return (
    <>
      <PageHeader
        above={
          <span class="flex flex-wrap items-center gap-x-3 gap-y-1">
            <EventStatus status={event.status} />
            {event.seriesId !== null && <SeriesPlace event={event} />}
          </span>
        }
        title={event.name}
        // The place keeps its own direction beside a date of the other one.
        lead={`${when} · \u2068${event.place}\u2069`}
        actions={<EventActions event={event} />}
      />
      {event.status === 'archived' && (
        <div class="mb-5">
          <Notice title={t('portal.event.archivedTitle')}>{t('portal.event.archivedText')}</Notice>
        </div>
      )}
    </>
  );
}
