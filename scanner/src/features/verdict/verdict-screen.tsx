import type { Person } from '@gatehouse/shared/people';
import { useI18n, Verdict } from '@gatehouse/shared/ui';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Gateway } from '../../store/log/index.js';
import { ChooseTicket } from '../scan/choose-ticket.js';
import type { Door } from '../scan/door-context.js';
import { candidatesOf, isQuestion, type OnScreen, type ScanSession } from '../scan/session/scan-session.js';
import type { ActionGround, VerdictAction } from './actions.js';
import { useAlone } from './use-alone.js';
import { usePainted } from './use-painted.js';
import { VerdictActions } from './verdict-actions.js';
import { VerdictDetails } from './verdict-details.js';
import { type AskWords, wordsOf } from './verdict-words.js';

export interface VerdictScreenProps {
  readonly verdict: OnScreen;
  readonly door: Door;
  readonly person: Person | undefined;
  readonly session: ScanSession;
  readonly gateway: Gateway;
  readonly phone: ActionGround['phone'];
  readonly camera: ActionGround['camera'];
}

/** The answer, over everything else. A question wants a yes or a no; the rest goes at a touch. */
export function VerdictScreen({ verdict, door, person, session, ...works }: VerdictScreenProps) {
  const { gateway } = works;
  const { shown, face } = verdict;
  const [open, setOpen] = useState<VerdictAction | null>(null);
  const isUndone = shown !== null && gateway.undoState(shown.id) === 'undone';
  const look = isUndone ? 'undone' : face;
  const isAsking = isQuestion(verdict);
  const candidates = candidatesOf(verdict);
  const answer = useRef<HTMLDivElement>(null);
  useAlone(answer);
  usePainted(verdict, session.painted);
  useLayoutEffect(() => (open === null ? undefined : session.pause()), [open, session]);
  useEscape(open === null, () => (isAsking ? session.answer(false) : session.dismiss()));
  const { word, lead, text, asks } = wordsOf(verdict, door, isUndone);
  const ground = shown && { verdict, shown, door, session, ...works };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button below does the same for readers and keyboards. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above, and Escape. */}
      <div
        ref={answer}
        class="door-verdict"
        onClick={isAsking || candidates.length > 0 ? undefined : session.dismiss}
      >
        <Verdict key={look} kind={look} word={word} lead={lead} text={text} full silent>
          {asks.length > 0 && <Asks asks={asks} />}
          {shown && <VerdictDetails shown={shown} verdict={verdict} door={door} person={person} />}
          {candidates.length > 0 && (
            <ChooseTicket candidates={candidates} door={door} onChoose={session.choose} />
          )}
          <div class="door-foot">
            {ground && <VerdictActions ground={ground} onOpen={setOpen} />}
            {isAsking ? (
              <YesNo mayConfirm={door.profile.mayConfirm} onAnswer={session.answer} />
            ) : (
              <GoOn onDismiss={session.dismiss} />
            )}
          </div>
        </Verdict>
      </div>
      {open !== null && ground && <open.Panel {...ground} onLeave={() => setOpen(null)} />}
    </>
  );
}

/** From the frame that shows what is left by it: a key that comes sooner than an effect is lost. */
function useEscape(isWanted: boolean, leave: () => void): void {
  useLayoutEffect(() => {
    if (!isWanted) return;
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && leave();
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [isWanted, leave]);
}

function Asks({ asks }: { readonly asks: readonly AskWords[] }) {
  return (
    <ul class="door-asks">
      {asks.map(({ word, text }) => (
        <li key={`${word} ${text}`}>
          <b>{word}</b>
          {text}
        </li>
      ))}
    </ul>
  );
}

interface YesNoProps {
  readonly mayConfirm: boolean;
  readonly onAnswer: (yes: boolean) => void;
}

/** Where nobody stands who may say yes, as at a kiosk, there is nothing to press but the way on. */
function YesNo({ mayConfirm, onAnswer }: YesNoProps) {
  const { t } = useI18n();
  if (!mayConfirm)
    return (
      <>
        <p class="door-question">{t('scanner.verdict.askStaff')}</p>
        <GoOn onDismiss={() => onAnswer(false)} />
      </>
    );
  return (
    <>
      <p class="door-question">{t('scanner.verdict.question')}</p>
      <div class="door-answers" data-question>
        <button type="button" onClick={() => onAnswer(false)}>
          {t('scanner.verdict.no')}
        </button>
        <button type="button" data-yes onClick={() => onAnswer(true)}>
          {t('scanner.verdict.yes')}
        </button>
      </div>
    </>
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
