import { formatDate, formatNumber, type PlainKey } from '@gatehouse/shared/i18n';
import {
  Card,
  CheckIcon,
  type Column,
  DateTimeField,
  SelectField,
  Table,
  useI18n,
} from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { instantOf } from '../../../forms/local-time.js';
import { NotYet } from '../../shell/not-yet.js';
import { useEvent } from '../events/event-context.js';
import { DoorNav } from './door-nav.js';
import { DoorPart } from './door-part.js';
import { PairsCard } from './pairs-card.js';
import { usePlaceNames } from './use-place-names.js';
import { WalksCard } from './walks-card.js';
import { type AskedSuspicion, type Suspicion, suspicionQuery } from './watch-api.js';

export function SuspiciousTab() {
  return (
    <DoorPart>
      <Suspicious />
    </DoorPart>
  );
}

const everything = { kind: '', gateId: '', from: '', until: '' };
type Filter = typeof everything;
const kinds = ['double', 'forged', 'copied'] as const;
type Kind = (typeof kinds)[number];

const kindNames: Readonly<Record<Kind, PlainKey>> = {
  double: 'desk.watch.kind.double',
  forged: 'desk.watch.kind.forged',
  copied: 'desk.watch.kind.copied',
};

const kindHints: Readonly<Record<Kind, PlainKey>> = {
  double: 'desk.watch.hint.double',
  forged: 'desk.watch.hint.forged',
  copied: 'desk.watch.hint.copied',
};

/** @param timeZone on whose clocks the period is given */
function askedOf({ kind, gateId, from, until }: Filter, timeZone: string): AskedSuspicion {
  const known = kinds.find((word) => word === kind);
  const [first, end] = [instantOf(from, timeZone), instantOf(until, timeZone)];
  return {
    ...(known && { kind: known }),
    ...(gateId && { gateId }),
    ...(first && { from: first }),
    ...(end && { until: end }),
  };
}

/** Codes that were in more hands than one, where and when they came, and whose they were. */
function Suspicious() {
  const { t } = useI18n();
  const event = useEvent();
  const [filter, setFilter] = useState(everything);
  const asked = askedOf(filter, event.timeZone);
  const found = useQuery({ ...suspicionQuery(event.id, asked), placeholderData: (old) => old });
  return (
    <div class="grid grid-cols-[minmax(0,1fr)] gap-4">
      <DoorNav />
      <h2>{t('desk.watch.suspicious')}</h2>
      <Filters filter={filter} onChange={(part) => setFilter((old) => ({ ...old, ...part }))} />
      {found.data ? <Counts found={found.data} /> : <NotYet query={found} lines={4} />}
      <PairsCard asked={asked} />
      <WalksCard />
    </div>
  );
}

interface FiltersProps {
  readonly filter: Filter;
  readonly onChange: (part: Partial<Filter>) => void;
}

function Filters({ filter, onChange }: FiltersProps) {
  const { t } = useI18n();
  const { timeZone } = useEvent();
  const { gates } = usePlaceNames();
  return (
    <search class="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      <SelectField
        required
        name="kind"
        label={t('desk.watch.kind')}
        value={filter.kind}
        onValue={(kind) => onChange({ kind })}
        options={[
          { value: '', label: t('desk.filter.every') },
          ...kinds.map((kind) => ({ value: kind as string, label: t(kindNames[kind]) })),
        ]}
      />
      <SelectField
        required
        name="gate"
        label={t('desk.gate')}
        value={filter.gateId}
        onValue={(gateId) => onChange({ gateId })}
        options={[
          { value: '', label: t('desk.filter.everyGate') },
          ...gates.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <DateTimeField
        required
        name="from"
        label={t('desk.filter.from')}
        timeZone={timeZone}
        value={filter.from}
        onValue={(from) => onChange({ from })}
      />
      <DateTimeField
        required
        name="until"
        label={t('desk.filter.until')}
        timeZone={timeZone}
        value={filter.until}
        onValue={(until) => onChange({ until })}
      />
    </search>
  );
}

function Counts({ found }: { readonly found: Suspicion }) {
  const { t, locale } = useI18n();
  return (
    <>
      <dl class="grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-3">
        {kinds.map((kind) => (
          <div key={kind} class="ui-card grid content-start gap-1 p-4">
            <dt class="font-medium text-sm">{t(kindNames[kind])}</dt>
            <dd class="order-2 font-semibold text-3xl tabular-nums leading-tight">
              {formatNumber(locale, found.kinds[kind])}
            </dd>
            <dd class="order-3 text-ink-muted text-sm">{t(kindHints[kind])}</dd>
          </div>
        ))}
      </dl>
      {found.total === 0 ? (
        <p class="flex items-center gap-2 text-ink-muted">
          <CheckIcon />
          {t('desk.watch.nothing')}
        </p>
      ) : (
        <div class="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-2">
          <ByPlace found={found} />
          <BySource sources={found.sources} />
        </div>
      )}
    </>
  );
}

function ByPlace({ found: { gates, hours } }: { readonly found: Suspicion }) {
  const { t, locale } = useI18n();
  const { timeZone } = useEvent();
  const { gateName } = usePlaceNames();
  const scans = {
    label: t('desk.watch.scans'),
    cell: ({ count }: { count: number }) => formatNumber(locale, count),
  };
  return (
    <div class="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Card title={t('desk.watch.byGate')} flush>
        <Table
          caption={t('desk.watch.byGate')}
          columns={[{ label: t('desk.gate'), cell: ({ gateId }) => <bdi>{gateName(gateId)}</bdi> }, scans]}
          rows={gates}
          rowKey={({ gateId }) => gateId ?? ''}
        />
      </Card>
      <Card title={t('desk.watch.byHour')} flush>
        <Table
          caption={t('desk.watch.byHour')}
          columns={[
            { label: t('desk.scan.time'), cell: ({ from }) => formatDate(locale, from, { timeZone }) },
            scans,
          ]}
          rows={hours}
          rowKey={({ from }) => from}
        />
      </Card>
    </div>
  );
}

type Source = Suspicion['sources'][number];

function BySource({ sources }: Pick<Suspicion, 'sources'>) {
  const { t, locale } = useI18n();
  const columns: Column<Source>[] = [
    {
      label: t('desk.watch.order'),
      cell: ({ orderReference }) =>
        orderReference === null ? (
          <span class="font-normal text-ink-muted">{t('desk.watch.noOrder')}</span>
        ) : (
          <bdi class="wrap-anywhere">{orderReference}</bdi>
        ),
    },
    {
      label: t('desk.scan.attendee'),
      cell: ({ tickets }) => (
        <span class="inline-grid">
          {tickets.map(({ id, name }) => (
            <bdi key={id} class="wrap-anywhere">
              {name || t('portal.ticket.noName')}
            </bdi>
          ))}
        </span>
      ),
    },
    { label: t('desk.watch.scans'), cell: ({ count }) => formatNumber(locale, count) },
  ];
  return (
    <Card title={t('desk.watch.bySource')} flush>
      <Table
        caption={t('desk.watch.bySource')}
        columns={columns}
        rows={sources}
        rowKey={({ tickets }) => tickets[0]?.id ?? ''}
      />
    </Card>
  );
}
