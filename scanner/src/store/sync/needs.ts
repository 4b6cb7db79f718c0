import { comparePositions, type Position } from '@gatehouse/shared/manifest';
import type { EventPositions } from '@gatehouse/shared/protocol';

export type Feed = 'root' | 'tickets' | 'scans';

/** What is newer at the server than here, by event number. To ask once too often costs one small answer. */
export interface Needs {
  add(event: number, feed: Feed): void;
  /** @param held of the same event */
  compare(server: EventPositions, held: Omit<EventPositions, 'event'>): void;
  /** Taken before the asking, so that what is said meanwhile is asked for again. */
  take(event: number): ReadonlySet<Feed>;
  has(event: number): boolean;
}

export function createNeeds(): Needs {
  const needs = new Map<number, Set<Feed>>();

  function add(event: number, feed: Feed): void {
    const feeds = needs.get(event) ?? new Set();
    needs.set(event, feeds.add(feed));
  }

  return {
    add,
    compare({ event, ...server }, held) {
      for (const feed of ['root', 'tickets', 'scans'] as const)
        if (isNewer(server[feed], held[feed])) add(event, feed);
    },
    take(event) {
      const taken = needs.get(event) ?? new Set();
      needs.delete(event);
      return taken;
    },
    has: (event) => needs.has(event),
  };
}

/** A position with count 0 says that there is nothing yet. */
function isNewer(server: Position, held: Position): boolean {
  return server.count > 0 && comparePositions(server, held) > 0;
}
