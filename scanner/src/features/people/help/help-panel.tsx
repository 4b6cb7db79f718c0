import '../people.css';
import './help.css';
import { wordOf } from '@gatehouse/shared/checkin';
import { MAX_HELP_NOTE } from '@gatehouse/shared/protocol';
import { Button, Notice, Panel, Spinner, TextArea, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import { CodePicture } from '../../../shell/code-picture.js';
import type { PhoneHelpCall } from '../../../store/help/help.js';
import type { Shown } from '../../../store/log/index.js';
import type { PhoneState } from '../../../store/phone.js';
import { useReadable } from '../../../store/readable.js';
import type { Door } from '../../scan/door-context.js';
import type { ActionPanelProps } from '../../verdict/actions.js';
import { sayTaken } from './call-words.js';

/** Sends the ticket and its answer to the supervisors' phones; where there is no line, shows both as a code. */
export function HelpPanel({ shown, door, phone, onLeave }: ActionPanelProps) {
  const { t } = useI18n();
  const state = useReadable(phone.state);
  const [id, setId] = useState<string | null>(null);
  const call = state.help.find((one) => (id === null ? isOf(one, { shown, state }) : one.id === id));
  async function send(note: string): Promise<boolean> {
    const { decision, listId, gateId, direction } = shown;
    const { ticket, reason } = decision;
    const result = decision.result === 'confirm' ? 'confirm' : 'refuse';
    const at = { event: door.event.number, listId, gateId, direction };
    const said = { ...at, ticket: ticket || null, result, reason, note } as const;
    const kept = await phone.help.call(said).catch(() => null);
    setId(kept);
    return kept !== null;
  }
  return (
    <Panel title={t('people.help.title')} onLeave={onLeave}>
      {call === undefined ? (
        <Draft shown={shown} onSend={send} onLeave={onLeave} />
      ) : (
        <Sent call={call} door={door} online={state.online} onLeave={onLeave} />
      )}
    </Panel>
  );
}

/** The same answer is sent once, also when the panel is opened again. */
function isOf(call: PhoneHelpCall, { shown, state }: { shown: Shown; state: PhoneState }): boolean {
  const { decision, at } = shown;
  const isMine = call.device === state.deviceId && call.at >= at;
  return isMine && call.ticket === (decision.ticket || null) && call.reason === decision.reason;
}

interface DraftProps {
  readonly shown: Shown;
  /** @returns whether the call is kept */
  readonly onSend: (note: string) => Promise<boolean>;
  readonly onLeave: () => void;
}

function Draft({ shown, onSend, onLeave }: DraftProps) {
  const { t } = useI18n();
  const [note, setNote] = useState('');
  const [isSending, setIsSending] = useState(false);
  const [isLost, setIsLost] = useState(false);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setIsSending(true);
    const isKept = await onSend(note.trim());
    setIsSending(false);
    setIsLost(!isKept);
  }
  return (
    <form class="help-form" onSubmit={(event) => void submit(event)} noValidate>
      <div class="grid content-start gap-4 overflow-y-auto p-4">
        <p class="help-word">{t(wordOf(shown.decision))}</p>
        <p>{t('people.help.lead')}</p>
        <TextArea
          name="note"
          label={t('people.help.note')}
          hint={t('people.help.noteHint')}
          longest={MAX_HELP_NOTE}
          value={note}
          onValue={setNote}
        />
        {isLost && <Notice tone="warn">{t('people.help.notKept')}</Notice>}
      </div>
      <div class="people-foot">
        <Button type="submit" kind="primary" loading={isSending}>
          {t('people.help.send')}
        </Button>
        <Button onClick={onLeave}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}

interface SentProps {
  readonly call: PhoneHelpCall;
  readonly door: Door;
  readonly online: boolean;
  readonly onLeave: () => void;
}

/** Whether anybody can have seen it follows from what came back, never from what the browser believes. */
function Sent({ call, door, online, onLeave }: SentProps) {
  const { t } = useI18n();
  const [isWanted, setIsWanted] = useState(false);
  const { delivery } = call;
  const isOnWay = delivery === 'unsent' && online;
  const showsCode = isWanted || delivery === 'refused' || (delivery === 'unsent' && !online);
  return (
    <>
      <div class="grid content-start gap-4 overflow-y-auto p-4">
        <div role="status" class="grid gap-3">
          {isOnWay && (
            <p class="flex items-center gap-3">
              <Spinner />
              {t('people.help.sending')}
            </p>
          )}
          {delivery === 'sent' && (
            <Notice tone="good">{sayTaken(call, door) ?? t('people.help.sent')}</Notice>
          )}
          {delivery === 'refused' && <Notice tone="warn">{t('people.help.refused')}</Notice>}
          {delivery === 'unsent' && !online && (
            <Notice>
              <p>{t('people.help.noLine')}</p>
              <p>{t('people.help.later')}</p>
            </Notice>
          )}
        </div>
        {showsCode && <CodePicture text={call.code} level="L" label={t('people.help.code')} />}
      </div>
      <div class="people-foot">
        {!showsCode && <Button onClick={() => setIsWanted(true)}>{t('people.help.showCode')}</Button>}
        <Button kind="primary" onClick={onLeave}>
          {t('common.close')}
        </Button>
      </div>
    </>
  );
}
