import { formatDate } from '@gatehouse/shared/i18n';
import { StatusBadge, useI18n } from '@gatehouse/shared/ui';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMay } from '../../../api/browser-session.js';
import { api, bodyOf } from '../../../api/client.js';
import { DeskTexts } from '../door/desk-texts.js';
import { useEvent } from '../events/event-context.js';

const path = '/api/v1/events/{eventId}/tickets/{ticketId}/wristbands';

function wristbandsQuery(eventId: string, ticketId: string) {
  return queryOptions({
    queryKey: ['event', eventId, 'tickets', ticketId, 'wristbands'],
    queryFn: async () => (await bodyOf(api.GET(path, { params: { path: { eventId, ticketId } } }))).data,
  });
}

/** What desks gave out for this ticket; nothing where they gave nothing. */
export function TicketWristbands({ ticketId }: { readonly ticketId: string }) {
  const { id: eventId } = useEvent();
  const { data = [] } = useQuery({ ...wristbandsQuery(eventId, ticketId), enabled: useMay('door.read') });
  if (data.length === 0) return null;
  return (
    <DeskTexts waiting={null}>
      <Bands bands={data} />
    </DeskTexts>
  );
}

interface Band {
  readonly mark: string;
  readonly at: string;
  readonly deviceName: string;
  readonly counts: boolean;
}

function Bands({ bands }: { readonly bands: readonly Band[] }) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  return (
    <section class="grid gap-3 border-line border-t pt-4">
      <h3>{t('desk.bands.title')}</h3>
      <ul class="grid gap-3">
        {bands.map(({ mark, at, deviceName, counts }) => (
          <li key={mark} class="flex flex-wrap items-center justify-between gap-2">
            <span class="wrap-anywhere">
              <bdi class="font-mono">{mark}</bdi>
              <span class="block text-ink-muted text-xs">
                {t('desk.bands.given', { at: formatDate(locale, at, { timeZone }), device: deviceName })}
              </span>
            </span>
            <StatusBadge tone={counts ? 'good' : 'info'}>
              {t(counts ? 'desk.bands.counts' : 'desk.bands.dead')}
            </StatusBadge>
          </li>
        ))}
      </ul>
    </section>
  );
}
