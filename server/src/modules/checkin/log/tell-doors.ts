import type { Live } from '../../../platform/live/live.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { ReviewOutcome } from './review-event.js';
import type { LockedScans } from './scans-feed.js';

/** What dates of the same passes hear of each other. */
type SharedTopic = 'tickets' | 'scans' | 'conflicts';

/** What a review has changed, in the words of those who listen. */
export function topicsOf({ scans, conflicts }: ReviewOutcome, hasNewMedia: boolean): SharedTopic[] {
  return [
    ...(hasNewMedia ? ['tickets' as const] : []),
    ...(scans ? ['scans' as const] : []),
    ...(conflicts ? ['conflicts' as const] : []),
  ];
}

/**
 * Says at an event, and at the other dates of its passes, what has changed here.
 * @param news `here`: what only the event itself hears of
 */
export async function tellDoors(
  trx: ClosedTransaction,
  { live }: { readonly live: Live },
  news: {
    readonly scans: LockedScans;
    readonly what: readonly SharedTopic[];
    readonly here?: readonly 'synced'[];
  },
): Promise<void> {
  const { scans, what, here = [] } = news;
  const { organisationId, eventId, passes = [] } = scans;
  const own = [...what, ...here];
  if (own.length > 0) await live.publish(trx, { organisationId, eventId, what: own });
  if (what.length === 0) return;
  const others = new Set(passes.flatMap(({ family }) => family));
  others.delete(eventId);
  for (const other of others) await live.publish(trx, { organisationId, eventId: other, what });
}
