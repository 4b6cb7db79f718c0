import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'preact/hooks';
import type { LiveState } from '../../../live/live-connection.js';
import type { LiveTopic } from '../../../live/read-message.js';
import { useLive } from '../../../live/use-live.js';
import { phonesKey } from '../devices/device-api.js';
import { conflictsKey, fallbackMs, figuresKey } from './door-api.js';
import { callsKey } from './help-api.js';

/** What is read again when something has changed. The list of scans decides for itself, because somebody may be reading it. */
const keysOf: Readonly<Record<LiveTopic, readonly ((eventId: string) => readonly string[])[]>> = {
  root: [],
  tickets: [figuresKey],
  scans: [figuresKey, phonesKey],
  devices: [phonesKey],
  conflicts: [figuresKey, conflictsKey],
  help: [callsKey],
  synced: [phonesKey],
};

/**
 * Keeps what the pages of the door show fresh while they are looked at.
 * @param onScans scans have come, or their review has changed
 */
export function useDoorLive(eventId: string, onScans?: () => void): { readonly state: LiveState } {
  const queries = useQueryClient();
  const newest = useRef(onScans);
  newest.current = onScans;
  const state = useLive(eventId, (what) => {
    const keys = new Set([...what].flatMap((topic) => keysOf[topic]));
    for (const keyOf of keys) void queries.invalidateQueries({ queryKey: keyOf(eventId) });
    if (what.has('scans') || what.has('conflicts')) newest.current?.();
  });
  useEffect(() => {
    if (state === 'open' || onScans === undefined) return;
    // Everything else is a query that asks again by itself.
    const timer = setInterval(() => newest.current?.(), fallbackMs);
    return () => clearInterval(timer);
  }, [state]);
  return { state };
}
