import { doorSpeaker, profileOf } from '@gatehouse/shared/door';
import { useI18n } from '@gatehouse/shared/ui';
import { useMemo } from 'preact/hooks';
import type { PhoneEvent, PhoneState } from '../../store/phone.js';
import type { Door } from './door-context.js';

/** What answers at this phone are said with, in the language of the moment. */
export function useDoor(event: PhoneEvent, profile: PhoneState['profile']): Door {
  const { t, locale } = useI18n();
  return useMemo(
    () => ({
      event,
      profile: profileOf(profile),
      speaker: doorSpeaker({ t, locale, root: event.root, now: Date.now() }),
    }),
    [event, profile, t, locale],
  );
}
