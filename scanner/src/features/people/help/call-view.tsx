import type { Decision } from '@gatehouse/shared/checkin';
import type { Person } from '@gatehouse/shared/people';
import { Button, Notice, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { HelpWord, PhoneHelpCall } from '../../../store/help/help.js';
import type { Gateway } from '../../../store/log/index.js';
import type { Phone } from '../../../store/phone.js';
import { useReadable } from '../../../store/readable.js';
import type { Door } from '../../scan/door-context.js';
import type { ScanSession } from '../../scan/session/scan-session.js';
import { classNameOf } from '../../scan/ticket-name.js';
import { shiftOf } from '../shift-of.js';
import { sayState, stateOf } from '../state-word.js';
import { TicketRow } from '../ticket-row.js';
import { reasonWordOf, sayTaken, whereOf } from './call-words.js';

/** What a supervisor works with at a call. */
export interface DeskGround {
  readonly phone: Pick<Phone, 'state' | 'help'>;
  readonly session: ScanSession;
  readonly gateway: Gateway;
  readonly door: Door;
  /** Away from all of it, to the camera or to the answer that was opened. */
  readonly onLeave: () => void;
}

export interface CallViewProps extends DeskGround {
  readonly call: PhoneHelpCall;
  /** Back to where the call was opened. */
  readonly onBack: () => void;
}

/**
 * One call: what happened at the gate, and how its ticket stands here and now. Looking at it records nothing and lets
 * nobody in; that takes a press of its own, which scans the ticket as one that was found by a search.
 */
export function CallView({ call, phone, session, gateway, door, onBack, onLeave }: CallViewProps) {
  const { t } = useI18n();
  const { ticket, person, decision } = useTicket(call, { gateway, door });
  const { deviceId } = useReadable(phone.state);
  const isMine = call.state === 'taken' && call.stateBy === deviceId;
  const shift = shiftOf(call, door);
  // What the phone cannot keep is not said, and the call stays as it was for everybody to see.
  const say = (word: HelpWord) => phone.help.say(call.id, word).catch(() => undefined);
  function open(): void {
    if (ticket === null || shift === null) return;
    if (!isMine) void say('taken');
    onLeave();
    session.enter('', 'search', { ticket, at: shift });
  }
  function settle(): void {
    void say('settled');
    onBack();
  }
  const { maySupervise } = door.profile;
  return (
    <>
      <div class="grid content-start gap-4 overflow-y-auto p-4">
        <AtGate call={call} door={door} />
        <h3 class="text-sm text-ink-muted">{t('people.help.here')}</h3>
        {ticket === null || decision === null ? (
          <Notice>{t('people.help.noTicket')}</Notice>
        ) : (
          <TicketNow {...{ ticket, person, decision, door }} />
        )}
      </div>
      {call.state !== 'settled' && (
        <div class="people-foot">
          {maySupervise && decision !== null && (
            <Button kind="primary" onClick={open}>
              {t(stateOf(decision) === 'good' ? 'people.help.admit' : 'people.help.look')}
            </Button>
          )}
          {maySupervise && !isMine && (
            <Button onClick={() => void say('taken')}>{t('people.help.take')}</Button>
          )}
          <Button onClick={settle}>{t('people.help.done')}</Button>
        </div>
      )}
    </>
  );
}

function AtGate({ call, door }: Pick<CallViewProps, 'call' | 'door'>) {
  const { t } = useI18n();
  const taken = sayTaken(call, door);
  return (
    <>
      <h3 class="text-sm text-ink-muted">{t('people.help.atGate')}</h3>
      <p class="help-word">{t(reasonWordOf(call))}</p>
      <p>{whereOf(call, door)}</p>
      {call.note !== '' && (
        <p class="help-note" dir="auto">
          {call.note}
        </p>
      )}
      {taken !== null && <Notice tone={call.state === 'settled' ? 'good' : 'info'}>{taken}</Notice>}
    </>
  );
}

interface TicketNowProps {
  readonly ticket: string;
  readonly person: Person | null;
  readonly decision: Decision;
  readonly door: Door;
}

function TicketNow({ ticket, person, decision, door }: TicketNowProps) {
  const why = sayState(decision, door.speaker);
  return (
    <TicketRow person={person} unnamed={classNameOf({ ...decision, ticket }, door)} decision={decision}>
      {why !== null && <span>{why}</span>}
    </TicketRow>
  );
}

/** Who it is comes a moment later, and only where the organiser allows names on phones. */
function useTicket(call: PhoneHelpCall, { gateway, door }: Pick<CallViewProps, 'gateway' | 'door'>) {
  const { ticket } = call;
  const shift = useMemo(() => shiftOf(call, door), [call, door]);
  const [person, setPerson] = useState<Person | null>(null);
  useEffect(() => {
    if (ticket === null || shift === null) return;
    let isWanted = true;
    gateway
      .personOf(ticket, shift)
      .catch(() => null)
      .then((found) => isWanted && setPerson(found));
    return () => {
      isWanted = false;
    };
  }, [gateway, ticket, shift]);
  const decision = useMemo(
    () => (ticket === null || shift === null ? null : gateway.consider(ticket, shift)),
    [gateway, ticket, shift],
  );
  return { ticket, person, decision };
}
