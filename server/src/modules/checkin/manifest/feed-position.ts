import type { Position } from '@gatehouse/shared/manifest';
import { readLifeStart } from '../../../platform/database/life.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';

/**
 * How far the tickets feed has come in the present life of the database. After a restore it stands at 0 until the
 * next change, whatever the life before had counted.
 */
export async function readTicketsPosition(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  eventId: string,
): Promise<Position> {
  return ticketsPosition(await ticketing.readFeed(trx, eventId), await readLifeStart(trx));
}

/** @param feed undefined before the event's first ticket @param start of the database's present life */
export function ticketsPosition(feed: { readonly position: Position } | undefined, start: number): Position {
  return { start, count: feed?.position.start === start ? feed.position.count : 0 };
}
