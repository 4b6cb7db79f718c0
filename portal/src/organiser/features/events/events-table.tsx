import { formatDate } from '@gatehouse/shared/i18n';
import { type Column, Table, useI18n } from '@gatehouse/shared/ui';
import { Link } from '@tanstack/react-router';
import { SeriesName, SeriesStarts, SeriesStatus } from '../series/series-cells.js';
import type { Event } from './event-model.js';
import { EventStatus } from './event-status.js';

export interface EventsTableProps {
  readonly events: readonly Event[];
  /** Whether the row of a date stands for all dates of its series. */
  readonly together?: boolean;
}

/** Times are those of the event's zone, which is not always the reader's. */
export function EventsTable({ events, together = false }: EventsTableProps) {
  const { t } = useI18n();
  const isSeries = ({ seriesId }: Event) => together && seriesId !== null;
  const columns: Column<Event>[] = [
    {
      label: t('portal.events.name'),
      cell: (event) => (isSeries(event) ? <SeriesName event={event} /> : <EventName event={event} />),
    },
    { label: t('portal.events.place'), cell: (event) => <bdi>{event.place}</bdi> },
    {
      label: t('portal.events.starts'),
      cell: (event) => (isSeries(event) ? <SeriesStarts event={event} /> : <Starts event={event} />),
    },
    {
      label: t('portal.events.status'),
      cell: (event) =>
        isSeries(event) ? <SeriesStatus event={event} /> : <EventStatus status={event.status} />,
    },
  ];
  return <Table caption={t('portal.events.title')} columns={columns} rows={events} rowKey={({ id }) => id} />;
}

function EventName({ event }: { readonly event: Event }) {
  return (
    <Link to="/events/$eventId" params={{ eventId: event.id }}>
      <bdi>{event.name}</bdi>
    </Link>
  );
}

function Starts({ event }: { readonly event: Event }) {
  const { locale } = useI18n();
  return (
    <time dateTime={event.startsAt} class="tabular-nums">
      {formatDate(locale, event.startsAt, { timeZone: event.timeZone })}
    </time>
  );
}
