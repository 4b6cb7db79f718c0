import { Badge, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Event } from '../events/event-model.js';
import { useDateWords } from './date-words.js';
import { type SeriesDate, seriesQuery } from './series-api.js';

/** Where in its series an event stands, with the way to the dates beside it; of a pass, that it is one. */
export function SeriesPlace({ event }: { readonly event: Event }) {
  const { t } = useI18n();
  const { dates = [] } = useQuery(seriesQuery(event.id)).data ?? {};
  const place = dates.findIndex(({ id }) => id === event.id);
  const first = dates[0];
  if (event.kind === 'pass') {
    return (
      <>
        <Badge tone="info">{t('portal.pass.badge')}</Badge>
        {first && (
          <Link
            to="/events/$eventId/dates"
            params={{ eventId: first.id }}
            class="inline-flex min-h-11 items-center lg:min-h-0"
          >
            {t('portal.pass.back')}
          </Link>
        )}
      </>
    );
  }
  if (place < 0) return null;
  return (
    <>
      <Link
        to="/events/$eventId/dates"
        params={{ eventId: event.id }}
        class="inline-flex min-h-11 items-center lg:min-h-0"
      >
        {t('portal.series.place', { place: place + 1, all: dates.length })}
      </Link>
      <Beside event={event} date={dates[place - 1]} way="before" />
      <Beside event={event} date={dates[place + 1]} way="after" />
    </>
  );
}

interface BesideProps {
  readonly event: Event;
  readonly date: SeriesDate | undefined;
  readonly way: 'before' | 'after';
}

function Beside({ event, date, way }: BesideProps) {
  const { t } = useI18n();
  const words = useDateWords(event);
  if (date === undefined) return null;
  return (
    <Link
      to="/events/$eventId"
      params={{ eventId: date.id }}
      title={words.whole(date)}
      class="inline-flex min-h-11 items-center lg:min-h-0"
    >
      {t(way === 'before' ? 'portal.series.before' : 'portal.series.after')}
    </Link>
  );
}

/** From the first to the last date that a pass is good for; unset for an event that has a time of its own. */
export function usePassSpan(event: Event): string | undefined {
  const words = useDateWords(event);
  const isPass = event.kind === 'pass';
  const series = useQuery({ ...seriesQuery(event.id), enabled: isPass }).data;
  if (!isPass) return undefined;
  const ids = series?.passes.find(({ id }) => id === event.id)?.dateIds ?? [];
  return words.span(series?.dates.filter(({ id }) => ids.includes(id)) ?? []);
}
