import { Button, Card, type Column, EditIcon, Notice, Table, useI18n } from '@gatehouse/shared/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { useEvent } from '../events/event-context.js';
import { EventStatus } from '../events/event-status.js';
import { useDateWords } from './date-words.js';
import { PassDatesPanel } from './pass-dates-panel.js';
import type { Series, SeriesDate } from './series-api.js';

/** On a pass: the dates that it is good for, each with its access lists, where its ticket types have to be named. */
export function PassDatesCard({ series }: { readonly series: Series }) {
  const { t } = useI18n();
  const event = useEvent();
  const mayChange = useMay('events.write') && event.status !== 'archived';
  const [changing, setChanging] = useState(false);
  const pass = series.passes.find(({ id }) => id === event.id);
  const columns = useColumns();
  const dates = series.dates.filter(({ id }) => pass?.dateIds.includes(id));
  return (
    <Card
      title={t('portal.pass.ticketGood', { count: dates.length })}
      flush
      actions={
        mayChange && (
          <Button onClick={() => setChanging(true)}>
            <EditIcon />
            {t('portal.pass.change')}
          </Button>
        )
      }
    >
      <div class="p-4">
        <Notice>{t('portal.pass.inLists')}</Notice>
      </div>
      <Table caption={t('portal.event.tab.dates')} columns={columns} rows={dates} rowKey={({ id }) => id} />
      {changing && pass && (
        <PassDatesPanel pass={pass} dates={series.dates} onClose={() => setChanging(false)} />
      )}
    </Card>
  );
}

function useColumns(): readonly Column<SeriesDate>[] {
  const { t } = useI18n();
  const words = useDateWords(useEvent());
  return [
    {
      label: t('portal.series.date'),
      cell: (date) => (
        <Link to="/events/$eventId" params={{ eventId: date.id }}>
          <time dateTime={date.startsAt} class="tabular-nums">
            {words.day(date)}
          </time>
        </Link>
      ),
    },
    {
      label: t('portal.series.time'),
      cell: (date) => <bdi class="tabular-nums">{words.hours(date)}</bdi>,
    },
    { label: t('portal.events.status'), cell: ({ status }) => <EventStatus status={status} /> },
    {
      label: t('portal.pass.lists'),
      cell: (date) => (
        <Link
          to="/events/$eventId/access-lists"
          params={{ eventId: date.id }}
          aria-label={t('portal.pass.listsOf', { date: words.whole(date) })}
        >
          {t('portal.pass.lists')}
        </Link>
      ),
    },
  ];
}
