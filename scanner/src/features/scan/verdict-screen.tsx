import { type Reason, sayExplanation, sayNotice, wordOf } from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';
import type { Person } from '@gatehouse/shared/people';
import { useI18n, Verdict } from '@gatehouse/shared/ui';
import { useEffect } from 'preact/hooks';
import type { Shown } from '../../store/log/index.js';
import { ChooseTicket } from './choose-ticket.js';
import { directionFaces } from './direction.js';
import { type Door, gateName, listName } from './door-context.js';
import { PersonLines } from './person-lines.js';
import { candidatesOf, type OnScreen } from './session/scan-session.js';

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
        {shown !== null && <Details shown={shown} verdict={verdict} door={door} />}
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

/** Where the class is only what a code says of itself, or another event's number, it is not shown as if it were true. */
const claims: ReadonlySet<Reason> = new Set<Reason>(['forged', 'wrong_event', 'unknown_key']);

interface DetailsProps {
  readonly shown: Shown;
  readonly verdict: OnScreen;
  readonly door: Door;
}

function Details({ shown, verdict, door }: DetailsProps) {
  const { t } = useI18n();
  const { speaker, event } = door;
  const { decision } = shown;
  return (
    <div class="door-details">
      {shown.recorded && !claims.has(decision.reason) && <TicketClass index={decision.class} door={door} />}
      {shown.persons > 1 && <p>{t('scanner.verdict.persons', { count: shown.persons })}</p>}
      {decision.texts.map((text) => (
        <p key={text} class="door-text" dir="auto">
          {text}
        </p>
      ))}
      {decision.notices.map((notice) => (
        <p key={notice.code} class="door-notice" data-notice={notice.code}>
          {sayNotice(notice, speaker)}
        </p>
      ))}
      {shown.again && verdict.kind === 'new' && (
        <p>{t('scanner.verdict.before', { at: speaker.time(shown.at) })}</p>
      )}
      {verdict.kind === 'late' && <p>{t('scanner.verdict.late', { at: speaker.time(shown.at) })}</p>}
      {verdict.kind === 'again' && <p>{t('scanner.verdict.again', { at: speaker.time(shown.at) })}</p>}
      <p class="door-place">
        {t(directionFaces[shown.direction].word)} · <bdi>{listName(event, shown.listId)}</bdi> ·{' '}
        <bdi>{gateName(event.root, shown.gateId, t)}</bdi>
      </p>
    </div>
  );
}

/** The organiser's short text for gates, or else the ticket type's name. */
function TicketClass({ index, door }: { readonly index: number | null; readonly door: Door }) {
  const found = index === null ? undefined : door.event.root?.classes.find((one) => one.index === index);
  if (found === undefined) return null;
  return (
    <p class="door-class" style={{ '--class': found.colour }} dir="auto">
      {found.label || found.ticketType}
      {found.label !== '' && found.label !== found.ticketType && <small>{found.ticketType}</small>}
    </p>
  );
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
