import type { Gateway } from '../../store/log/index.js';
import { useReadable } from '../../store/readable.js';
import type { Door } from '../scan/door-context.js';
import type { ScanSession } from '../scan/session/scan-session.js';
import { Announcement } from './announcement.js';
import { VerdictScreen } from './verdict-screen.js';

export interface AnswerProps {
  readonly door: Door;
  readonly session: ScanSession;
  readonly gateway: Gateway;
}

/** The answer of the session, seen, announced and spoken; nothing while there is none. */
export function Answer({ door, session, gateway }: AnswerProps) {
  const { verdict } = useReadable(session.state);
  const people = useReadable(gateway.people);
  return (
    <>
      <Announcement verdict={verdict} door={door} />
      {verdict !== null && (
        <VerdictScreen
          // Two people with the same answer are two answers: drawn once each.
          key={verdict.since}
          verdict={verdict}
          door={door}
          person={verdict.shown === null ? undefined : people.get(verdict.shown.id)}
          session={session}
          gateway={gateway}
        />
      )}
    </>
  );
}
