import type { Handlers } from '../../../platform/outbox/handlers.js';
import { ticketChanged } from '../../ticketing/index.js';
import type { IngestDeps } from './ingest.js';
import { reviewEvent } from './review-event.js';
import { lockScans } from './scans-feed.js';

/** Looks at the rows of tickets again when these have changed: a scan after a revocation was stale after all. */
export function reviewChangedTickets(handlers: Handlers, deps: IngestDeps): void {
  handlers.applyOnce(ticketChanged, 'checkin.review', async (trx, { organisationId, payload }) => {
    const { eventId, ticketIds } = payload;
    if (payload.change === 'issued') return;
    const hashes = await deps.ticketing.readHashes(trx, eventId, ticketIds);
    const [scans] = await lockScans(trx, organisationId, [eventId]);
    if (!scans) return;
    const tickets = hashes.map((hash) => hash.toString('hex'));
    const { scans: hasScans, conflicts } = await reviewEvent(trx, deps, { scans, fresh: [], tickets });
    const what = [...(hasScans ? ['scans' as const] : []), ...(conflicts ? ['conflicts' as const] : [])];
    if (what.length > 0) await deps.live.publish(trx, { organisationId, eventId, what });
  });
}
