import { isChoice, isPreferenceName, type PreferenceName, type PreferenceValues } from './preferences.js';

/** How the PIN of a kiosk is kept: never itself, only what it can be compared with. */
export interface KioskPin {
  /** 16 bytes, base64url. */
  readonly salt: string;
  /** PBKDF2 with SHA-256 over the PIN's digits, 32 bytes, base64url. */
  readonly hash: string;
  readonly rounds: number;
}

/** What the organiser said of the phones of one event. */
export interface DoorSettings {
  readonly preset: Partial<PreferenceValues>;
  /** Those that nobody changes on a phone. */
  readonly locked: readonly PreferenceName[];
  /** Null: no PIN was set, and nobody leaves a kiosk by one. */
  readonly kioskPin: KioskPin | null;
}

export const blankDoorSettings: DoorSettings = { preset: {}, locked: [], kioskPin: null };

/**
 * What another version of the server may have sent, as far as this one understands it; absent fields mean what they
 * meant before there were any.
 */
export function readDoorSettings(said: unknown): DoorSettings {
  const { preset, locked, kioskPin } = objectOf(said);
  return {
    preset: Object.fromEntries(
      Object.entries(objectOf(preset)).filter(
        ([name, value]) => isPreferenceName(name) && isChoice(name, value),
      ),
    ),
    locked: Array.isArray(locked)
      ? locked.filter((name): name is PreferenceName => typeof name === 'string' && isPreferenceName(name))
      : [],
    kioskPin: pinOf(objectOf(kioskPin)),
  };
}

function pinOf({ salt, hash, rounds }: Readonly<Record<string, unknown>>): KioskPin | null {
  const isPin =
    typeof salt === 'string' && typeof hash === 'string' && typeof rounds === 'number' && rounds > 0;
  return isPin ? { salt, hash, rounds } : null;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
