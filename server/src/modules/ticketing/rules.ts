/** A ticket as the door knows it. Others than the organiser hold tickets (disputes) and approve them (orders). */
export type TicketState = 'good' | 'cancelled' | 'blocked' | 'held' | 'unapproved';

/** `list-only`: a code it signed needs a row of exactly its generation; `dead`: such a code is refused. */
export type KeyStatus = 'active' | 'list-only' | 'dead';

/** A code has four bits for the number of its key, and a number is never used again. */
export const keysPerEvent = 16;

/** A new key is told to phones this long before it signs, so that one that is in reach once a day knows it in time. */
export const keyNoticeMs = 24 * 3_600_000;

/** A key goes one way only: what a gate has refused once it does not take again. */
const laterStatuses: Readonly<Record<KeyStatus, readonly KeyStatus[]>> = {
  active: ['list-only', 'dead'],
  'list-only': ['dead'],
  dead: [],
};

export function mayBecome(from: KeyStatus, to: KeyStatus): boolean {
  return laterStatuses[from].includes(to);
}

/** A code has one byte for its generation. */
export const lastGeneration = 255;

/** What an organiser may set by hand, and from which states. */
const settable: Readonly<Record<'good' | 'cancelled' | 'blocked', readonly TicketState[]>> = {
  good: ['good', 'cancelled', 'blocked'],
  blocked: ['good', 'blocked'],
  cancelled: ['good', 'cancelled', 'blocked', 'held', 'unapproved'],
};

export type SettableState = keyof typeof settable;

export function maySet(from: TicketState, to: SettableState): boolean {
  return settable[to].includes(from);
}

/** How a text is looked for: without case, accents and the ways to write the same letter. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What the search of a ticket list looks through. */
export function searchTextOf(details: {
  readonly name: string;
  readonly email: string | null;
  readonly orderReference: string | null;
  readonly externalId: string | null;
}): string {
  const { name, email, orderReference, externalId } = details;
  return foldText([name, email, orderReference, externalId].filter((part) => part !== null).join('\n'));
}
