import { formatDate } from '@gatehouse/shared/i18n';
import { type Column, Table, useI18n } from '@gatehouse/shared/ui';
import { Link } from '@tanstack/react-router';
import type { Event } from './event-model.js';
import { EventStatus } from './event-status.js';

/** Times are those of the event's zone, which is not always the reader's. */
export function EventsTable({ events }: { readonly events: readonly Event[] }) {
  const { t, locale } = useI18n();
  const columns: Column<Event>[] = [
    {
      label: t('portal.events.name'),
      cell: (event) => (
        <Link to="/events/$eventId" params={{ eventId: event.id }}>
          <bdi>{event.name}</bdi>
        </Link>
      ),
    },
    { label: t('portal.events.place'), cell: (event) => <bdi>{event.place}</bdi> },
    {
      label: t('portal.events.starts'),
      cell: (event) => (
        <time dateTime={event.startsAt} class="tabular-nums">
          {formatDate(locale, event.startsAt, { timeZone: event.timeZone })}
        </time>
      ),
    },
    { label: t('portal.events.status'), cell: (event) => <EventStatus status={event.status} /> },
  ];
  return <Table caption={t('portal.events.title')} columns={columns} rows={events} rowKey={({ id }) => id} />;
}
