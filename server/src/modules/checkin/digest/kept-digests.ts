import type { SetDigest } from '@gatehouse/shared/digest';
import { comparePositions, type Position } from '@gatehouse/shared/manifest';
import type { EventKey } from '../manifest/index.js';

export interface PlacedDigest {
  readonly position: Position;
  readonly digest: SetDigest;
}

/** @returns null where the server is elsewhere, or has just made one for somebody else: ask again later */
export type DigestAt = (key: EventKey, at: Position) => Promise<SetDigest | null>;

export interface DigestSource {
  /** Cheap: a row or two. */
  position(key: EventKey): Promise<Position>;
  /** All of it; a long list takes a second. */
  read(key: EventKey): Promise<PlacedDigest>;
}

/** An event that changes all the time costs at most this share of the time of a thread and a connection. */
const MOST_SHARE = 1 / 20;
/** Of so many events, the latest asked for. */
const MOST_KEPT = 500;

interface Kept {
  latest: PlacedDigest | null;
  running: Promise<PlacedDigest> | null;
  notBefore: number;
}

/**
 * Digests of events, made when a phone asks at the position where the server is, and kept until a later one is asked
 * for: all phones of an event ask for the same one.
 * @param monotonic milliseconds
 */
export function keepDigests(source: DigestSource, monotonic: () => number): DigestAt {
  const events = new Map<string, Kept>();

  function keptOf(eventId: string): Kept {
    const kept = events.get(eventId) ?? { latest: null, running: null, notBefore: 0 };
    events.delete(eventId);
    events.set(eventId, kept);
    const [oldest] = events.keys();
    if (events.size > MOST_KEPT && oldest !== undefined) events.delete(oldest);
    return kept;
  }

  async function make(kept: Kept, key: EventKey): Promise<PlacedDigest> {
    const from = monotonic();
    try {
      kept.latest = await source.read(key);
      return kept.latest;
    } finally {
      const now = monotonic();
      kept.notBefore = now + (now - from) / MOST_SHARE;
      kept.running = null;
    }
  }

  return async (key, at) => {
    const kept = keptOf(key.eventId);
    if (kept.latest !== null && isAt(kept.latest, at)) return kept.latest.digest;
    if (comparePositions(await source.position(key), at) !== 0) return null;
    if (kept.running === null && monotonic() < kept.notBefore) return null;
    kept.running ??= make(kept, key);
    const made = await kept.running;
    return isAt(made, at) ? made.digest : null;
  };
}

function isAt({ position }: PlacedDigest, at: Position): boolean {
  return comparePositions(position, at) === 0;
}
