import type { Handlers } from '../../../platform/outbox/handlers.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { doorChanged } from '../../events/index.js';
import { ticketChanged } from '../../ticketing/index.js';
import type { IngestDeps } from './ingest.js';
import { reviewEvent } from './review-event.js';
import { readScanPositions } from './scans-feed.js';
import { tellDoors, topicsOf } from './tell-doors.js';

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
  // What changes of a pass changes at each of its dates.
  const dates = await deps.events.readPassDates(trx, eventId, 'ever');
  const places = dates.length > 0 ? dates : [eventId];
  // Without scans there is nothing to look at, and no lock to take.
  const scanned = [...(await readScanPositions(trx, places)).keys()];
  if (scanned.length === 0) return;
  for (const scans of await deps.store(trx).lockScans(organisationId, scanned)) {
    const outcome = await reviewEvent(trx, deps, { scans, fresh: [], tickets });
    await tellDoors(trx, deps, { scans, what: topicsOf(outcome, false) });
  }
}
