import {
  blankDoorSettings,
  type DoorSettings,
  isChoice,
  type PreferenceName,
  type PreferenceValue,
  type PreferenceValues,
  preferenceRules,
} from '@gatehouse/shared/door-settings';
import { useMemo } from 'preact/hooks';
import { createState, type Readable, useReadable } from '../../store/readable.js';
import { readSetting, writeSetting } from './kept-settings.js';

/** Names of before, so that what was chosen in an older version still holds. */
const keys: Readonly<Record<PreferenceName, string>> = {
  sound: 'gatehouse.sound',
  shake: 'gatehouse.shake',
  voice: 'gatehouse.voice',
  hand: 'gatehouse.hand',
  camera: 'gatehouse.camera',
  language: 'gatehouse.locale',
  textSize: 'gatehouse.text-size',
  autoClear: 'gatehouse.auto-clear',
};

/**
 * The one table of what people set at this phone. What holds is, in this order: the organiser's word where it is
 * locked, what was chosen here, the organiser's word as a proposal, and what the app does by itself.
 */
const own = createState<Partial<PreferenceValues>>(readOwn());
const organiser = createState<DoorSettings>(blankDoorSettings);

/** What the organiser said of the event that this phone works for; it holds until something else is said. */
export function obeyOrganiser(settings: DoorSettings): void {
  organiser.set(settings);
}

/** The value that holds now. */
export function preference<Name extends PreferenceName>(name: Name): PreferenceValues[Name] {
  const chosen = own.get()[name];
  const { preset } = organiser.get();
  if (isLocked(name)) return preset[name] ?? preferenceRules[name].initial;
  return chosen ?? preset[name] ?? preferenceRules[name].initial;
}

/** Whether only the organiser changes it. */
export function isLocked(name: PreferenceName): boolean {
  return organiser.get().locked.includes(name);
}

/** Keeps what somebody chose at this phone. What the organiser locked stays as it is. */
export function prefer<Name extends PreferenceName>(name: Name, value: PreferenceValues[Name]): void {
  if (isLocked(name)) return;
  writeSetting(keys[name], textOf(value));
  own.set({ ...own.get(), [name]: value });
}

export interface PreferenceUse<Name extends PreferenceName> {
  readonly value: PreferenceValues[Name];
  /** The organiser set it, and it is not changed here. */
  readonly isLocked: boolean;
  readonly set: (value: PreferenceValues[Name]) => void;
}

/** The value that holds now; draws the component again when it changes. */
export function usePreference<Name extends PreferenceName>(name: Name): PreferenceUse<Name> {
  const chosen = useReadable<unknown>(own);
  const said = useReadable<unknown>(organiser);
  return useMemo(
    () => ({ value: preference(name), isLocked: isLocked(name), set: (value) => prefer(name, value) }),
    [name, chosen, said],
  );
}

/** For what is no component: calls after every change of any preference. */
export const preferencesChanged: Pick<Readable<unknown>, 'subscribe'> = {
  subscribe(listener) {
    const ends = [own.subscribe(listener), organiser.subscribe(listener)];
    return () => {
      for (const end of ends) end();
    };
  },
};

function readOwn(): Partial<PreferenceValues> {
  const entries = (Object.keys(keys) as PreferenceName[]).flatMap((name) => {
    const text = readSetting(keys[name]);
    const value = text === null ? undefined : meantBy(name, text);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

function textOf(value: PreferenceValue): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

/** @returns undefined for what no version of this app means */
function meantBy(name: PreferenceName, text: string): PreferenceValue | undefined {
  if (name === 'camera') return text === '' ? undefined : text;
  const { choices } = preferenceRules[name];
  return (choices as readonly PreferenceValue[]).find(
    (choice) => isChoice(name, choice) && textOf(choice) === text,
  );
}
