import { formatDate, formatNumber } from '@gatehouse/shared/i18n';
import {
  Badge,
  Button,
  Card,
  type Column,
  Skeleton,
  StatusBadge,
  Table,
  useI18n,
} from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { toProblem } from '../../../forms/describe-issue.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import { useEvent } from '../events/event-context.js';
import { faceOf, keysPerEvent } from './key-face.js';
import { KeyQuestion, type Wish } from './key-question.js';
import { type TicketKey, ticketKeysQuery } from './ticket-key-api.js';

interface Asked {
  readonly wish: Wish;
  readonly intention: string;
}

/** The keys that sign the codes of this event: what each is good for, and a new one after a question. */
export function TicketKeysCard() {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const keys = useQuery(ticketKeysQuery(eventId));
  const mayWrite = useMay('tickets.write') && status !== 'archived';
  const [asked, setAsked] = useState<Asked | undefined>();
  const ask = (wish: Wish) => setAsked({ wish, intention: crypto.randomUUID() });
  const count = keys.data?.length ?? 0;
  const left = keysPerEvent - count;
  return (
    <Card
      title={t('portal.keys.title')}
      flush
      actions={
        mayWrite &&
        count > 0 && (
          <>
            <Button onClick={() => ask({ act: 'leak', left })}>{t('portal.keys.leak')}</Button>
            <Button onClick={() => ask({ act: 'rotate', left })}>{t('portal.keys.rotate')}</Button>
          </>
        )
      }
    >
      <p class="px-5 pt-1 pb-4 text-ink-muted text-sm">{t('portal.keys.lead')}</p>
      {count > 0 && <KeysTable keys={keys.data ?? []} onAsk={mayWrite ? ask : undefined} />}
      {keys.isPending && (
        <div class="p-5">
          <Skeleton />
        </div>
      )}
      {keys.isError && <ProblemNotice problem={toProblem(keys.error)} onRetry={() => void keys.refetch()} />}
      {asked && <KeyQuestion {...asked} onClose={() => setAsked(undefined)} />}
    </Card>
  );
}

interface KeysTableProps {
  readonly keys: readonly TicketKey[];
  /** Unset for those who may not. */
  readonly onAsk: ((wish: Wish) => void) | undefined;
}

function KeysTable({ keys, onAsk }: KeysTableProps) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  const columns: Column<TicketKey>[] = [
    {
      label: t('portal.keys.number'),
      cell: ({ kid, test }) => (
        <span class="inline-flex gap-2">
          {formatNumber(locale, kid)}
          {test && <Badge>{t('portal.ticket.test')}</Badge>}
        </span>
      ),
    },
    {
      label: t('portal.ticket.state'),
      cell: (key) => {
        const { tone, label } = faceOf(key, { t, locale, timeZone });
        return <StatusBadge tone={tone}>{label}</StatusBadge>;
      },
    },
    {
      label: t('portal.keys.atDoor'),
      cell: (key) => <span class="text-sm">{t(faceOf(key, { t, locale, timeZone }).atDoor)}</span>,
    },
    { label: t('portal.keys.tickets'), cell: ({ tickets }) => formatNumber(locale, tickets) },
    { label: t('portal.ticket.added'), cell: ({ createdAt }) => formatDate(locale, createdAt, { timeZone }) },
    ...(onAsk === undefined
      ? []
      : [
          {
            label: t('portal.edit.actions'),
            cell: (key: TicketKey) => <Acts ticketKey={key} onAsk={onAsk} />,
          },
        ]),
  ];
  return <Table caption={t('portal.keys.title')} columns={columns} rows={keys} rowKey={({ id }) => id} />;
}

/** The key that signs can only be followed by another one. */
function Acts({
  ticketKey: key,
  onAsk,
}: {
  readonly ticketKey: TicketKey;
  readonly onAsk: (wish: Wish) => void;
}) {
  const { t } = useI18n();
  if (key.signs || key.status === 'dead') return <>–</>;
  return (
    <div class="ui-actions">
      {key.status === 'active' && (
        <Button onClick={() => onAsk({ act: 'setAside', key })}>{t('portal.keys.setAside')}</Button>
      )}
      <Button onClick={() => onAsk({ act: 'kill', key })}>{t('portal.keys.kill')}</Button>
    </div>
  );
}
