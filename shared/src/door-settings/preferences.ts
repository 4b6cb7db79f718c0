import { type Locale, locales } from '../i18n/index.js';

/** What the people at a phone may set for themselves, and an organiser may set for them. */
export interface PreferenceValues {
  readonly sound: boolean;
  /** Vibration, where the phone can. */
  readonly shake: boolean;
  /** The verdict is spoken, where the phone has a voice. */
  readonly voice: boolean;
  /** The hand that holds the phone; the controls lie at its thumb. */
  readonly hand: 'right' | 'left';
  /** `rear`, `front`, or the browser's name for one camera of this very phone. */
  readonly camera: string;
  /** `phone`: the language of the phone. */
  readonly language: 'phone' | Locale;
  readonly textSize: 'normal' | 'large' | 'largest';
  /** Milliseconds after which a green answer goes by itself; 0: only at a touch. */
  readonly autoClear: 0 | 1200 | 2500 | 5000;
}

export type PreferenceName = keyof PreferenceValues;

export type PreferenceValue = PreferenceValues[PreferenceName];

interface Rule<T> {
  readonly initial: T;
  /** In the order in which a form lists them. */
  readonly choices: readonly T[];
}

/** Every preference with what it is when nobody said anything, and what an organiser chooses from. */
export const preferenceRules: { readonly [Name in PreferenceName]: Rule<PreferenceValues[Name]> } = {
  sound: { initial: true, choices: [true, false] },
  shake: { initial: true, choices: [true, false] },
  voice: { initial: false, choices: [true, false] },
  hand: { initial: 'right', choices: ['right', 'left'] },
  camera: { initial: 'rear', choices: ['rear', 'front'] },
  language: { initial: 'phone', choices: ['phone', ...locales] },
  textSize: { initial: 'normal', choices: ['normal', 'large', 'largest'] },
  autoClear: { initial: 1200, choices: [1200, 2500, 5000, 0] },
};

export const preferenceNames = Object.keys(preferenceRules) as PreferenceName[];

export function isPreferenceName(text: string): text is PreferenceName {
  return Object.hasOwn(preferenceRules, text);
}

/** Whether a value is one that an organiser may choose. */
export function isChoice(name: PreferenceName, value: unknown): boolean {
  return (preferenceRules[name].choices as readonly unknown[]).includes(value);
}
