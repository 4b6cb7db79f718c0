import { sayExplanation, wordOf } from '@gatehouse/shared/checkin';
import type { Person } from '@gatehouse/shared/people';
import { useI18n, Verdict } from '@gatehouse/shared/ui';
import { useEffect } from 'preact/hooks';
import type { Door } from '../scan/door-context.js';
import type { OnScreen } from '../scan/session/scan-session.js';
import { firstName } from './first-name.js';

export interface KioskVerdictProps {
  readonly verdict: OnScreen;
  readonly door: Door;
  readonly person: Person | undefined;
  readonly onPainted: (verdict: OnScreen) => void;
}

/** The answer for those who stand before a kiosk: nobody presses anything, and strangers read along. */
export function KioskVerdict({ verdict, door, person, onPainted }: KioskVerdictProps) {
  const { t } = useI18n();
  useEffect(() => {
    const handle = requestAnimationFrame(() => onPainted(verdict));
    return () => cancelAnimationFrame(handle);
  }, [verdict, onPainted]);
  const { shown, face } = verdict;
  const { speaker } = door;
  const isDecided = shown !== null && face !== 'unrecorded' && face !== 'confirm';
  const text = isDecided ? sayExplanation(shown.decision.explanation, speaker) : t('scanner.kiosk.askStaff');
  const name = person === undefined ? '' : firstName(person.name);
  return (
    <div class="door-verdict">
      <Verdict kind={face} full text={text} {...(isDecided ? { word: t(wordOf(shown.decision)) } : {})}>
        {name !== '' && (
          <p class="door-name" dir="auto">
            {name}
          </p>
        )}
      </Verdict>
    </div>
  );
}
