import type { Handlers } from '../../../platform/outbox/handlers.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { doorChanged, type Events } from '../../events/index.js';
import { importFinished, passDatesChanged } from '../../ticketing/index.js';
import type { PeopleCutter } from '../people/index.js';
import type { Cutter, EventKey } from './cut.js';
import { hasDevices } from './door-devices.js';
import { nightCame } from './night.js';
import { type CurrentRoot, readStoredRoot } from './root.js';

export interface RefreshDeps {
  readonly handlers: Handlers;
  readonly tenancy: Tenancy;
  readonly events: Pick<Events, 'readPassDates' | 'readSeries'>;
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

  async function renewWhereDevicesAre(key: EventKey): Promise<void> {
    if (await tenancy.run(key, (trx) => hasDevices(trx, key.eventId))) await renew(key);
  }

  const datesOf = (pass: EventKey) =>
    tenancy.run(pass, (trx) => deps.events.readPassDates(trx, pass.eventId, 'ever'));

  async function seriesOf(key: EventKey): Promise<string[]> {
    const { dates } = await tenancy.run(key, (trx) => deps.events.readSeries(trx, key.eventId));
    return [key.eventId, ...dates.map(({ id }) => id).filter((id) => id !== key.eventId)];
  }

  handlers.deliver(doorChanged, 'checkin.refresh_root', async ({ organisationId, payload }) => {
    // The others of a series say when its dates are, and what its passes are good for.
    for (const eventId of await seriesOf({ organisationId, eventId: payload.eventId }))
      await renewWhereDevicesAre({ organisationId, eventId });
  });
  handlers.deliver(importFinished, 'checkin.cut_list', async ({ organisationId, payload }) => {
    const { eventId } = payload;
    await renew({ organisationId, eventId });
    for (const date of await datesOf({ organisationId, eventId }))
      await renewWhereDevicesAre({ organisationId, eventId: date });
  });
  handlers.deliver(passDatesChanged, 'checkin.cut_dates', async ({ organisationId, payload }) => {
    for (const eventId of await datesOf({ organisationId, eventId: payload.passId })) {
      const key = { organisationId, eventId };
      if (!(await tenancy.run(key, (trx) => hasDevices(trx, eventId)))) continue;
      // What left the list is on no page: phones take the parts anew.
      await cutter.anew(key);
      await renew(key);
    }
  });
  handlers.deliver(nightCame, 'checkin.cut_at_night', async ({ organisationId, payload }) => {
    const key = { organisationId, eventId: payload.eventId };
    await cutter.anew(key);
    await renew(key);
  });
}
