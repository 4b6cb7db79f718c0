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
  const start = await readLifeStart(trx);
  const feed = await ticketing.readFeed(trx, eventId);
  return { start, count: feed?.position.start === start ? feed.position.count : 0 };
}
