import { useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEvent } from '../events/event-context.js';
import { useDateWords } from './date-words.js';
import { seriesQuery } from './series-api.js';

/** On which dates the ticket of a pass is good; nothing for a ticket of an event that has a door. */
export function TicketDates() {
  const { t } = useI18n();
  const event = useEvent();
  const words = useDateWords(event);
  const isPass = event.kind === 'pass';
  const series = useQuery({ ...seriesQuery(event.id), enabled: isPass }).data;
  const ids = series?.passes.find(({ id }) => id === event.id)?.dateIds ?? [];
  const dates = series?.dates.filter(({ id }) => ids.includes(id)) ?? [];
  if (!isPass || series === undefined) return null;
  const title = t('portal.pass.ticketGood', { count: dates.length });
  return (
    <section aria-label={title}>
      <h3 class="text-ink-muted text-sm">{title}</h3>
      {/* Sixty dates would push away what else is known of the ticket. */}
      <ul class="max-h-48 overflow-y-auto">
        {dates.map((date) => (
          <li key={date.id}>
            <Link
              to="/events/$eventId"
              params={{ eventId: date.id }}
              class="inline-flex min-h-11 items-center tabular-nums lg:min-h-0"
            >
              {words.whole(date)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
