import type { Shift } from '../../../store/phone.js';

type Direction = Shift['direction'];

/** How long a code has to be out of sight before it is another scan. */
const FORGET_MS = 2000;

interface Sighting {
  first: number;
  last: number;
  scanned: Direction | null;
}

/** What is on the screen while a picture is read. */
export interface Showing {
  readonly text: string;
  /** When the code was scanned; times as those of `pick`. */
  readonly since: number;
}

export interface Look {
  /** Milliseconds that only go forward. */
  readonly now: number;
  readonly direction: Direction;
  readonly showing: Showing | null;
}

/** The same code in view is one scan until it was unseen for two seconds or the direction is another one. */
export interface Sightings {
  /**
   * @param texts what is in view, the most central first
   * @returns the one to scan now. A code that already lay beside the one on the screen waits until that is gone.
   */
  pick(texts: readonly string[], look: Look): string | null;
  /** Whether a code in view would be another scan. */
  isNew(text: string, direction: Direction): boolean;
  /** While nothing may be scanned: what is in view stays in view. */
  keep(texts: readonly string[], now: number): void;
  /** A code that came in another way and is now done with, as far as it is in view. */
  note(text: string, look: Pick<Look, 'now' | 'direction'>): void;
}

export function createSightings(): Sightings {
  const seen = new Map<string, Sighting>();

  function see(text: string, now: number): Sighting {
    const sighting = seen.get(text) ?? { first: now, last: now, scanned: null };
    sighting.last = now;
    seen.set(text, sighting);
    return sighting;
  }

  function forget(now: number): void {
    for (const [text, { last }] of seen) if (now - last >= FORGET_MS) seen.delete(text);
  }

  return {
    pick(texts, { now, direction, showing }) {
      forget(now);
      let picked: string | null = null;
      for (const text of texts) {
        const sighting = see(text, now);
        if (picked !== null || sighting.scanned === direction) continue;
        if (showing !== null && (text === showing.text || sighting.first <= showing.since)) continue;
        sighting.scanned = direction;
        picked = text;
      }
      return picked;
    },
    isNew: (text, direction) => seen.get(text)?.scanned !== direction,
    keep(texts, now) {
      forget(now);
      for (const text of texts) see(text, now);
    },
    note(text, { now, direction }) {
      forget(now);
      see(text, now).scanned = direction;
    },
  };
}
