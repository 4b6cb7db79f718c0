import { decide, type Now, type Ticket } from '@gatehouse/shared/checkin';
import { type DoorKnowledge, ticketsOfOrder } from '@gatehouse/shared/door';
import type { Shift } from '../phone.js';
import { onlyAsked } from './consider.js';
import type { GroupTicket, OrderGroup } from './gateway.js';

/** More than any order that people walk in with together; a reference that a whole list shares is no group. */
const MOST = 200;

/** What would be said now of every ticket of an order. @param ticket the hash of one of them, in hexadecimal */
export function orderGroup(
  ticket: string,
  shift: Shift,
  { knowledge, now }: { readonly knowledge: DoorKnowledge; readonly now: Now },
): OrderGroup {
  const { complete, tickets } = ticketsOfOrder(ticket, knowledge);
  return {
    complete: complete && tickets.length <= MOST,
    tickets: tickets.slice(0, MOST).map(asked),
  };

  function asked(one: Ticket): GroupTicket {
    const scan = { ...onlyAsked(shift), how: 'search' } as const;
    const code = { kind: 'reference', complete: true, tickets: [one] } as const;
    const row = typeof one.row === 'object' ? one.row : null;
    return {
      ticket: one.id,
      class: row?.class ?? null,
      generation: row?.generation ?? null,
      decision: decide({ scan, code, answered: null }, knowledge.policy, now),
    };
  }
}
