import { Skeleton, useI18n } from '@gatehouse/shared/ui';
import { useQuery } from '@tanstack/react-query';
import { toProblem } from '../../../forms/describe-issue.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import { useTitle } from '../../shell/use-title.js';
import { useEvent } from '../events/event-context.js';
import { DatesCard } from './dates-card.js';
import { PassDatesCard } from './pass-dates-card.js';
import { PassesCard } from './passes-card.js';
import { seriesQuery } from './series-api.js';

/** The dates of a series and its passes; on a pass, what it is good for. */
export function DatesTab() {
  const { t } = useI18n();
  const { id, name, kind } = useEvent();
  useTitle(`${t('portal.event.tab.dates')} – ${name}`);
  const series = useQuery(seriesQuery(id));
  if (series.data === undefined) {
    return series.isError ? (
      <ProblemNotice problem={toProblem(series.error)} onRetry={() => void series.refetch()} />
    ) : (
      <Skeleton lines={6} />
    );
  }
  if (kind === 'pass') return <PassDatesCard series={series.data} />;
  return (
    <div class="grid gap-4">
      <DatesCard series={series.data} />
      {series.data.seriesId !== null && <PassesCard series={series.data} />}
    </div>
  );
}
