import { Button, Card, type Column, EmptyState, Table, useI18n } from '@gatehouse/shared/ui';
import { useMemo } from 'preact/hooks';
import { MorePages } from '../../shell/more-pages.js';
import { NotYet } from '../../shell/not-yet.js';
import { useEvent } from '../events/event-context.js';
import type { Scan } from './door-api.js';
import { ScanStanding, ScanTicket, ScanTime, ScanVerdict } from './scan-cells.js';
import { ScanFilters } from './scan-filters.js';
import { usePlaceNames } from './use-place-names.js';
import type { ScanFilterState } from './use-scan-filter.js';
import type { useScanLog } from './use-scan-log.js';

export interface ScanLogProps {
  readonly log: ReturnType<typeof useScanLog>;
  readonly filter: ScanFilterState;
}

/** Everything that the phones recorded, newest first. */
export function ScanLog({ log, filter }: ScanLogProps) {
  const { t } = useI18n();
  const { timeZone } = useEvent();
  const { list, head, news } = log;
  const scans = useMemo(() => list.data?.pages.flatMap(({ data }) => data), [list.data]);
  return (
    <Card title={t('desk.log.title')} flush>
      <p class="px-5 pt-1 text-ink-muted text-sm">{t('desk.log.lead', { zone: timeZone })}</p>
      <ScanFilters filter={filter} />
      <div ref={head} tabIndex={-1} class="scroll-mt-16 outline-none" />
      <div role="status" class="sticky top-2 z-10 grid justify-items-center empty:hidden">
        {news.count > 0 && (
          <Button kind="primary" onClick={() => void log.showNews()}>
            {t(news.more ? 'desk.log.manyNew' : 'desk.log.new', { count: news.count })}
          </Button>
        )}
      </div>
      {scans === undefined ? (
        <div class="p-5">
          <NotYet query={list} lines={6} />
        </div>
      ) : scans.length === 0 ? (
        <EmptyState
          title={t(filter.narrowed ? 'desk.log.noMatch' : 'desk.log.empty')}
          hint={t(filter.narrowed ? 'desk.log.noMatchHint' : 'desk.log.emptyHint')}
          action={filter.narrowed && <Button onClick={filter.reset}>{t('desk.filter.reset')}</Button>}
        />
      ) : (
        <>
          <ScanTable scans={scans} />
          <MorePages list={list} count={scans.length} />
        </>
      )}
    </Card>
  );
}

function ScanTable({ scans }: { readonly scans: readonly Scan[] }) {
  const { t } = useI18n();
  const { gateName, listName } = usePlaceNames();
  const columns: Column<Scan>[] = [
    { label: t('desk.scan.time'), cell: (scan) => <ScanTime scan={scan} /> },
    { label: t('desk.scan.attendee'), cell: (scan) => <ScanTicket scan={scan} /> },
    { label: t('desk.scan.verdict'), cell: (scan) => <ScanVerdict scan={scan} /> },
    {
      label: t('desk.scan.where'),
      cell: ({ gateId, listId }) => (
        <span class="inline-grid justify-items-start">
          <bdi>{gateName(gateId)}</bdi>
          <bdi class="text-ink-muted text-sm">{listName(listId)}</bdi>
        </span>
      ),
    },
    {
      label: t('desk.phone'),
      cell: ({ deviceName }) => <bdi class="inline-block sm:min-w-20">{deviceName}</bdi>,
    },
    { label: t('desk.scan.standing'), cell: (scan) => <ScanStanding scan={scan} /> },
  ];
  return <Table caption={t('desk.log.title')} columns={columns} rows={scans} rowKey={({ id }) => id} />;
}
