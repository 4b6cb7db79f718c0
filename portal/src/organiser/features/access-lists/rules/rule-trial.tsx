import { type Decision, type Reason, sayExplanation, sayNotice, wordOf } from '@gatehouse/shared/checkin';
import {
  Button,
  ChevronIcon,
  DateTimeField,
  Notice,
  SelectField,
  TextField,
  type Tone,
  useI18n,
} from '@gatehouse/shared/ui';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import { toProblem } from '../../../../forms/describe-issue.js';
import { instantOf } from '../../../../forms/local-time.js';
import { ProblemNotice } from '../../../shell/problem-notice.js';
import { everyTicket, ticketsQuery } from '../../attendees/ticket-api.js';
import { useEvent } from '../../events/event-context.js';
import type { AccessList } from '../access-list-api.js';
import { askDoor, couldEnterQuery, type Trial, type Verdict } from './trial-api.js';
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
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState('');
  const [local, setLocal] = useState('');
  const [gateId, setGateId] = useState(list.gateIds[0] ?? '');
  const [direction, setDirection] = useState<Trial['direction']>('in');
  const at = instantOf(local, timeZone) ?? '';
  const path = { eventId, accessListId: list.id };
  const found = useInfiniteQuery(ticketsQuery(eventId, { ...everyTicket, search }));
  const tickets = found.data?.pages[0]?.data ?? [];
  const ticketId = tickets.some(({ id }) => id === chosen) ? chosen : (tickets[0]?.id ?? '');
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
  return (
    <div class="grid gap-4" ref={area}>
      <TextField
        name="trial-search"
        type="search"
        label={t('rules.trial.search')}
        hint={t('rules.trial.searchHint')}
        value={search}
        onValue={setSearch}
      />
      <SelectField
        name="trial-ticket"
        required
        label={t('rules.trial.ticket')}
        value={ticketId}
        onValue={setChosen}
        options={tickets.map(({ id, name, ticketTypeId }) => ({
          value: id,
          label: labelOf(name, ticketTypeId, names),
        }))}
      />
      <DateTimeField
        name="trial-at"
        label={t('rules.trial.at')}
        hint={t('rules.trial.atHint')}
        timeZone={timeZone}
        value={local}
        onValue={setLocal}
      />
      <SelectField
        name="trial-gate"
        required
        label={t('rules.trial.gate')}
        value={gateId}
        onValue={setGateId}
        options={[
          { value: '', label: t('rules.trial.noGate') },
          ...names.gates.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <SelectField
        name="trial-direction"
        required
        label={t('rules.trial.direction')}
        value={direction}
        onValue={(picked) => setDirection(directions.find((each) => each === picked) ?? 'in')}
        options={directions.map((each) => ({ value: each, label: t(`rules.trial.${each}`) }))}
      />
      <div>
        <Button disabled={ticketId === ''} loading={asking.isPending} onClick={() => asking.mutate()}>
          {t('rules.trial.ask')}
        </Button>
      </div>
      {asking.isError && <ProblemNotice problem={toProblem(asking.error)} onRetry={() => asking.mutate()} />}
      {asking.data && <Said verdict={asking.data} names={names} />}
      <CouldEnter path={path} at={at} gateId={gateId} />
    </div>
  );
}

const directions = ['in', 'out', 'check'] as const;

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

function labelOf(name: string, ticketTypeId: string, { types }: RuleNames): string {
  const type = types.find(({ id }) => id === ticketTypeId)?.name ?? '';
  return `${name || '–'} · ${type}`;
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
