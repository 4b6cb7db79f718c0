import type { Position } from '@gatehouse/shared/manifest';
import { readLifeStart } from '../../../platform/database/life.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import { ticketsPosition } from './feed-position.js';
import { isDue, type RootHead, readRootHead } from './root.js';

/** How far the event's root and tickets feed are. */
export interface ManifestPositions {
  readonly root: Position;
  readonly tickets: Position;
}

/** What phones would get now, by the event's id. A few rows an event and nothing computed. */
export type ReadPositions = (
  trx: ClosedTransaction,
  eventIds: readonly string[],
) => Promise<ReadonlyMap<string, ManifestPositions>>;

export function createReadPositions(ticketing: Ticketing): ReadPositions {
  return async (trx, eventIds) => {
    const positions = new Map<string, ManifestPositions>();
    const lifeStart = await readLifeStart(trx);
    for (const eventId of eventIds) {
      const root = rootPosition(await readRootHead(trx, eventId), lifeStart);
      positions.set(eventId, {
        root,
        tickets: ticketsPosition(await ticketing.readFeed(trx, eventId), lifeStart),
      });
    }
    return positions;
  };
}

/** A root that is due counts as made: who asks for it makes it. Before anybody has asked there is none. */
function rootPosition(stored: RootHead | undefined, lifeStart: number): Position {
  if (!stored) return { start: lifeStart, count: 0 };
  if (stored.start !== lifeStart) return { start: lifeStart, count: 1 };
  return { start: lifeStart, count: stored.count + (isDue(stored, lifeStart) ? 1 : 0) };
}
