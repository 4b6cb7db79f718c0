import '../people.css';
import './help.css';
import { Panel, useI18n } from '@gatehouse/shared/ui';
import { useState } from 'preact/hooks';
import type { PhoneHelpCall } from '../../../store/help/help.js';
import type { Door } from '../../scan/door-context.js';
import { CallView, type DeskGround } from './call-view.js';
import { reasonWordOf, sayTaken, whereOf } from './call-words.js';

export interface HelpDeskPanelProps extends DeskGround {
  /** Newest first. */
  readonly calls: readonly PhoneHelpCall[];
}

/** What lanes could not solve and nobody has settled. */
export function HelpDeskPanel({ calls, ...ground }: HelpDeskPanelProps) {
  const { t } = useI18n();
  const { door, onLeave } = ground;
  const [id, setId] = useState<string | null>(null);
  const call = calls.find((one) => one.id === id);
  const back = () => setId(null);
  return (
    <Panel title={t('people.help.desk')} onLeave={call === undefined ? onLeave : back}>
      {call !== undefined ? (
        <CallView key={call.id} call={call} {...ground} onBack={back} />
      ) : (
        <div class="grid content-start gap-4 overflow-y-auto p-4">
          {calls.length === 0 && <p>{t('people.help.nobody')}</p>}
          <ul class="people-list">
            {calls.map((one) => (
              <li key={one.id}>
                <CallRow call={one} door={door} onOpen={() => setId(one.id)} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

interface CallRowProps {
  readonly call: PhoneHelpCall;
  readonly door: Door;
  readonly onOpen: () => void;
}

function CallRow({ call, door, onOpen }: CallRowProps) {
  const { t } = useI18n();
  const taken = sayTaken(call, door);
  return (
    <button type="button" class="people-row" data-state={taken === null ? 'bad' : 'used'} onClick={onOpen}>
      <span class="people-who">
        <b>{t(reasonWordOf(call))}</b>
        <span>{whereOf(call, door)}</span>
        {call.note !== '' && <span dir="auto">{call.note}</span>}
        {taken !== null && <span>{taken}</span>}
      </span>
    </button>
  );
}
