import { Card, EmptyState, Skeleton, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import type { ComponentChildren } from 'preact';
import { toProblem } from '../../../forms/describe-issue.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import { type Part, partsQuery } from './event-queries.js';

export function TicketsTab({ eventId }: { readonly eventId: string }) {
  const { t } = useI18n();
  return (
    <Card>
      <Names
        eventId={eventId}
        part="ticket-types"
        empty={<EmptyState title={t('portal.event.tickets.empty')} hint={t('portal.event.tickets.hint')} />}
      />
    </Card>
  );
}

export function AccessTab({ eventId }: { readonly eventId: string }) {
  const { t } = useI18n();
  const parts = [
    { part: 'zones', title: t('portal.event.zones'), hint: t('portal.event.zonesHint') },
    { part: 'gates', title: t('portal.event.gates'), hint: t('portal.event.gatesHint') },
    { part: 'access-lists', title: t('portal.event.accessLists'), hint: t('portal.event.accessListsHint') },
  ] as const;
  return (
    <div class="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
      {parts.map(({ part, title, hint }) => (
        <Card key={part} title={title}>
          <p class="mb-4 text-ink-muted text-sm">{hint}</p>
          <Names eventId={eventId} part={part} empty={<p class="font-medium">{t('portal.event.none')}</p>} />
        </Card>
      ))}
    </div>
  );
}

interface NamesProps {
  readonly eventId: string;
  readonly part: Part;
  readonly empty: ComponentChildren;
}

function Names({ eventId, part, empty }: NamesProps) {
  const list = useQuery(partsQuery(eventId, part));
  if (list.isError)
    return <ProblemNotice problem={toProblem(list.error)} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Skeleton />;
  if (list.data.length === 0) return empty;
  return (
    <ul class="grid divide-y divide-line">
      {list.data.map(({ id, name }) => (
        <li key={id} class="py-2.5">
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}
