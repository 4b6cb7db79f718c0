import { formatNumber } from '@gatehouse/shared/i18n';
import {
  Button,
  Card,
  type Column,
  Notice,
  Progress,
  Skeleton,
  StatusBadge,
  Table,
  useI18n,
  useToast,
} from '@gatehouse/shared/ui';
import { useMutation } from '@tanstack/react-query';
import { downloadFile } from '../../../api/files.js';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import { useEvent } from '../events/event-context.js';
import { DoorNav } from './door-nav.js';
import { DoorPart } from './door-part.js';
import { faultsOf, nextStepsOf, notesOf } from './log-words.js';
import { useLogCheck } from './use-log-check.js';
import type { LogReport } from './watch-api.js';

export function LogTab() {
  return (
    <DoorPart>
      <Log />
    </DoorPart>
  );
}

/** Whether what lies on the server is what the phones have written. */
function Log() {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const { all, reports, failure, isRunning, again } = useLogCheck(eventId);
  return (
    <div class="grid grid-cols-[minmax(0,1fr)] gap-4">
      <DoorNav />
      <div class="flex flex-wrap items-center justify-between gap-3">
        <h2>{t('desk.watch.log')}</h2>
        <div class="ui-actions">
          <Button loading={isRunning} onClick={again}>
            {t('desk.watch.log.check')}
          </Button>
          <DownloadButton />
        </div>
      </div>
      <p class="max-w-prose text-ink-muted">{t('desk.watch.log.lead')}</p>
      {failure === undefined ? (
        <Verdict all={all} reports={reports} isRunning={isRunning} />
      ) : (
        <ProblemNotice problem={toProblem(failure)} onRetry={again} />
      )}
      {reports.length > 0 && (
        <Card title={t('desk.phones.title')} flush>
          <Reports reports={reports} />
        </Card>
      )}
      <p class="max-w-prose text-ink-muted text-sm">
        {t('desk.watch.log.fileHint')}{' '}
        <code dir="ltr" class="whitespace-nowrap">
          {command}
        </code>
      </p>
    </div>
  );
}

const command = 'npm run verify-log -- FILE';

interface VerdictProps {
  readonly all: number | null;
  readonly reports: readonly LogReport[];
  readonly isRunning: boolean;
}

function Verdict({ all, reports, isRunning }: VerdictProps) {
  const { t } = useI18n();
  if (all === null) return <Skeleton lines={2} />;
  if (all === 0) return <p class="text-ink-muted">{t('desk.watch.log.none')}</p>;
  if (isRunning)
    return (
      <Progress
        label={t('desk.watch.log.checking', { done: reports.length, all })}
        value={reports.length / all}
      />
    );
  const broken = reports.filter(({ faultCount }) => faultCount > 0).length;
  if (broken === 0) return <Notice tone="good" title={t('desk.watch.log.holds')} />;
  return (
    <Notice tone="bad" title={t('desk.watch.log.fails', { count: broken })}>
      {nextStepsOf(reports).map((step) => (
        <p key={step} class="mt-2 max-w-prose">
          {t(step)}
        </p>
      ))}
    </Notice>
  );
}

function Reports({ reports }: { readonly reports: readonly LogReport[] }) {
  const { t, locale } = useI18n();
  const number = (count: number) => <span class="tabular-nums">{formatNumber(locale, count)}</span>;
  const columns: Column<LogReport>[] = [
    {
      label: t('desk.phone'),
      cell: ({ name, isServer }) => (
        <span class="inline-grid">
          <bdi class="wrap-anywhere">{name}</bdi>
          {isServer && <span class="font-normal text-ink-muted text-sm">{t('desk.watch.log.server')}</span>}
        </span>
      ),
    },
    { label: t('desk.watch.log.rows'), cell: ({ rows }) => number(rows) },
    { label: t('desk.watch.log.signed'), cell: (report) => (report.isServer ? '–' : number(report.signed)) },
    {
      label: t('desk.watch.log.receipt'),
      cell: ({ receipt }) => (receipt ? t('desk.watch.log.receiptTo', { row: receipt.to }) : '–'),
    },
    { label: t('desk.watch.log.result'), cell: (report) => <Result report={report} /> },
  ];
  return <Table caption={t('desk.watch.log')} columns={columns} rows={reports} rowKey={({ id }) => id} />;
}

function Result({ report }: { readonly report: LogReport }) {
  const { t } = useI18n();
  const holds = report.faultCount === 0;
  return (
    <span class="inline-grid justify-items-start gap-1 text-start">
      <StatusBadge tone={holds ? 'good' : 'bad'}>
        {t(holds ? 'desk.watch.log.ok' : 'desk.watch.log.bad')}
      </StatusBadge>
      {faultsOf(t, report).map((fault) => (
        <span key={fault} class="text-bad text-sm">
          {fault}
        </span>
      ))}
      {notesOf(t, report).map((note) => (
        <span key={note} class="text-ink-muted text-sm">
          {note}
        </span>
      ))}
    </span>
  );
}

function DownloadButton() {
  const { t } = useI18n();
  const { id: eventId, slug } = useEvent();
  const showToast = useToast();
  const fetching = useMutation({
    mutationFn: () => downloadFile(`/api/v1/events/${eventId}/log.jsonl`, `${slug}-log.jsonl`),
    onError: (thrown) => showToast(describeProblem(t, toProblem(thrown)), 'bad'),
  });
  return (
    <Button loading={fetching.isPending} onClick={() => fetching.mutate()}>
      {t('desk.watch.log.download')}
    </Button>
  );
}
