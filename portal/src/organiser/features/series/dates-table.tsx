import { Badge, type Column, Table, useI18n } from '@gatehouse/shared/ui';
import { Link } from '@tanstack/react-router';
import type { Event } from '../events/event-model.js';
import { EventStatus } from '../events/event-status.js';
import { useDateWords } from './date-words.js';
import type { SeriesDate } from './series-api.js';

export interface DatesTableProps {
  readonly caption: string;
  readonly dates: readonly SeriesDate[];
  /** The event whose page this is: its clock counts, and among the dates it is marked. */
  readonly event: Pick<Event, 'id' | 'timeZone'>;
  /** Whether any date of the series has a name of its own. */
  readonly isNamed: boolean;
}

/** Dates in the order given, each with the way to its event. */
export function DatesTable({ caption, dates, event, isNamed }: DatesTableProps) {
  const { t } = useI18n();
  const words = useDateWords(event);
  const name: Column<SeriesDate> = {
    label: t('portal.edit.name'),
    cell: (date) => <bdi>{date.name}</bdi>,
  };
  const columns: Column<SeriesDate>[] = [
    {
      label: t('portal.series.date'),
      cell: (date) => (
        <span class="inline-flex flex-wrap items-center gap-x-3">
          <Link to="/events/$eventId" params={{ eventId: date.id }}>
            <time dateTime={date.startsAt} class="tabular-nums">
              {words.day(date)}
            </time>
          </Link>
          {date.id === event.id && <Badge tone="info">{t('portal.series.thisDate')}</Badge>}
        </span>
      ),
    },
    {
      label: t('portal.series.time'),
      cell: (date) => <bdi class="tabular-nums">{words.hours(date)}</bdi>,
    },
    ...(isNamed ? [name] : []),
    { label: t('portal.events.status'), cell: ({ status }) => <EventStatus status={status} /> },
  ];
  return <Table caption={caption} columns={columns} rows={dates} rowKey={({ id }) => id} />;
}
