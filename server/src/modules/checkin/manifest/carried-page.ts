import { TICKETS_PAGE_VERSION } from '@gatehouse/shared/manifest';
import { mostCarriedPositions, type PageSource } from '../../../platform/live/live-pages.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { readTicketsPosition } from './feed-position.js';
import { makeTicketsPage, type PageDeps } from './tickets-page.js';

/** Pages of tickets that sockets carry. */
export function carriedTickets(deps: PageDeps & { readonly tenancy: Tenancy }): PageSource {
  return {
    feed: 'tickets',
    topics: ['tickets'],
    next: (key, after) =>
      deps.tenancy.run(key, async (trx) => {
        const head = await readTicketsPosition(trx, deps.ticketing, key.eventId);
        const newer = after === null ? 0 : head.count - after.count;
        const isNext = after?.start === head.start && newer > 0 && newer <= mostCarriedPositions;
        if (after === null || !isNext) return { head, page: null };
        const wanted = { key, from: after, head, version: TICKETS_PAGE_VERSION };
        return { head, page: (await makeTicketsPage(trx, deps, wanted)) ?? null };
      }),
  };
}
