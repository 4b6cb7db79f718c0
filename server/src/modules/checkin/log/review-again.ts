import type { Handlers } from '../../../platform/outbox/handlers.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { doorChanged } from '../../events/index.js';
import { ticketChanged } from '../../ticketing/index.js';
import type { IngestDeps } from './ingest.js';
import { reviewEvent } from './review-event.js';
import { readScanPositions } from './scans-feed.js';

/**
 * Looks at rows again when something else has changed that a review depends on: a ticket, whose earlier scan may have
 * been stale after all, or the rules of the door. What was looked at before gives the same again.
 */
export function reviewAgain(handlers: Handlers, deps: IngestDeps): void {
  handlers.applyOnce(ticketChanged, 'checkin.review', async (trx, { organisationId, payload }) => {
    const { eventId, ticketIds, change } = payload;
    if (change === 'issued') return;
    const hashes = await deps.ticketing.readHashes(trx, eventId, ticketIds);
    const tickets = hashes.map((hash) => hash.toString('hex'));
    await review(trx, deps, { organisationId, eventId, tickets });
  });
  handlers.applyOnce(doorChanged, 'checkin.review', (trx, { organisationId, payload }) =>
    review(trx, deps, { organisationId, eventId: payload.eventId, tickets: [] }),
  );
}

async function review(
  trx: ClosedTransaction,
  deps: IngestDeps,
  what: { organisationId: string; eventId: string; tickets: readonly string[] },
): Promise<void> {
  const { organisationId, eventId, tickets } = what;
  // Without scans there is nothing to look at, and no lock to take.
  if (!(await readScanPositions(trx, [eventId])).has(eventId)) return;
  const [scans] = await deps.store(trx).lockScans(organisationId, [eventId]);
  if (!scans) return;
  const outcome = await reviewEvent(trx, deps, { scans, fresh: [], tickets });
  const topics = [
    ...(outcome.scans ? ['scans' as const] : []),
    ...(outcome.conflicts ? ['conflicts' as const] : []),
  ];
  if (topics.length > 0) await deps.live.publish(trx, { organisationId, eventId, what: topics });
}
