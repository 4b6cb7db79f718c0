import { sayExplanation, wordOf } from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';
import type { Person } from '@gatehouse/shared/people';
import { useI18n, Verdict } from '@gatehouse/shared/ui';
import { useEffect } from 'preact/hooks';
import type { Shown } from '../../store/log/index.js';
import { ChooseTicket } from './choose-ticket.js';
import type { Door } from './door-context.js';
import { PersonLines } from './person-lines.js';
import { candidatesOf, type OnScreen } from './session/scan-session.js';
import { VerdictDetails } from './verdict-details.js';

export interface VerdictScreenProps {
  readonly verdict: OnScreen;
  readonly door: Door;
  /** Who it is, as far as this phone may know; comes a moment after the verdict. */
  readonly person: Person | undefined;
  readonly onDismiss: () => void;
  readonly onAnswer: (yes: boolean) => void;
  /** Of several tickets the one that is meant, by its hash in hexadecimal. */
  readonly onChoose: (ticket: string) => void;
  readonly onPainted: (verdict: OnScreen) => void;
}

/** The answer, over everything else. A question wants a yes or a no; the rest goes at a touch. */
export function VerdictScreen({ verdict, door, person, ...on }: VerdictScreenProps) {
  const { onDismiss, onAnswer, onChoose, onPainted } = on;
  const { shown, face, kind } = verdict;
  const candidates = candidatesOf(verdict);
  const isQuestion = face === 'confirm' && kind === 'new';
  useEffect(() => {
    const handle = requestAnimationFrame(() => onPainted(verdict));
    return () => cancelAnimationFrame(handle);
  }, [verdict, onPainted]);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) =>
      key === 'Escape' && (isQuestion ? onAnswer(false) : onDismiss());
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [isQuestion, onAnswer, onDismiss]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button below does the same for readers and keyboards.
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above, and Escape.
    <div class="door-verdict" onClick={isQuestion || candidates.length > 0 ? undefined : onDismiss}>
      <Verdict kind={face} full {...wordsOf(verdict, door)}>
        {person !== undefined && <PersonLines person={person} />}
        {shown !== null && <VerdictDetails shown={shown} verdict={verdict} door={door} />}
        {candidates.length > 0 && <ChooseTicket candidates={candidates} door={door} onChoose={onChoose} />}
        {isQuestion ? <YesNo onAnswer={onAnswer} /> : <GoOn onDismiss={onDismiss} />}
      </Verdict>
    </div>
  );
}

const unrecordedTexts: Readonly<Record<NonNullable<Shown['problem']>, PlainKey>> = {
  storage: 'scanner.verdict.unrecorded',
  other_tab: 'scanner.problem.otherTab',
  forked: 'scanner.verdict.forked',
  typing_stopped: 'scanner.verdict.typingStopped',
  no_event: 'scanner.verdict.noEvent',
};

function wordsOf({ shown, face }: OnScreen, { speaker }: Door): { word?: string; text: string } {
  const { t } = speaker;
  if (shown === null || face === 'unrecorded')
    return { text: t(unrecordedTexts[shown?.problem ?? 'storage']) };
  const { decision } = shown;
  const text =
    decision.result === 'confirm'
      ? [...new Set(decision.asks.map((ask) => sayExplanation(ask.explanation, speaker)))].join(' ')
      : sayExplanation(decision.explanation, speaker);
  return { word: t(wordOf(decision)), text };
}

function YesNo({ onAnswer }: { readonly onAnswer: (yes: boolean) => void }) {
  const { t } = useI18n();
  return (
    <div class="door-answers">
      <button type="button" onClick={() => onAnswer(false)}>
        {t('scanner.verdict.no')}
      </button>
      <button type="button" data-yes onClick={() => onAnswer(true)}>
        {t('scanner.verdict.yes')}
      </button>
    </div>
  );
}

function GoOn({ onDismiss }: { readonly onDismiss: () => void }) {
  const { t } = useI18n();
  return (
    <div class="door-answers">
      <button type="button" onClick={onDismiss}>
        {t('scanner.verdict.next')}
      </button>
    </div>
  );
}
