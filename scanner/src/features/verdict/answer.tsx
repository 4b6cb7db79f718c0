import { useEffect, useMemo } from 'preact/hooks';
import type { Gateway } from '../../store/log/index.js';
import { usePicked, useReadable } from '../../store/readable.js';
import { useSettled } from '../people/help/use-settled.js';
import type { Door } from '../scan/door-context.js';
import { QuestionsPanel } from '../scan/questions/questions-panel.js';
import { createDrafts, type Drafts } from '../scan/session/drafts.js';
import { type OnScreen, type ScanSession, wantsAnswers } from '../scan/session/scan-session.js';
import type { ActionGround } from './actions.js';
import { Announcement } from './announcement.js';
import { VerdictScreen } from './verdict-screen.js';

export interface AnswerProps {
  readonly door: Door;
  readonly session: ScanSession;
  readonly gateway: Gateway;
  readonly phone: ActionGround['phone'];
  readonly camera: ActionGround['camera'];
}

/** What became of a scan, seen, announced and spoken: its questions where it has some, or else the answer. */
export function Answer({ door, session, gateway, phone, camera }: AnswerProps) {
  const verdict = usePicked(session.state, (state) => state.verdict);
  const turnedAway = usePicked(session.state, (state) => state.turnedAway);
  useSettled(verdict, phone);
  // What is taken back is among the last ones, and looks otherwise from then on.
  usePicked(session.state, (state) => state.recent);
  const people = useReadable(gateway.people);
  const drafts = useDrafts(verdict);
  const shown = verdict?.shown ?? null;
  const person = shown === null ? undefined : people.get(shown.id);
  const asks = verdict !== null && shown !== null && wantsAnswers(verdict);
  return (
    <>
      <Announcement verdict={verdict} door={door} />
      {asks && (
        <QuestionsPanel
          key={verdict.since}
          verdict={verdict}
          shown={shown}
          door={door}
          person={person}
          drafts={drafts}
          turnedAway={turnedAway}
          onTurnedAway={session.turnAway}
          onAnswer={session.answer}
          onPainted={session.painted}
        />
      )}
      {verdict !== null && !asks && (
        <VerdictScreen
          // Two people with the same answer are two answers: drawn once each.
          key={verdict.since}
          verdict={verdict}
          door={door}
          person={person}
          session={session}
          gateway={gateway}
          phone={phone}
          camera={camera}
        />
      )}
    </>
  );
}

/** What was entered for a ticket is forgotten when its scan is kept. */
function useDrafts(verdict: OnScreen | null): Drafts {
  const drafts = useMemo(createDrafts, []);
  const { shown = null } = verdict ?? {};
  useEffect(() => {
    if (shown === null || !shown.recorded || shown.decision.result === 'confirm') return;
    if (shown.decision.ticket !== null) drafts.drop(shown.decision.ticket);
  }, [shown, drafts]);
  return drafts;
}
