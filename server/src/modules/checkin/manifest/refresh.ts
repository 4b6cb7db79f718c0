import type { Handlers } from '../../../platform/outbox/handlers.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { doorChanged } from '../../events/index.js';
import { type CurrentRoot, readStoredRoot } from './root.js';

/**
 * Signs a new root soon after an edit of what roots say, so that phones hear of it; where no phone has asked for the
 * event yet there is none to renew. The same event again finds a root that says it all.
 */
export function refreshRoots(handlers: Handlers, tenancy: Tenancy, currentRoot: CurrentRoot): void {
  handlers.deliver(doorChanged, 'checkin.refresh_root', async ({ organisationId, payload }) => {
    const key = { organisationId, eventId: payload.eventId };
    const stored = await tenancy.run(key, (trx) => readStoredRoot(trx, key.eventId));
    if (stored) await currentRoot(key);
  });
}
