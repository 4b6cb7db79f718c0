import type { DoorSettings } from '@gatehouse/shared/door-settings';
import { bestLocale, type Locale } from '@gatehouse/shared/i18n';
import { useI18n } from '@gatehouse/shared/ui';
import { useEffect, useMemo } from 'preact/hooks';
import type { PhoneState } from '../../store/phone.js';
import { obeyOrganiser, usePreference } from './preferences.js';

/**
 * Lets the whole app look and speak as it is preferred here.
 * @param state whose event's organiser has a word in it: that of the shift, or of the only event there is
 */
export function useAppearance(state: PhoneState): void {
  const { locale, setLocale } = useI18n();
  const hand = usePreference('hand').value;
  const textSize = usePreference('textSize').value;
  const language = usePreference('language').value;
  const settings = useMemo(() => settingsOf(state), [state.profile, state.shift?.eventId, state.events]);
  useEffect(() => {
    if (settings !== null) obeyOrganiser(settings);
  }, [settings]);
  useEffect(() => {
    document.documentElement.dataset['hand'] = hand;
    document.documentElement.dataset['text'] = textSize;
  }, [hand, textSize]);
  useEffect(() => {
    const wanted: Locale = language === 'phone' ? bestLocale(navigator.languages) : language;
    // What cannot be fetched now stays in the language that is there.
    if (wanted !== locale) void setLocale(wanted).catch(() => undefined);
  }, [language, locale, setLocale]);
}

/** A kiosk looks at those who stand before its screen, unless somebody said otherwise. */
function settingsOf(state: PhoneState): DoorSettings | null {
  const said = saidOf(state);
  if (said === null || state.profile !== 'kiosk') return said;
  return { ...said, preset: { camera: 'front', ...said.preset } };
}

function saidOf({ shift, events }: PhoneState): DoorSettings | null {
  const event =
    events.find(({ id }) => id === shift?.eventId) ?? (events.length === 1 ? events[0] : undefined);
  return event?.settings ?? null;
}
