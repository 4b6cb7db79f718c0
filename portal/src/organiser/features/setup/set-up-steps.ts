import type { AccessList } from '../access-lists/access-list-api.js';
import type { Phone } from '../devices/device-api.js';
import type { Gate } from '../places/gate-api.js';
import type { Pass } from '../series/series-api.js';
import type { TicketType } from '../ticket-types/ticket-type-api.js';

interface Parts {
  readonly types: readonly Pick<TicketType, 'class'>[];
  readonly gates: readonly Pick<Gate, 'id'>[];
  readonly lists: readonly Pick<AccessList, 'classes' | 'gateIds'>[];
  readonly phones: readonly Pick<Phone, 'status'>[];
}

/** What an event has of what its doors need. */
export interface SetUp {
  readonly type: boolean;
  readonly gate: boolean;
  /** Every ticket type gets in somewhere: a list names it, and a gate that there is. */
  readonly list: boolean;
  /** Somebody can scan. */
  readonly phone: boolean;
}

/** What a pass has of what lets it in at its dates. */
export function passSetUpOf({
  ticketTypes,
}: {
  readonly ticketTypes: readonly Pick<Pass['ticketTypes'][number], 'listed'>[];
}): Pick<SetUp, 'type' | 'list'> {
  const type = ticketTypes.length > 0;
  return { type, list: type && ticketTypes.every(({ listed }) => listed) };
}

export function setUpOf({ types, gates, lists, phones }: Parts): SetUp {
  const named = new Set(lists.flatMap((list) => list.classes));
  return {
    type: types.length > 0,
    gate: gates.length > 0,
    list: types.length > 0 && gates.length > 0 && types.every((type) => named.has(type.class)),
    phone: phones.some(({ status }) => status === 'active'),
  };
}
