import type { Handlers } from '../../../platform/outbox/handlers.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { doorChanged } from '../../events/index.js';
import { importFinished } from '../../ticketing/index.js';
import type { PeopleCutter } from '../people/index.js';
import type { Cutter, EventKey } from './cut.js';
import { hasDevices } from './door-devices.js';
import { nightCame } from './night.js';
import { type CurrentRoot, readStoredRoot } from './root.js';

export interface RefreshDeps {
  readonly handlers: Handlers;
  readonly tenancy: Tenancy;
  readonly cutter: Pick<Cutter, 'ensure' | 'anew'>;
  readonly people: Pick<PeopleCutter, 'ensure'>;
  /** Cuts the counting scans where it is due. */
  readonly ensureHistory: (key: EventKey) => Promise<void>;
  readonly currentRoot: CurrentRoot;
}

/**
 * Signs a new root soon after an edit of what roots say, so that phones hear of it. Where no phone has asked for the
 * event yet there is none to renew, but its list is cut as soon as a phone is paired or an import is over: a long one
 * takes seconds, and the first request finds it. The same event again finds all of it done.
 */
export function refreshRoots(deps: RefreshDeps): void {
  const { handlers, tenancy, cutter, people, ensureHistory, currentRoot } = deps;
  async function renew(key: EventKey): Promise<void> {
    await cutter.ensure(key);
    await people.ensure(key);
    await ensureHistory(key);
    const stored = await tenancy.run(key, (trx) => readStoredRoot(trx, key.eventId));
    if (stored) await currentRoot(key);
  }

  handlers.deliver(doorChanged, 'checkin.refresh_root', async ({ organisationId, payload }) => {
    const key = { organisationId, eventId: payload.eventId };
    if (await tenancy.run(key, (trx) => hasDevices(trx, key.eventId))) await renew(key);
  });
  handlers.deliver(importFinished, 'checkin.cut_list', ({ organisationId, payload }) =>
    renew({ organisationId, eventId: payload.eventId }),
  );
  handlers.deliver(nightCame, 'checkin.cut_at_night', async ({ organisationId, payload }) => {
    const key = { organisationId, eventId: payload.eventId };
    await cutter.anew(key);
    await renew(key);
  });
}
