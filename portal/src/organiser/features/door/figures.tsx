import { formatNumber } from '@gatehouse/shared/i18n';
import { Card, type Column, Table, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { accessListsQuery } from '../access-lists/access-list-api.js';
import { useEvent } from '../events/event-context.js';
import type { Door } from './door-api.js';

type ListFigures = Door['lists'][number];

/** How many people are where: the event as a whole, large enough to be read across a room, and each list. */
export function Figures({ door }: { readonly door: Door }) {
  const { t } = useI18n();
  const { total } = door;
  return (
    <>
      <dl class="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Tile
          label={t('desk.figure.inside')}
          hint={t('desk.figure.insideHint')}
          value={total.inside}
          strong
        />
        <Tile label={t('desk.figure.expected')} hint={t('desk.figure.expectedHint')} value={total.expected} />
        <Tile label={t('desk.figure.entries')} hint={t('desk.figure.entriesHint')} value={total.entries} />
        <Tile
          label={t('desk.figure.recent')}
          hint={t('desk.figure.recentHint')}
          value={total.lastTenMinutes}
        />
      </dl>
      {door.lists.length > 1 && <ByList lists={door.lists} />}
    </>
  );
}

interface TileProps {
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  readonly strong?: boolean;
}

function Tile({ label, hint, value, strong }: TileProps) {
  const { locale } = useI18n();
  return (
    <div class={`ui-card grid content-start gap-1 p-4 ${strong ? 'border-brand!' : ''}`}>
      <dt class="font-medium text-sm">{label}</dt>
      <dd class="order-2 font-semibold text-3xl tabular-nums leading-tight lg:text-4xl">
        {formatNumber(locale, value)}
      </dd>
      <dd class="order-3 text-ink-muted text-sm">{hint}</dd>
    </div>
  );
}

function ByList({ lists }: { readonly lists: readonly ListFigures[] }) {
  const { t, locale } = useI18n();
  const { id: eventId } = useEvent();
  const known = useQuery(accessListsQuery(eventId)).data ?? [];
  const number = (label: string, of: (figures: ListFigures) => number): Column<ListFigures> => ({
    label,
    cell: (figures) => <span class="tabular-nums">{formatNumber(locale, of(figures))}</span>,
  });
  const columns: Column<ListFigures>[] = [
    {
      label: t('desk.list'),
      cell: ({ listId }) => <bdi>{known.find(({ id }) => id === listId)?.name ?? '…'}</bdi>,
    },
    number(t('desk.figure.inside'), ({ inside }) => inside),
    number(t('desk.figure.expected'), ({ expected }) => expected),
    number(t('desk.figure.entries'), ({ entries }) => entries),
    number(t('desk.figure.exits'), ({ exits }) => exits),
    number(t('desk.figure.recent'), ({ lastTenMinutes }) => lastTenMinutes),
  ];
  return (
    <Card title={t('desk.figure.byList')} flush>
      <Table
        caption={t('desk.figure.byList')}
        columns={columns}
        rows={lists}
        rowKey={({ listId }) => listId}
      />
    </Card>
  );
}
