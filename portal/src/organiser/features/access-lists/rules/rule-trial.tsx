import { type Decision, type Reason, sayExplanation, sayNotice, wordOf } from '@gatehouse/shared/checkin';
import { Button, ChevronIcon, Notice, type Tone, useI18n } from '@gatehouse/shared/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import { toProblem } from '../../../../forms/describe-issue.js';
import { instantOf } from '../../../../forms/local-time.js';
import { ProblemNotice } from '../../../shell/problem-notice.js';
import { useEvent } from '../../events/event-context.js';
import type { AccessList } from '../access-list-api.js';
import { askDoor, couldEnterQuery, type Verdict } from './trial-api.js';
import { type Asked, nothingAsked, TrialFields } from './trial-fields.js';
import { type RuleNames, useRuleSpeaker } from './use-rule-speaker.js';

export interface RuleTrialProps {
  readonly list: AccessList | undefined;
  /** The rule as it is built now, as JSON. */
  readonly held: string;
  readonly names: RuleNames;
}

/** Tries the list with the rule as it is built now, on any ticket at any time. */
export function RuleTrial({ list, held, names }: RuleTrialProps) {
  const { t } = useI18n();
  return (
    <details class="ui-disclosure">
      <summary>
        <span>
          {t('rules.trial.title')}
          <span class="block font-normal text-ink-muted text-sm">{t('rules.trial.lead')}</span>
        </span>
        <ChevronIcon />
      </summary>
      <div>
        {list ? (
          <Trying list={list} held={held} names={names} />
        ) : (
          <Notice>{t('rules.trial.unsaved')}</Notice>
        )}
      </div>
    </details>
  );
}

interface TryingProps {
  readonly list: AccessList;
  readonly held: string;
  readonly names: RuleNames;
}

function Trying({ list, held, names }: TryingProps) {
  const { t } = useI18n();
  const { id: eventId, timeZone } = useEvent();
  const area = useQuietEnter();
  const [asked, setAsked] = useState<Asked>({ ...nothingAsked, gateId: list.gateIds[0] ?? '' });
  const { ticketId, gateId, direction } = asked;
  const at = instantOf(asked.local, timeZone) ?? '';
  const path = { eventId, accessListId: list.id };
  const asking = useMutation({
    mutationFn: () =>
      askDoor(path, {
        ticketId,
        at: at === '' ? new Date().toISOString() : at,
        gateId: gateId === '' ? null : gateId,
        direction,
        rule: held === '' ? null : (JSON.parse(held) as Record<string, unknown>),
      }),
  });
  // An answer belongs to its question and to its rule.
  const question = JSON.stringify([asked, held]);
  const [answered, setAnswered] = useState('');
  const isFresh = answered === question;
  function ask(): void {
    setAnswered(question);
    asking.mutate();
  }
  return (
    <div class="grid gap-4" ref={area}>
      <TrialFields
        asked={asked}
        names={names}
        onAsked={(change) => setAsked((newest) => ({ ...newest, ...change }))}
      />
      <div>
        <Button disabled={ticketId === ''} loading={asking.isPending} onClick={ask}>
          {t('rules.trial.ask')}
        </Button>
      </div>
      {isFresh && asking.isError && <ProblemNotice problem={toProblem(asking.error)} onRetry={ask} />}
      {isFresh && asking.data && <Said verdict={asking.data} names={names} />}
      <CouldEnter path={path} at={at} gateId={gateId} />
    </div>
  );
}

/** Enter in these fields does not save the list around them. */
function useQuietEnter() {
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = area.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
    };
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  }, []);
  return area;
}

const tones: Readonly<Record<Verdict['result'], Tone>> = {
  admit: 'good',
  exit: 'info',
  confirm: 'warn',
  refuse: 'bad',
};

/** What the big word and the sentences under it would be. */
function Said({ verdict, names }: { readonly verdict: Verdict; readonly names: RuleNames }) {
  const { t } = useI18n();
  const speaker = useRuleSpeaker(names);
  // The server answers with the decision itself, whose shapes its description leaves open.
  const { result, effect, reason, explanation, asks, notices } = verdict as unknown as Decision;
  const sentences = [
    sayExplanation(explanation, speaker),
    ...asks.slice(1).map((ask) => sayExplanation(ask.explanation, speaker)),
    ...notices.map((notice) => sayNotice(notice, speaker)),
    ...verdict.texts,
  ].filter((sentence) => sentence !== '');
  return (
    <div>
      <Notice tone={tones[result]} title={t(wordOf({ result, effect, reason: reason as Reason }))}>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
    </div>
  );
}

interface CouldEnterProps {
  readonly path: { readonly eventId: string; readonly accessListId: string };
  readonly at: string;
  readonly gateId: string;
}

function CouldEnter({ path, at, gateId }: CouldEnterProps) {
  const { t } = useI18n();
  const { data } = useQuery(couldEnterQuery(path, at, gateId));
  if (data === undefined) return null;
  return (
    <p role="status">
      <strong>{t('rules.trial.could', { count: data })}</strong>
      <span class="ui-hint block">{t('rules.trial.saved')}</span>
    </p>
  );
}
