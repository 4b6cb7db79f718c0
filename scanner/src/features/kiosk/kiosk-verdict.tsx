import type { Person } from '@gatehouse/shared/people';
import { useI18n, Verdict } from '@gatehouse/shared/ui';
import type { Door } from '../scan/door-context.js';
import type { OnScreen, ScanSession } from '../scan/session/scan-session.js';
import { usePainted } from '../verdict/use-painted.js';
import { wordsOf } from '../verdict/verdict-words.js';
import { firstName } from './first-name.js';

export interface KioskVerdictProps {
  readonly verdict: OnScreen;
  readonly door: Door;
  readonly person: Person | undefined;
  readonly session: ScanSession;
}

/** The answer for those who stand before a kiosk: nobody presses anything, and strangers read along. */
export function KioskVerdict({ verdict, door, person, session }: KioskVerdictProps) {
  const { t } = useI18n();
  usePainted(verdict, session.painted);
  const { shown, face } = verdict;
  const isDecided = shown !== null && face !== 'unrecorded' && face !== 'confirm';
  const { word, lead, text } = wordsOf(verdict, door);
  const said = isDecided
    ? { word, lead, text: lead === '' ? text : '' }
    : { text: t('scanner.kiosk.askStaff') };
  const name = person === undefined ? '' : firstName(person.name);
  return (
    <div class="door-verdict">
      <Verdict kind={face} {...said} full silent>
        {name !== '' && (
          <p class="door-name" dir="auto">
            {name}
          </p>
        )}
      </Verdict>
    </div>
  );
}
