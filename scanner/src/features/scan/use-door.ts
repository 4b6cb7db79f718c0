import { doorSpeaker, profileOf } from '@gatehouse/shared/door';
import { useI18n } from '@gatehouse/shared/ui';
import { useMemo, useRef } from 'preact/hooks';
import type { PhoneEvent, PhoneState } from '../../store/phone.js';
import type { Door, DoorEvent } from './door-context.js';

const QUARTER_MS = 900_000;

/** What answers at this phone are said with, in the language of the moment. */
export function useDoor(event: PhoneEvent, profile: PhoneState['profile']): Door {
  const { t, locale } = useI18n();
  const { root } = event;
  // What is of today is said shorter. A day begins at a full quarter of an hour, wherever it is.
  const quarter = Math.floor(Date.now() / QUARTER_MS);
  const speaker = useMemo(
    () => doorSpeaker({ t, locale, root, now: quarter * QUARTER_MS }),
    [root, t, locale, quarter],
  );
  const kept = useRef(event);
  if (!isSame(kept.current, event)) kept.current = event;
  const { current } = kept;
  return useMemo(
    () => ({ event: current, profile: profileOf(profile), speaker }),
    [current, profile, speaker],
  );
}

/** The phone describes its events anew after every scan, and a new door draws every answer again. */
function isSame(before: DoorEvent, now: DoorEvent): boolean {
  return (
    before.root === now.root &&
    before.id === now.id &&
    before.name === now.name &&
    JSON.stringify(before.settings) === JSON.stringify(now.settings)
  );
}
