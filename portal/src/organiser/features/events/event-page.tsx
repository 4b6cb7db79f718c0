import { formatDate } from '@gatehouse/shared/i18n';
import { Notice, PageHeader, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { NotYet } from '../../shell/not-yet.js';
import { EventActions } from './event-actions.js';
import { EventProvider } from './event-context.js';
import type { Event } from './event-model.js';
import { eventQuery } from './event-queries.js';
import { EventStatus } from './event-status.js';

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
      <Outlet />
    </EventProvider>
  );
}

function EventHead({ event }: { readonly event: Event }) {
  const { t, locale } = useI18n();
  const when = formatDate(locale, event.startsAt, { timeZone: event.timeZone, style: 'long' });
  return (
    <>
      <PageHeader
        above={
          <span>
            <EventStatus status={event.status} />
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

function EventTabs({ event }: { readonly event: Event }) {
  const { t } = useI18n();
  const params = { eventId: event.id };
  const { pathname } = useLocation();
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector('[aria-current="page"]');
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={list} class="ui-tabs" aria-label={t('portal.event.parts')}>
      <Link to="/events/$eventId" params={params} activeOptions={{ exact: true }} resetScroll={false}>
        {t('portal.event.tab.overview')}
      </Link>
      <Link to="/events/$eventId/ticket-types" params={params} resetScroll={false}>
        {t('portal.event.tab.tickets')}
      </Link>
      <Link to="/events/$eventId/places" params={params} resetScroll={false}>
        {t('portal.event.tab.places')}
      </Link>
      <Link to="/events/$eventId/access-lists" params={params} resetScroll={false}>
        {t('portal.event.tab.lists')}
      </Link>
      <Link to="/events/$eventId/questions" params={params} resetScroll={false}>
        {t('portal.event.tab.questions')}
      </Link>
      {useMay('tickets.read') && (
        <Link to="/events/$eventId/attendees" params={params} resetScroll={false}>
          {t('portal.event.tab.attendees')}
        </Link>
      )}
      {useMay('devices.read') && (
        <Link to="/events/$eventId/phones" params={params} resetScroll={false}>
          {t('portal.event.tab.phones')}
        </Link>
      )}
      {useMay('door.read') && (
        <Link to="/events/$eventId/door" params={params} resetScroll={false}>
          {t('portal.event.tab.door')}
        </Link>
      )}
    </nav>
  );
}
