import { Button, Card, ChevronIcon, EmptyState, PlusIcon, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { useEvent } from '../events/event-context.js';
import { AddDatePanel } from './add-date-panel.js';
import { isOver } from './date-words.js';
import { DatesTable } from './dates-table.js';
import type { Series, SeriesDate } from './series-api.js';

/** All dates, those to come first: whoever has sixty looks for the next one, not for the first. */
export function DatesCard({ series }: { readonly series: Series }) {
  const { t } = useI18n();
  const mayAdd = useMay('events.write') && useEvent().status !== 'archived';
  const [adding, setAdding] = useState(false);
  const add = mayAdd && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      <PlusIcon />
      {t('portal.series.addDate')}
    </Button>
  );
  const isSeries = series.seriesId !== null;
  return (
    <Card title={t('portal.event.tab.dates')} actions={isSeries && add} flush={isSeries}>
      {isSeries ? (
        <Dates dates={series.dates} />
      ) : (
        <EmptyState
          title={t('portal.series.alone')}
          hint={t('portal.series.aloneHint')}
          action={add || undefined}
        />
      )}
      {adding && <AddDatePanel dates={series.dates} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function Dates({ dates }: { readonly dates: readonly SeriesDate[] }) {
  const { t } = useI18n();
  const event = useEvent();
  const now = new Date();
  const over = dates.filter((date) => isOver(date, now));
  const coming = dates.filter((date) => !over.includes(date));
  const shown = { event, isNamed: dates.some(({ name }) => name !== event.name) };
  return (
    <>
      <p class="px-5 pt-1 pb-3 text-ink-muted text-sm">{t('portal.series.lead')}</p>
      {coming.length === 0 && <p class="px-5 pb-4">{t('portal.series.noneComing')}</p>}
      {coming.length > 0 && <DatesTable {...shown} caption={t('portal.event.tab.dates')} dates={coming} />}
      {over.length > 0 && (
        <div class="p-4">
          <details class="ui-disclosure" open={coming.length === 0}>
            <summary>
              {t('portal.series.over', { count: over.length })}
              <ChevronIcon />
            </summary>
            <div>
              <DatesTable
                {...shown}
                caption={t('portal.series.over', { count: over.length })}
                dates={over.toReversed()}
              />
            </div>
          </details>
        </div>
      )}
    </>
  );
}
