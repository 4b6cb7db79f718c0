import type { EventsTables } from '../../modules/events/tables.js';
import type { TicketingTables } from '../../modules/ticketing/tables.js';
import type { ClosedTransaction } from './tenancy.js';

/** Cases that the compiler must refuse: the fence between the modules' tables. Nothing here ever runs. */
export function tableFence(trx: ClosedTransaction): void {
  // @ts-expect-error A closed transaction has no tables.
  trx.selectFrom('events.event');

  const events = trx.$extendTables<EventsTables>();
  events.selectFrom('events.event').select('slug');
  // @ts-expect-error A module's transaction has no table of another module.
  events.selectFrom('ticketing.ticketType');
  // @ts-expect-error Nor can it write to one.
  events.insertInto('identity.person');
  // @ts-expect-error Nor join one.
  events.selectFrom('events.event').innerJoin('ticketing.ticketType', 'eventId', 'events.event.id');
  // @ts-expect-error A table has the columns that its module wrote down.
  events.selectFrom('events.event').select('passwordHash');

  const picked = events.$pickTables<'events.zone'>();
  // @ts-expect-error What was narrowed stays narrow.
  picked.selectFrom('events.event');

  const ticketing = trx.$extendTables<TicketingTables>();
  // @ts-expect-error Two modules' handles do not stand for each other.
  const swapped: typeof events = ticketing;
  void swapped;
}
