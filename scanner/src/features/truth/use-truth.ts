import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Figures } from '../../store/figures/figures.js';
import type { Gateway } from '../../store/log/index.js';
import type { EventDigest, PhoneEvent } from '../../store/phone.js';
import { useReadable } from '../../store/readable.js';

const LOOK_EVERY_MS = 15_000;

export interface Truth {
  /** Null: not counted yet. */
  readonly figures: Figures | null;
  /** Since the list was last known to be the newest, milliseconds; null: never. */
  readonly ageMs: number | null;
  /** Null: not summed up yet. */
  readonly digest: EventDigest | null;
}

export function useTruth(gateway: Gateway, event: PhoneEvent): Truth {
  const readable = useMemo(() => gateway.figuresOf(event.number), [gateway, event.number]);
  const figures = useReadable(readable);
  const now = useTick();
  // Both are what the phone's own clock said, so that its error is in neither difference.
  const ageMs = event.syncedAt === null ? null : Math.max(0, now - event.syncedAt);
  return { figures, ageMs, digest: event.digest };
}

function useTick(): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return Date.now();
}
