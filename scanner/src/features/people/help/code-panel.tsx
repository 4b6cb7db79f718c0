import '../people.css';
import './help.css';
import { decodeHelp, type HelpCall, isHelpOf } from '@gatehouse/shared/protocol';
import { Notice, Panel, Spinner, useI18n } from '@gatehouse/shared/ui';
import { useEffect } from 'preact/hooks';
import type { PhoneHelpCall } from '../../../store/help/help.js';
import { useReadable } from '../../../store/readable.js';
import { type Author, useProof } from '../../scan/use-proof.js';
import { CallView, type DeskGround } from './call-view.js';

export interface HelpCodePanelProps extends DeskGround {
  readonly text: string;
}

/** A call that was read from the screen of a phone without a line. */
export function HelpCodePanel({ text, ...ground }: HelpCodePanelProps) {
  const { t } = useI18n();
  const { door, onLeave } = ground;
  const said = decodeHelp(text);
  const isHere = said.ok && said.value.event === door.event.number;
  return (
    <Panel title={t('people.help.desk')} onLeave={onLeave}>
      {!door.profile.maySupervise && <Refusal text={t('people.help.notYours')} />}
      {door.profile.maySupervise && !isHere && <Refusal text={t('people.help.elsewhere')} />}
      {door.profile.maySupervise && isHere && <Carried text={text} said={said.value} {...ground} />}
    </Panel>
  );
}

interface CarriedProps extends DeskGround {
  readonly text: string;
  readonly said: HelpCall;
}

/** A genuine one is kept and handed in, so that the steward's phone hears what came of it. */
function Carried({ text, said, ...ground }: CarriedProps) {
  const { t } = useI18n();
  const { phone, door, onLeave } = ground;
  const author = useAuthor(text, said.device, door);
  const { help } = useReadable(phone.state);
  useEffect(() => {
    // What cannot be kept is shown all the same.
    if (author === 'genuine') void phone.help.carry(text).catch(() => undefined);
  }, [author, phone, text]);
  if (author === 'looking') return <Spinner />;
  if (author === 'forged') return <Refusal text={t('people.help.forged')} />;
  const call = help.find(({ id }) => id === said.id) ?? readCall(text, said);
  return (
    <>
      {author === 'stranger' && <Refusal text={t('people.help.stranger')} />}
      <CallView call={call} {...ground} onBack={onLeave} />
    </>
  );
}

function readCall(code: string, said: HelpCall): PhoneHelpCall {
  return { ...said, code, delivery: 'unsent', state: 'open', stateBy: null };
}

function Refusal({ text }: { readonly text: string }) {
  return (
    <div class="p-4">
      <Notice tone="warn">{text}</Notice>
    </div>
  );
}

/** By the key that the root names for the phone; a phone that the root does not name, or no longer, is a stranger. */
function useAuthor(text: string, deviceId: string, { event }: DeskGround['door']): Author {
  const device = event.root?.devices.find(({ id, status }) => id === deviceId && status === 'active');
  return useProof(text, device?.publicKey ?? null, isHelpOf);
}
