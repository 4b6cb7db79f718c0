import { formatDate, formatNumber, type PlainKey } from '@gatehouse/shared/i18n';
import { Button, Card, ConfirmDialog, Notice, Skeleton, useI18n, useToast } from '@gatehouse/shared/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useMay } from '../../../api/browser-session.js';
import { describeProblem, toProblem } from '../../../forms/describe-issue.js';
import { ProblemNotice } from '../../shell/problem-notice.js';
import { changeDoorKey, type DoorKey, type DoorKeyStep, doorKeyQuery } from './door-key-api.js';
import { nextSteps } from './next-steps.js';

interface Words {
  readonly action: PlainKey;
  readonly title: PlainKey;
  readonly text: PlainKey;
  readonly done: PlainKey;
}

const words: Readonly<Record<DoorKeyStep, Words>> = {
  announce: {
    action: 'portal.doorKey.announce',
    title: 'portal.doorKey.announceTitle',
    text: 'portal.doorKey.announceText',
    done: 'portal.doorKey.announceDone',
  },
  change_over: {
    action: 'portal.doorKey.changeOver',
    title: 'portal.doorKey.changeOverTitle',
    text: 'portal.doorKey.changeOverText',
    done: 'portal.doorKey.changeOverDone',
  },
  end_overlap: {
    action: 'portal.doorKey.endOverlap',
    title: 'portal.doorKey.endOverlapTitle',
    text: 'portal.doorKey.endOverlapText',
    done: 'portal.doorKey.endOverlapDone',
  },
  replace: {
    action: 'portal.doorKey.replace',
    title: 'portal.doorKey.replaceTitle',
    text: 'portal.doorKey.replaceText',
    done: 'portal.doorKey.replaceDone',
  },
};

const parts = [
  ['current', 'portal.doorKey.current'],
  ['successor', 'portal.doorKey.successor'],
  ['retired', 'portal.doorKey.retired'],
] as const satisfies readonly (readonly [keyof DoorKey, PlainKey])[];

/** The key that phones trust: which it is, how another one takes its place, and which phones have not heard. */
export function DoorKeyCard({ timeZone }: { readonly timeZone: string }) {
  const { t } = useI18n();
  const doorKey = useQuery(doorKeyQuery);
  const mayWrite = useMay('organisation.write');
  const [asked, setAsked] = useState<DoorKeyStep | undefined>();
  const { data } = doorKey;
  return (
    <Card
      title={t('portal.doorKey.title')}
      actions={
        data?.current &&
        mayWrite &&
        nextSteps(data).map((step) => (
          <Button key={step} onClick={() => setAsked(step)}>
            {t(words[step].action)}
          </Button>
        ))
      }
    >
      <div class="grid gap-4">
        <p class="text-ink-muted text-sm">{t('portal.doorKey.lead')}</p>
        {data && <Keys doorKey={data} timeZone={timeZone} />}
        {data?.current && <Unaware doorKey={data} timeZone={timeZone} />}
        {doorKey.isPending && <Skeleton />}
        {doorKey.isError && (
          <ProblemNotice problem={toProblem(doorKey.error)} onRetry={() => void doorKey.refetch()} />
        )}
      </div>
      {asked && data?.current && (
        <Question step={asked} current={data.current.number} onClose={() => setAsked(undefined)} />
      )}
    </Card>
  );
}

interface PartProps {
  readonly doorKey: DoorKey;
  readonly timeZone: string;
}

function Keys({ doorKey, timeZone }: PartProps) {
  const { t, locale } = useI18n();
  if (!doorKey.current) return <p>{t('portal.doorKey.none')}</p>;
  return (
    <dl class="grid gap-2">
      {parts.map(([part, label]) => {
        const key = doorKey[part];
        if (!key) return null;
        const since = formatDate(locale, key.since, { timeZone });
        const number = formatNumber(locale, key.number);
        return (
          <div key={part} class="grid gap-0.5">
            <dt class="text-ink-muted text-sm">{t(label)}</dt>
            <dd>{t('portal.doorKey.key', { number, fingerprint: key.fingerprint, since })}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function Unaware({ doorKey: { successor, retired, unaware, current }, timeZone }: PartProps) {
  const { t, locale } = useI18n();
  if (unaware.length === 0) {
    const isFirst = current?.number === 1 && !successor;
    return isFirst ? null : <Notice tone="good">{t('portal.doorKey.allKnow')}</Notice>;
  }
  const later = retired ? 'portal.doorKey.inOverlap' : 'portal.doorKey.afterOverlap';
  const hint = successor ? 'portal.doorKey.beforeChange' : later;
  return (
    <Notice tone="warn" title={t('portal.doorKey.unaware', { count: unaware.length })}>
      <p>{t(hint)}</p>
      <ul class="grid list-disc gap-1 ps-5">
        {unaware.map(({ deviceId, name, lastSyncAt }) => (
          <li key={deviceId}>
            <bdi>{name}</bdi> ·{' '}
            {lastSyncAt === null
              ? t('desk.phones.neverSynced')
              : t('portal.doorKey.lastSync', { at: formatDate(locale, lastSyncAt, { timeZone }) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface QuestionProps {
  readonly step: DoorKeyStep;
  readonly current: number;
  readonly onClose: () => void;
}

function Question({ step, current, onClose }: QuestionProps) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const showToast = useToast();
  const { action, title, text, done } = words[step];
  const act = useMutation({
    mutationFn: () => changeDoorKey(step, current),
    onSuccess: (changed) => {
      queries.setQueryData(doorKeyQuery.queryKey, changed);
      showToast(t(done));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      danger={step === 'replace' || step === 'end_overlap'}
      title={t(title)}
      text={t(text)}
      confirm={t(action)}
      busy={act.isPending}
      onConfirm={() => act.mutate()}
      onClose={onClose}
    >
      {act.isError && <Notice tone="bad">{describeProblem(t, toProblem(act.error))}</Notice>}
    </ConfirmDialog>
  );
}
