import { isLocale, localeNames, type PlainKey, type Translate } from '../i18n/index.js';
import type { PreferenceName, PreferenceValue } from './preferences.js';

/** What each preference is called; the area `preferences` has to be there. */
export const preferenceWords = {
  sound: 'preferences.sound',
  shake: 'preferences.shake',
  voice: 'preferences.voice',
  hand: 'preferences.hand',
  camera: 'preferences.camera',
  language: 'preferences.language',
  textSize: 'preferences.textSize',
  autoClear: 'preferences.autoClear',
} as const satisfies Readonly<Record<PreferenceName, PlainKey>>;

const choiceWords: ReadonlyMap<PreferenceValue, PlainKey> = new Map<PreferenceValue, PlainKey>([
  [true, 'preferences.on'],
  [false, 'preferences.off'],
  ['right', 'preferences.right'],
  ['left', 'preferences.left'],
  ['rear', 'preferences.rear'],
  ['front', 'preferences.front'],
  ['phone', 'preferences.phone'],
  ['normal', 'preferences.normal'],
  ['large', 'preferences.large'],
  ['largest', 'preferences.largest'],
  [0, 'preferences.atTouch'],
]);

/** What a choice is called: a language by its own name, and a camera that is no side of the phone as one of it. */
export function sayChoice(t: Translate, choice: PreferenceValue): string {
  const word = choiceWords.get(choice);
  if (word !== undefined) return t(word);
  if (typeof choice === 'number') return t('preferences.after', { seconds: choice / 1000 });
  return typeof choice === 'string' && isLocale(choice) ? localeNames[choice] : t('preferences.thisCamera');
}
