import { mostCarriedPositions, type PageSource } from '../../../platform/live/live-pages.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { DoorKeys } from '../devices/door-keys.js';
import { readScanPositions } from './scans-feed.js';
import { makeScansPage } from './scans-page.js';

const nothingYet = { start: 0, count: 0 };

/** Pages of scans that sockets carry: the bytes that a phone would get which asks from the same position. */
export function carriedScans(deps: {
  readonly tenancy: Tenancy;
  readonly events: Events;
  readonly doorKeys: DoorKeys;
}): PageSource {
  const { tenancy, events, doorKeys } = deps;
  return {
    feed: 'scans',
    // A conflict that somebody has looked at is a row with another review.
    topics: ['scans', 'conflicts'],
    next: ({ organisationId, eventId }, after) =>
      tenancy.run({ organisationId }, async (trx) => {
        const head = (await readScanPositions(trx, [eventId])).get(eventId) ?? nothingYet;
        if (after === null) return { head, page: null };
        const isFirst = after.count === 0;
        const newer = head.count - after.count;
        const isNext = isFirst || after.start === head.start;
        if (!isNext || newer <= 0 || newer > mostCarriedPositions) return { head, page: null };
        const { publicNumber: number } = await events.read(trx, eventId);
        const doorKey = await doorKeys(trx, organisationId);
        const page = await makeScansPage(
          trx,
          { eventId, number, doorKey },
          { after: { start: head.start, from: after.count }, position: head },
        );
        return { head, page };
      }),
  };
}
