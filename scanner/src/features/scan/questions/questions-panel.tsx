import { sayExplanation, sayFault, wordOf } from '@gatehouse/shared/checkin';
import { questionsOf } from '@gatehouse/shared/door';
import type { Person } from '@gatehouse/shared/people';
import { Button, ConfirmDialog, Notice, Panel, useI18n, Verdict } from '@gatehouse/shared/ui';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Shown } from '../../../store/log/index.js';
import { usePainted } from '../../verdict/use-painted.js';
import { VerdictDetails } from '../../verdict/verdict-details.js';
import type { Door } from '../door-context.js';
import type { Drafts } from '../session/drafts.js';
import { listenForWedgeInFields } from '../session/field-wedge.js';
import type { Given, OnScreen } from '../session/scan-session.js';
import { QuestionField } from './question-field.js';
import { type DraftUse, useDraft } from './use-draft.js';

export interface QuestionsPanelProps {
  readonly verdict: OnScreen;
  readonly shown: Shown;
  readonly door: Door;
  /** Who it is, as far as this phone may know. */
  readonly person: Person | undefined;
  readonly drafts: Drafts;
  /** Codes that came while this is open and were not scanned. */
  readonly turnedAway: number;
  /** A code came into one of the fields. */
  readonly onTurnedAway: () => void;
  readonly onAnswer: (yes: boolean, given?: Given) => void;
  readonly onPainted: (verdict: OnScreen) => void;
}

/**
 * The questions of one ticket, over everything else. It stays until its answers are saved or somebody leaves it, and
 * says so: a code that comes meanwhile is not scanned.
 */
export function QuestionsPanel(props: QuestionsPanelProps) {
  const { verdict, shown, door, drafts, onTurnedAway, onAnswer, onPainted } = props;
  const { t } = useI18n();
  const questions = useAsked(shown, door);
  const ticket = shown.decision.ticket ?? '';
  const use = useDraft(questions, drafts.of(ticket), (draft) => drafts.keep(ticket, draft));
  const [asking, setAsking] = useState(false);
  /** Pictures that are being made smaller, of several fields at once. */
  const [preparing, setPreparing] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => listenForWedgeInFields(document, onTurnedAway), [onTurnedAway]);
  usePainted(verdict, onPainted);

  function notePreparing(isBusy: boolean): void {
    setPreparing((count) => count + (isBusy ? 1 : -1));
  }

  function leave(): void {
    drafts.drop(ticket);
    onAnswer(false);
  }

  function save(event: Event): void {
    event.preventDefault();
    if (preparing > 0) return;
    const checked = use.check();
    if (checked.ok) onAnswer(true, checked.given);
    else form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(checked.first)}"]`)?.focus();
  }

  return (
    <Panel title={t('questions.ask.title')} onLeave={() => (use.isTouched ? setAsking(true) : leave())}>
      <form ref={form} class="ui-panel-form door-ask" noValidate onSubmit={save}>
        <div class="ui-panel-body">
          <Head {...props} />
          {questions.map((question) => (
            <Asked key={question.id} question={question} use={use} onBusy={notePreparing} />
          ))}
        </div>
        <footer>
          {use.faults.size > 0 && (
            <p class="ui-error" role="alert">
              {t('questions.ask.faults', { count: use.faults.size })}
            </p>
          )}
          <Button onClick={() => (use.isTouched ? setAsking(true) : leave())}>
            {t('questions.ask.leave')}
          </Button>
          <Button kind="primary" type="submit" loading={preparing > 0}>
            {t('questions.ask.save')}
          </Button>
        </footer>
      </form>
      <ConfirmDialog
        open={asking}
        danger
        title={t('questions.ask.leaveTitle')}
        text={t('questions.ask.leaveText')}
        cancel={t('questions.ask.stay')}
        confirm={t('questions.ask.leave')}
        onConfirm={leave}
        onClose={() => setAsking(false)}
      />
    </Panel>
  );
}

/** The questions that the decision names, as the phone's list has them. */
function useAsked({ decision }: Shown, { event }: Door) {
  return useMemo(() => {
    const named = decision.asks.flatMap(({ explanation }) =>
      explanation.code === 'answers_required' ? explanation.questions : [],
    );
    return event.root === null ? [] : questionsOf(event.root).filter(({ id }) => named.includes(id));
  }, [decision, event.root]);
}

/** Whom it is about, and what else a person says yes to with the answers. */
function Head({ verdict, shown, door, person, turnedAway }: QuestionsPanelProps) {
  const { t } = useI18n();
  const others = shown.decision.asks.filter(({ reason }) => reason !== 'answers_required');
  const reasons = [...new Set(others.map(({ explanation }) => sayExplanation(explanation, door.speaker)))];
  return (
    <>
      <Verdict
        kind="confirm"
        word={t(wordOf(shown.decision))}
        text={[...reasons, ...(reasons.length > 0 ? [t('questions.ask.alsoYes')] : [])].join(' ')}
      >
        <VerdictDetails shown={shown} verdict={verdict} door={door} person={person} />
      </Verdict>
      <div role="status">
        {turnedAway > 0 ? (
          <Notice key={turnedAway} tone="warn">
            {t('questions.ask.otherCode')}
          </Notice>
        ) : (
          <p class="ui-hint">{t('questions.ask.paused')}</p>
        )}
      </div>
    </>
  );
}

interface AskedProps {
  readonly question: ReturnType<typeof questionsOf>[number];
  readonly use: DraftUse;
  readonly onBusy: (busy: boolean) => void;
}

function Asked({ question, use, onBusy }: AskedProps) {
  const { t } = useI18n();
  const fault = use.faults.get(question.id);
  return (
    <QuestionField
      question={question}
      entry={use.draft.entries[question.id]}
      photo={use.photoOf(question)}
      error={fault && sayFault(fault, question, t)}
      onEntry={(entry) => use.enter(question, entry)}
      onPhoto={(photo) => use.enterPhoto(question, photo)}
      onBusy={onBusy}
    />
  );
}
