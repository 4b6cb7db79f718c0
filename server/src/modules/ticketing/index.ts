import type { Page, PageRequest } from '../../platform/http/page.js';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import type { TicketType } from './schemas.js';

export type { TicketType } from './schemas.js';

/** What other modules may ask of ticketing. */
export interface Ticketing {
  listTypes(trx: ClosedTransaction, eventId: string, page: PageRequest): Promise<Page<TicketType>>;
}
