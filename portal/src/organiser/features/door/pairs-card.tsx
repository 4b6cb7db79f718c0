import { formatNumber } from '@gatehouse/shared/i18n';
import { Card, StatusBadge, useI18n } from '@gatehouse/shared/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { MorePages } from '../../shell/more-pages.js';
import { NotYet } from '../../shell/not-yet.js';
import { useEvent } from '../events/event-context.js';
import type { Scan } from './door-api.js';
import { ScanTicket, ScanTime, ScanVerdict } from './scan-cells.js';
import { usePlaceNames } from './use-place-names.js';
import { type AskedSuspicion, type Pair, pairsQuery } from './watch-api.js';

/** Tickets that were at two gates in less time than one walks between them. */
export function PairsCard({ asked }: { readonly asked: AskedSuspicion }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const list = useInfiniteQuery(pairsQuery(eventId, asked));
  const pairs = list.data?.pages.flatMap(({ data }) => data);
  return (
    <Card title={t('desk.watch.pairs')}>
      {pairs === undefined ? (
        <NotYet query={list} lines={2} />
      ) : pairs.length === 0 ? (
        <p class="text-ink-muted">{t('desk.watch.noPairs')}</p>
      ) : (
        <>
          <ul class="grid gap-4">
            {pairs.map((pair) => (
              <PairItem key={pair.id} pair={pair} />
            ))}
          </ul>
          {list.hasNextPage && <MorePages list={list} count={pairs.length} />}
        </>
      )}
    </Card>
  );
}

function PairItem({ pair: { first, second, minutesBetween, minutesNeeded, sure } }: { readonly pair: Pair }) {
  const { t, locale } = useI18n();
  return (
    <li class="grid gap-3 rounded-lg border border-line p-4">
      <div class="flex flex-wrap items-start justify-between gap-2">
        <ScanTicket scan={second} />
        <StatusBadge tone={sure ? 'bad' : 'warn'}>
          {t(sure ? 'desk.conflict.sure' : 'desk.conflict.unsure')}
        </StatusBadge>
      </div>
      <p>
        {t('desk.watch.minutes', {
          between: formatNumber(locale, minutesBetween),
          needed: formatNumber(locale, minutesNeeded),
        })}
      </p>
      <div class="grid gap-3 sm:grid-cols-2">
        <Side scan={first} />
        <Side scan={second} />
      </div>
    </li>
  );
}

function Side({ scan }: { readonly scan: Scan }) {
  const { t } = useI18n();
  const { gateName } = usePlaceNames();
  return (
    <div class="grid content-start justify-items-start gap-1 rounded-lg bg-sunken p-3">
      <p class="font-medium">
        <bdi>{gateName(scan.gateId)}</bdi>
      </p>
      <p>
        <ScanTime scan={scan} />
      </p>
      <ScanVerdict scan={scan} />
      <p class="text-ink-muted text-sm">{t('desk.conflict.by', { phone: scan.deviceName })}</p>
    </div>
  );
}
