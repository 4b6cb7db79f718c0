import { Badge, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Event, EventStatus as Status } from '../events/event-model.js';
import { EventStatus } from '../events/event-status.js';
import { isOver, useDateWords } from './date-words.js';
import { seriesQuery } from './series-api.js';

interface CellProps {
  /** A date that stands for all of its series in a list. */
  readonly event: Event;
}

/** What is known of the series of a row; the row is there before it is. */
function useSeries(event: Event) {
  const { data } = useQuery(seriesQuery(event.id));
  const dates = data?.dates ?? [];
  const now = new Date();
  const next = dates.find((date) => !isOver(date, now));
  return { dates, passes: data?.passes ?? [], next };
}

/** More of them would push the next series off the screen. */
const mostPasses = 3;

export function SeriesName({ event }: CellProps) {
  const { t } = useI18n();
  const { dates, passes, next } = useSeries(event);
  return (
    <span>
      <Link to="/events/$eventId/dates" params={{ eventId: next?.id ?? event.id }}>
        <bdi>{event.name}</bdi>
      </Link>
      <span class="flex flex-wrap items-center gap-x-3 gap-y-1 font-normal text-ink-muted text-sm">
        {dates.length > 0 && t('portal.series.dateCount', { count: dates.length })}
        {passes.length > mostPasses
          ? t('portal.series.passCount', { count: passes.length })
          : passes.map((pass) => (
              <span key={pass.id} class="inline-flex items-center gap-1.5">
                <Badge tone="info">{t('portal.pass.badge')}</Badge>
                <Link to="/events/$eventId" params={{ eventId: pass.id }}>
                  <bdi>{pass.name}</bdi>
                </Link>
              </span>
            ))}
      </span>
    </span>
  );
}

/** The date that is next, and from when to when the series goes. */
export function SeriesStarts({ event }: CellProps) {
  const { t } = useI18n();
  const words = useDateWords(event);
  const { dates, next } = useSeries(event);
  return (
    <span>
      {next && (
        <Link to="/events/$eventId" params={{ eventId: next.id }} class="block">
          <time dateTime={next.startsAt} class="tabular-nums">
            {t('portal.series.next', { time: `\u2068${words.whole(next)}\u2069` })}
          </time>
        </Link>
      )}
      <bdi class="block text-ink-muted text-sm tabular-nums">
        {words.span(dates.length > 0 ? dates : [event])}
      </bdi>
    </span>
  );
}

const order: readonly Status[] = ['published', 'draft', 'archived'];

/** Each status that a date has, and how many have it where they differ. */
export function SeriesStatus({ event }: CellProps) {
  const { dates } = useSeries(event);
  const counts = order
    .map((status) => ({ status, count: dates.filter((date) => date.status === status).length }))
    .filter(({ count }) => count > 0);
  if (counts.length < 2) return <EventStatus status={counts[0]?.status ?? event.status} />;
  return (
    <span class="flex flex-wrap items-center gap-1.5">
      {counts.map(({ status, count }) => (
        <EventStatus key={status} status={status} count={count} />
      ))}
    </span>
  );
}
