/** A ticket as the door knows it. */
export const ticketStates = ['good', 'cancelled', 'blocked', 'held', 'unapproved'] as const;
export type TicketState = (typeof ticketStates)[number];

/** `good-though-unpaid`: let in as if it was paid. */
export const payments = ['paid', 'unpaid', 'good-though-unpaid'] as const;
export type Payment = (typeof payments)[number];

/** What the door knows of a ticket beside its state and its class. */
export interface DoorMarks {
  readonly payment: Payment;
  /** Entries allowed on each access list. 0: as the list says; 255: no limit. */
  readonly entries: number;
  /** The gate is told to look twice. */
  readonly attention: boolean;
  /** The door asks the questions of its lists. */
  readonly answersMissing: boolean;
}

/** Of a ticket of which nobody has said anything. */
export const blankMarks: DoorMarks = { payment: 'paid', entries: 0, attention: false, answersMissing: true };

/** The most that a ticket's own number of entries counts to; the number behind it is no limit. */
export const noEntryLimit = 255;

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

/**
 * From which states each may be set by hand. A ticket has one state at a time, so what shuts it out does not take the
 * place of something else that does: nobody would know of that any more when the first was over.
 */
const settable: Readonly<Record<TicketState, readonly TicketState[]>> = {
  good: ticketStates,
  cancelled: ticketStates,
  blocked: ['good', 'blocked'],
  held: ['good', 'held'],
  unapproved: ['good', 'unapproved'],
};

export function maySet(from: TicketState, to: TicketState): boolean {
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
