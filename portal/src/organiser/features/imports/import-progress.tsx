import { formatNumber, type PlainKey } from '@gatehouse/shared/i18n';
import { Button, ConfirmDialog, Notice, Progress, type Tone, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { useEvent } from '../events/event-context.js';
import { cancelImport, downloadBadRows, type Import, importQuery, isUnderWay } from './import-api.js';

interface End {
  readonly tone: Tone;
  readonly text: PlainKey;
}

const ends: Readonly<Partial<Record<Import['status'], End>>> = {
  finished: { tone: 'good', text: 'portal.import.finished' },
  cancelled: { tone: 'warn', text: 'portal.import.cancelled' },
  failed: { tone: 'bad', text: 'portal.import.failedWhole' },
  expired: { tone: 'warn', text: 'portal.import.expired' },
};

/** The third step: how far it has come and what came of each row. */
export function ImportProgress({ list, mayWrite }: { readonly list: Import; readonly mayWrite: boolean }) {
  const { t, locale } = useI18n();
  const end = ends[list.status];
  const done = formatNumber(locale, list.processed);
  const all = formatNumber(locale, list.preview.rows);
  return (
    <div class="grid gap-5">
      {end ? (
        <Notice tone={end.tone} title={t(end.text)}>
          <bdi class="wrap-anywhere">{list.fileName}</bdi>
        </Notice>
      ) : (
        <div class="grid gap-2">
          <p class="font-medium">{t('portal.import.progress', { done, all })}</p>
          <Progress
            label={t('portal.import.running')}
            value={list.processed / Math.max(1, list.preview.rows)}
          />
          <p class="text-ink-muted text-sm">{t('portal.import.goesOn')}</p>
        </div>
      )}
      <Counts list={list} />
      <div class="ui-actions">
        {list.failed > 0 && <BadRowsButton list={list} />}
        {mayWrite && isUnderWay(list) && <CancelButton list={list} />}
      </div>
    </div>
  );
}

function Counts({ list }: { readonly list: Import }) {
  const { t, locale } = useI18n();
  const counts = [
    { label: t('portal.import.imported'), count: list.imported },
    { label: t('portal.import.changed'), count: list.changed },
    { label: t('portal.import.unchanged'), count: list.unchanged },
    { label: t('portal.import.failed'), count: list.failed },
  ];
  return (
    <dl class="grid grid-cols-2 gap-3 md:grid-cols-4">
      {counts.map(({ label, count }) => (
        <div key={label} class="rounded-lg border border-line p-3">
          <dt class="text-ink-muted text-sm">{label}</dt>
          <dd class="font-medium text-xl tabular-nums">{formatNumber(locale, count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function BadRowsButton({ list }: { readonly list: Import }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const showToast = useToast();
  const fetching = useMutation({
    mutationFn: () => downloadBadRows(eventId, list),
    onError: (thrown) => showToast(describeProblem(t, toProblem(thrown)), 'bad'),
  });
  return (
    <Button loading={fetching.isPending} onClick={() => fetching.mutate()}>
      {t('portal.import.badRows')}
    </Button>
  );
}

function CancelButton({ list }: { readonly list: Import }) {
  const { t } = useI18n();
  const { id: eventId } = useEvent();
  const queries = useQueryClient();
  const showToast = useToast();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => cancelImport(eventId, list.id),
    onSuccess: (stopped) => queries.setQueryData(importQuery(eventId, list.id).queryKey, stopped),
    onError: (thrown) => showToast(describeProblem(t, toProblem(thrown)), 'bad'),
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('portal.import.stop')}</Button>
      <ConfirmDialog
        open={asking}
        danger
        title={t('portal.import.stopTitle')}
        text={t('portal.import.stopText')}
        confirm={t('portal.import.stop')}
        cancel={t('portal.import.goOn')}
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
