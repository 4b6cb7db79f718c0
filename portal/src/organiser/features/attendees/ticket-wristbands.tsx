import type { Answer } from '@gatehouse/shared/api';
import { formatDate } from '@gatehouse/shared/i18n';
import { Button, ConfirmDialog, Notice, StatusBadge, useI18n, useToast } from '@gatehouse/shared/ui';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { api, bodyOf } from '../../../api/client.js';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { DeskTexts } from '../door/desk-texts.js';
import { useEvent } from '../events/event-context.js';

const path = '/api/v1/events/{eventId}/tickets/{ticketId}/wristbands';

type Band = Answer<typeof path, 'get'>[number];

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
      <Bands bands={data} ticketId={ticketId} />
    </DeskTexts>
  );
}

function Bands({ bands, ticketId }: { readonly bands: readonly Band[]; readonly ticketId: string }) {
  const { t, locale } = useI18n();
  const { timeZone, status } = useEvent();
  const mayLose = useMay('door.write') && status !== 'archived' && bands.some(({ counts }) => counts);
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
      {mayLose && <Lose ticketId={ticketId} />}
    </section>
  );
}

/** Whoever has lost one and gets no other: it is dead with everybody who is on it. */
function Lose({ ticketId }: { readonly ticketId: string }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const [asking, setAsking] = useState(false);
  const lose = useMutation({
    mutationFn: () => bodyOf(api.DELETE(path, { params: { path: { eventId, ticketId } } })),
    onSuccess: ({ data }) => {
      queries.setQueryData(wristbandsQuery(eventId, ticketId).queryKey, data);
      showToast(t('desk.bands.lost'));
      setAsking(false);
    },
  });
  return (
    <div class="ui-actions">
      <Button onClick={() => setAsking(true)}>{t('desk.bands.lose')}</Button>
      {asking && (
        <ConfirmDialog
          open
          danger
          title={t('desk.bands.lose')}
          text={t('desk.bands.loseText')}
          confirm={t('desk.bands.loseNow')}
          busy={lose.isPending}
          onConfirm={() => lose.mutate()}
          onClose={() => setAsking(false)}
        >
          {lose.isError && <Notice tone="bad">{describeProblem(t, toProblem(lose.error))}</Notice>}
        </ConfirmDialog>
      )}
    </div>
  );
}
