import type { SegmentKind } from './segment.js';

/** In the order of their numbers. */
const linkRoles = ['member', 'parent', 'add-on'] as const;

export type LinkRole = (typeof linkRoles)[number];

/** What a ticket has to do with others of its event. A group is a number that says nothing outside of it; 0: none. */
export interface TicketLinks {
  /** Shared by the tickets of one order. */
  readonly order: number;
  /** Shared by a ticket and its add-ons. */
  readonly parent: number;
  readonly role: LinkRole;
}

export interface LinkRecord extends TicketLinks {
  /** Of the ticket. */
  readonly hash: Uint8Array;
}

export const LINK_CELLS = 7;
export const MAX_GROUP = 0xff_ffff;

/**
 * Order group, parent group, role of each ticket that core flags as linked, in core's order: whose they are follows
 * from there, and no hash stands here a second time.
 */
export const LINKS_SEGMENT: SegmentKind = { code: 3, cells: LINK_CELLS, unique: true, keyed: false };

/**
 * Order group (3 bytes), parent group (3), role.
 * @throws {RangeError} when a group does not fit
 */
export function linkCells({ order, parent, role }: TicketLinks): Uint8Array {
  if (!isGroup(order) || !isGroup(parent)) throw new RangeError('a group has three bytes');
  return Uint8Array.of(
    order >> 16,
    order >> 8,
    order,
    parent >> 16,
    parent >> 8,
    parent,
    linkRoles.indexOf(role),
  );
}

function isGroup(group: number): boolean {
  return Number.isInteger(group) && group >= 0 && group <= MAX_GROUP;
}

/** A role that only a newer program knows reads as member: it opens no way. @param cells as `linkCells` writes them */
export function ticketLinks(cells: Uint8Array): TicketLinks {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, role = 0] = cells;
  return {
    order: (a << 16) | (b << 8) | c,
    parent: (d << 16) | (e << 8) | f,
    role: linkRoles[role] ?? 'member',
  };
}
