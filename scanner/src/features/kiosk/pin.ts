import { equalBytes, fromBase64Url, toUtf8 } from '@gatehouse/shared/bytes';
import type { KioskPin } from '@gatehouse/shared/door-settings';
import { readSetting, writeSetting } from '../settings/kept-settings.js';

const TRIES = 'gatehouse.kiosk-tries';
/** So many are free, then each one waits, twice as long as the one before. */
const FREE_TRIES = 4;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 30 * 60_000;

interface Tries {
  readonly wrong: number;
  /** Milliseconds since 1970. */
  readonly last: number;
}

/** @param digits as typed @returns whether it is the organiser's PIN; takes a moment on purpose */
export async function isPin(subtle: SubtleCrypto, pin: KioskPin, digits: string): Promise<boolean> {
  const salt = fromBase64Url(pin.salt);
  const hash = fromBase64Url(pin.hash);
  if (salt === null || hash === null) return false;
  const key = await subtle.importKey('raw', new Uint8Array(toUtf8(digits)), 'PBKDF2', false, ['deriveBits']);
  const way = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations: pin.rounds };
  return equalBytes(new Uint8Array(await subtle.deriveBits(way, key, 8 * hash.length)), hash);
}

/**
 * How long nobody may try. Kept over restarts, and a clock that is set back makes nobody wait longer than the whole.
 * @param now milliseconds since 1970 @returns milliseconds; 0: at once
 */
export function waitBeforeTry(now: number): number {
  const { wrong, last } = tries();
  if (wrong < FREE_TRIES) return 0;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT_MS);
  return Math.max(0, Math.min(wait, last + wait - now));
}

/** Counted before it is compared, so that closing the app in between saves nobody a try. */
export function noteTry(now: number): void {
  writeSetting(TRIES, JSON.stringify({ wrong: tries().wrong + 1, last: now } satisfies Tries));
}

export function forgetTries(): void {
  writeSetting(TRIES, JSON.stringify({ wrong: 0, last: 0 } satisfies Tries));
}

function tries(): Tries {
  try {
    const { wrong, last } = JSON.parse(readSetting(TRIES) ?? '{}');
    return { wrong: Number(wrong) || 0, last: Number(last) || 0 };
  } catch {
    return { wrong: 0, last: 0 };
  }
}
