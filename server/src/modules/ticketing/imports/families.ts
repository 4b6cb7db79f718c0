import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { LockedFeed } from '../feed.js';
import { issueTickets, type NewTicketRow, type TicketDeps } from '../issue.js';
import type { FoundTickets, KnownTicket } from './known-tickets.js';
import type { PreparedRow } from './prepare-row.js';
import { RowProblem } from './row-problem.js';

/** Whose add-on a ticket is: of one that there is, or of one that the same batch issues (its external id). */
export interface Parentage {
  readonly parentId: string | null;
  readonly parentOf: string | null;
}

export type Fresh = NewTicketRow & Parentage;

/**
 * @param ticket that the row stands for; null: a new one
 * @throws RowProblem where there is no such parent above, or it cannot be one
 */
export type FindFamily = (row: PreparedRow, ticket: KnownTicket | null) => Parentage;

/** @param fresh what the batch issues, by external id */
export function familyFinder(known: FoundTickets, fresh: ReadonlyMap<string, Fresh>): FindFamily {
  return ({ addOnTo }, ticket) => {
    if (addOnTo === undefined) return { parentId: ticket?.parentId ?? null, parentOf: null };
    if (addOnTo === null) return { parentId: null, parentOf: null };
    const parent = known.parent(addOnTo);
    const coming = fresh.get(addOnTo);
    const isAddOn = (parent ?? coming)?.parentId != null || coming?.parentOf != null;
    const isSelf = parent !== undefined && parent.id === ticket?.id;
    if ((!parent && !coming) || isAddOn || isSelf || ticket?.hasAddOns)
      throw new RowProblem(
        'parent',
        `“${addOnTo.slice(0, 40)}” is no ticket above this one that another can be added to.`,
      );
    // What a list brings anew is real.
    if (parent && parent.test !== (ticket?.test ?? false))
      throw new RowProblem(
        'test_parent',
        'A ticket for trying out and a real one cannot be added to each other.',
      );
    return parent ? { parentId: parent.id, parentOf: null } : { parentId: null, parentOf: addOnTo };
  };
}

/** Remembers a new ticket for those that are added to it. */
export function noted(fresh: Map<string, Fresh>, ticket: Fresh): Fresh {
  if (ticket.externalId !== null) fresh.set(ticket.externalId, ticket);
  return ticket;
}

/** Issues new tickets, those first that others are added to. */
export async function issueFresh(
  trx: ClosedTransaction,
  deps: TicketDeps,
  { feed, fresh }: { readonly feed: LockedFeed; readonly fresh: readonly Fresh[] },
): Promise<void> {
  const first = fresh.filter(({ parentOf }) => parentOf === null);
  const ids = await issueTickets(trx, deps, { feed, test: false, tickets: first });
  const issued = new Map(first.map(({ externalId }, index) => [externalId, ids[index] ?? null]));
  const addOns = fresh.filter(({ parentOf }) => parentOf !== null);
  const tickets = addOns.map((ticket) => ({ ...ticket, parentId: issued.get(ticket.parentOf) ?? null }));
  await issueTickets(trx, deps, { feed, test: false, tickets });
}
