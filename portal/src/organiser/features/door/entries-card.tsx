import { formatDate, formatDateRange, formatNumber } from '@gatehouse/shared/i18n';
import { Card, ChevronIcon, type Column, SelectField, Table, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'preact/hooks';
import { useEvent } from '../events/event-context.js';
import { gatesQuery } from '../places/gate-api.js';
import { colourOf, EntriesChart } from './entries-chart.js';
import {
  type EntriesGrid,
  gridOf,
  type QuarterEntries,
  type SeriesKey,
  type Slot,
  stretchesOf,
} from './entries-grid.js';

/** When people came, and where. */
export function EntriesCard({ quarters }: { readonly quarters: readonly QuarterEntries[] }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const gates = useQuery(gatesQuery(eventId)).data ?? [];
  const stretches = useMemo(() => stretchesOf(quarters), [quarters]);
  const [picked, setPicked] = useState('');
  const shown = stretches.find((stretch) => keyOf(stretch) === picked) ?? stretches.at(-1) ?? [];
  const grid = useMemo(
    () =>
      gridOf(
        shown,
        gates.map(({ id }) => id),
      ),
    [shown, gates],
  );
  const nameOf = (key: SeriesKey) => {
    if (key === null) return t('desk.chart.noGate');
    if (key === 'others') return t('desk.chart.otherGates');
    return gates.find(({ id }) => id === key)?.name ?? t('desk.chart.goneGate');
  };
  const names = grid.series.map(({ key }) => nameOf(key));
  return (
    <Card title={t('desk.chart.title')}>
      {grid.slots.length === 0 ? (
        <p class="text-ink-muted">{t('desk.chart.empty')}</p>
      ) : (
        <div class="grid grid-cols-[minmax(0,1fr)] gap-4">
          {stretches.length > 1 && (
            <StretchField stretches={stretches} value={keyOf(shown)} onValue={setPicked} />
          )}
          <Legend grid={grid} names={names} />
          <EntriesChart grid={grid} names={names} label={t('desk.chart.label')} />
          <AsTable grid={grid} names={names} />
        </div>
      )}
    </Card>
  );
}

/** A stretch is known by when it began, which stays when more people come. */
function keyOf(stretch: readonly QuarterEntries[]): string {
  return stretch[0]?.from ?? '';
}

interface StretchFieldProps {
  readonly stretches: ReturnType<typeof stretchesOf>;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function StretchField({ stretches, value, onValue }: StretchFieldProps) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  const options = stretches.map((stretch) => {
    const start = keyOf(stretch);
    const end = stretch.at(-1)?.from ?? start;
    return { value: start, label: formatDateRange(locale, { start, end }, { timeZone, style: 'date' }) };
  });
  return <SelectField required name="day" label={t('desk.chart.day')} {...{ value, onValue, options }} />;
}

interface GridProps {
  readonly grid: EntriesGrid;
  readonly names: readonly string[];
}

function Legend({ grid, names }: GridProps) {
  const { locale } = useI18n();
  return (
    <ul class="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {grid.series.map(({ key, total }, place) => (
        <li key={key} class="flex items-center gap-2">
          <span aria-hidden="true" class="size-3.5 rounded-sm" style={{ background: colourOf(place) }} />
          <bdi>{names[place]}</bdi>
          <span class="text-ink-muted">{formatNumber(locale, total)}</span>
        </li>
      ))}
    </ul>
  );
}

function AsTable({ grid, names }: GridProps) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  const columns: Column<Slot>[] = [
    {
      label: t('desk.chart.from', { zone: timeZone }),
      cell: ({ from }) => formatDate(locale, from, { timeZone }),
    },
    ...names.map((name, place) => ({
      label: name,
      cell: ({ entries }: Slot) => formatNumber(locale, entries[place] ?? 0),
    })),
  ];
  if (names.length > 1)
    columns.push({ label: t('desk.chart.total'), cell: ({ total }) => formatNumber(locale, total) });
  return (
    <details class="ui-disclosure">
      <summary>
        {t('desk.chart.asTable')}
        <ChevronIcon />
      </summary>
      <div class="overflow-x-auto">
        <Table
          caption={t('desk.chart.title')}
          columns={columns}
          rows={grid.slots}
          rowKey={({ from }) => from}
        />
      </div>
    </details>
  );
}
