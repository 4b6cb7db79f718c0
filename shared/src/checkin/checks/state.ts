import type { Ticket, TicketState } from '../facts.js';
import { nothing, notice, refuse, type Walk } from '../walk.js';

/** Check 6: the ticket is alive, and so is the one that it was added to. */
export function alive({ row, ticket }: Walk) {
  const own = row?.state ?? 'good';
  if (own !== 'good') return refuse({ code: own, parent: false });
  const parent = stateOf(ticket.parent);
  return parent === 'good' ? nothing : refuse({ code: parent, parent: true });
}

function stateOf(ticket: Ticket | null): TicketState {
  return ticket !== null && typeof ticket.row === 'object' ? ticket.row.state : 'good';
}

/** The organiser's mark on a ticket is shown and decides nothing. */
export function marked({ row }: Walk) {
  return row?.attention ? notice({ code: 'attention' }) : nothing;
}
