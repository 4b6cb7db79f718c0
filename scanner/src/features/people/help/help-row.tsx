import './help.css';
import { AlertIcon, useI18n } from '@gatehouse/shared/ui';
import { useEffect, useRef } from 'preact/hooks';
import type { PhoneHelpCall } from '../../../store/help/help.js';
import type { Door } from '../../scan/door-context.js';
import { shake } from '../../scan/feedback/sound.js';
import { preference } from '../../settings/preferences.js';
import { reasonWordOf, sayTaken } from './call-words.js';

export interface HelpRowProps {
  readonly calls: readonly PhoneHelpCall[];
  readonly door: Door;
  readonly onOpen: () => void;
}

/** There while somebody waits for help, near the thumb; announced when it comes or somebody takes the call. */
export function HelpRow({ calls, door, onOpen }: HelpRowProps) {
  const { t } = useI18n();
  const [newest] = calls;
  const open = calls.filter(({ state }) => state === 'open').length;
  useShake(door.profile.maySupervise ? open : 0);
  return (
    <div role="status">
      {newest !== undefined && (
        <button type="button" class="help-row" data-open={open > 0} onClick={onOpen}>
          <AlertIcon size={20} />
          <b>{t('people.help.calls', { count: calls.length })}</b>
          <span>{sayTaken(newest, door) ?? t(reasonWordOf(newest))}</span>
        </button>
      )}
    </div>
  );
}

/** A supervisor's phone is in a pocket more often than in a hand. */
function useShake(open: number): void {
  const before = useRef(0);
  useEffect(() => {
    if (open > before.current && preference('shake')) shake('confirm');
    before.current = open;
  }, [open]);
}
