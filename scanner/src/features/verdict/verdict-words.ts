import { reasonWords, sayExplanation, wordOf } from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';
import type { Shown } from '../../store/log/index.js';
import type { Door } from '../scan/door-context.js';
import type { OnScreen } from '../scan/session/scan-session.js';

/** One thing to ask about before anybody goes in. */
export interface AskWords {
  readonly word: string;
  readonly text: string;
}

/** What an answer says, in the order in which it matters. */
export interface VerdictWords {
  readonly word: string;
  /** Large, below the word: when and where somebody went in before. */
  readonly lead: string;
  readonly text: string;
  /** Only where there is more than one. */
  readonly asks: readonly AskWords[];
}

const unrecordedTexts: Readonly<Record<NonNullable<Shown['problem']>, PlainKey>> = {
  storage: 'scanner.verdict.unrecorded',
  other_tab: 'scanner.problem.otherTab',
  forked: 'scanner.verdict.forked',
  typing_stopped: 'scanner.verdict.typingStopped',
  no_event: 'scanner.verdict.noEvent',
};

/** @param isUndone it was taken back after it was given */
export function wordsOf(
  { shown, face }: Pick<OnScreen, 'shown' | 'face'>,
  { speaker }: Door,
  isUndone = false,
): VerdictWords {
  const { t } = speaker;
  const plain = { lead: '', text: '', asks: [] };
  if (shown === null || face === 'unrecorded') {
    const text = t(unrecordedTexts[shown?.problem ?? 'storage']);
    return { ...plain, word: t('common.verdict.unrecorded'), text };
  }
  if (isUndone) return { ...plain, word: t('common.verdict.undone'), text: t('scanner.verdict.undoneText') };
  const { decision } = shown;
  if (decision.result === 'confirm') return { ...plain, ...askWords(decision, speaker) };
  const word = t(wordOf(decision));
  const { explanation } = decision;
  if (explanation.code !== 'already_used' && explanation.code !== 'already_inside')
    return { ...plain, word, text: sayExplanation(explanation, speaker) };
  const at = speaker.time(explanation.at);
  const { gate, device } = explanation;
  const lead = gate === null ? at : `${at} · ${speaker.name('gate', gate)}`;
  return {
    ...plain,
    word,
    lead,
    text: t('scanner.verdict.onPhone', { device: speaker.name('device', device) }),
  };
}

/** All of it is asked at once; one thing is said large, several stand below each other. */
function askWords(
  decision: Shown['decision'],
  speaker: Door['speaker'],
): Pick<VerdictWords, 'word' | 'text' | 'asks'> {
  const asks = decision.asks.map(({ reason, explanation }) => ({
    word: speaker.t(reasonWords[reason]),
    text: sayExplanation(explanation, speaker),
  }));
  const [first] = asks;
  return asks.length === 1 && first !== undefined
    ? { ...first, asks: [] }
    : { word: speaker.t('common.verdict.confirm'), text: speaker.t('scanner.verdict.askAll'), asks };
}
