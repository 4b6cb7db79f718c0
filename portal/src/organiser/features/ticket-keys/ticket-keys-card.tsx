import { formatDate, formatNumber, type PlainKey } from '@gatehouse/shared/i18n';
import {
  Badge,
  Button,
  Card,
  type Column,
  ConfirmDialog,
  Notice,
  Skeleton,
  StatusBadge,
  Table,
  type Tone,
  useI18n,
  useToast,
} from '@gatehouse/shared/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { PhoneEffects } from '../../editing/phone-effects.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import { useEvent } from '../events/event-context.js';
import { killKey, rotateKey, type TicketKey, ticketKeysQuery } from './ticket-key-api.js';

interface Face {
  readonly tone: Tone;
  readonly label: PlainKey;
}

const faces: Readonly<Record<TicketKey['status'], Face>> = {
  active: { tone: 'good', label: 'portal.keys.active' },
  'list-only': { tone: 'info', label: 'portal.keys.listOnly' },
  dead: { tone: 'bad', label: 'portal.keys.dead' },
};

/** The keys that sign the codes of this event: which there are, and a new one after a question. */
export function TicketKeysCard() {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const keys = useQuery(ticketKeysQuery(eventId));
  const mayWrite = useMay('tickets.write') && status !== 'archived';
  const [asked, setAsked] = useState<Asked | undefined>();
  const ask = (dying?: TicketKey) => setAsked({ dying, intention: crypto.randomUUID() });
  const hasKeys = (keys.data?.length ?? 0) > 0;
  return (
    <Card
      title={t('portal.keys.title')}
      flush
      actions={mayWrite && hasKeys && <Button onClick={() => ask()}>{t('portal.keys.rotate')}</Button>}
    >
      <p class="px-5 pt-1 pb-4 text-ink-muted text-sm">{t('portal.keys.lead')}</p>
      {hasKeys && <KeysTable keys={keys.data ?? []} onKill={mayWrite ? ask : undefined} />}
      {keys.isPending && (
        <div class="p-5">
          <Skeleton />
        </div>
      )}
      {keys.isError && <ProblemNotice problem={toProblem(keys.error)} onRetry={() => void keys.refetch()} />}
      {asked && <Question {...asked} onClose={() => setAsked(undefined)} />}
    </Card>
  );
}

interface KeysTableProps {
  readonly keys: readonly TicketKey[];
  /** Unset for those who may not. */
  readonly onKill: ((key: TicketKey) => void) | undefined;
}

function KeysTable({ keys, onKill }: KeysTableProps) {
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
      cell: ({ status }) => <StatusBadge tone={faces[status].tone}>{t(faces[status].label)}</StatusBadge>,
    },
    { label: t('portal.keys.tickets'), cell: ({ tickets }) => formatNumber(locale, tickets) },
    { label: t('portal.ticket.added'), cell: ({ createdAt }) => formatDate(locale, createdAt, { timeZone }) },
    ...(onKill === undefined
      ? []
      : [
          {
            label: t('portal.edit.actions'),
            cell: (key: TicketKey) =>
              key.status === 'list-only' ? (
                <Button onClick={() => onKill(key)}>{t('portal.keys.kill')}</Button>
              ) : (
                '–'
              ),
          },
        ]),
  ];
  return <Table caption={t('portal.keys.title')} columns={columns} rows={keys} rowKey={({ id }) => id} />;
}

interface Asked {
  /** The key to be declared dead; unset for a new key. */
  readonly dying: TicketKey | undefined;
  readonly intention: string;
}

function Question({ dying, intention, onClose }: Asked & { readonly onClose: () => void }) {
  const { t } = useI18n();
  const { id: eventId, status } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const act = useMutation({
    mutationFn: () => (dying ? killKey(eventId, dying.id) : rotateKey(eventId, intention)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['event', eventId] });
      showToast(t(dying ? 'portal.keys.killed' : 'portal.keys.rotated'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      danger={dying !== undefined}
      title={t(dying ? 'portal.keys.killTitle' : 'portal.keys.rotateTitle')}
      text={dying ? t('portal.keys.killText', { count: dying.tickets }) : t('portal.keys.rotateText')}
      confirm={t(dying ? 'portal.keys.kill' : 'portal.keys.rotate')}
      busy={act.isPending}
      onConfirm={() => act.mutate()}
      onClose={onClose}
    >
      <PhoneEffects
        title={t('portal.effect.before')}
        effects={status === 'published' ? ['next_sync'] : []}
        calmTone="info"
      />
      {act.isError && <Notice tone="bad">{describeProblem(t, toProblem(act.error))}</Notice>}
    </ConfirmDialog>
  );
}
