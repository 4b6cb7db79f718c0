import type { Decision } from './decision.js';
import type { Move } from './presence.js';
import type { Reason } from './reasons.js';

/** What happened at the gate. */
export interface Scan {
  readonly direction: 'in' | 'out' | 'check';
  readonly how: 'camera' | 'typed' | 'medium' | 'search';
  /** Null: whoever asks names no list, and the ticket's class decides which one is meant. */
  readonly list: string | null;
  readonly gate: string | null;
  readonly persons: number;
  /** Of several tickets on one medium, the one that the operator pointed at. */
  readonly chosen: string | null;
  /** Reasons of the confirm that this scan answers with yes. */
  readonly confirmed: readonly Reason[];
  /** Reasons of the refusals that this scan overrides. */
  readonly overridden: readonly Reason[];
}

/** What was shown, after parsing, verifying and looking up. */
export type Code =
  /** Text that no format reads, or that starts as ours and does not parse. */
  | { readonly kind: 'unreadable' }
  /** A version of ours that this build does not know. */
  | { readonly kind: 'unsupported' }
  | TicketCode
  /** A medium, a short code or a search: text that stands for tickets and proves nothing. */
  | {
      readonly kind: 'reference';
      readonly complete: boolean;
      readonly tickets: readonly Ticket[];
      /** A medium that stood for tickets and was taken from all of them. */
      readonly dead?: boolean;
    };

export interface TicketCode {
  readonly kind: 'ticket';
  readonly event: number;
  readonly kid: number;
  readonly generation: number;
  readonly class: number;
  /** `unchecked`: there was no key to check it with. */
  readonly signature: 'good' | 'bad' | 'unchecked';
  /**
   * The tail of a rotating code. `none`: the printed form; `late`: made with the secret, at another time than this
   * phone's clock shows; `wrong`: not made with the secret; `unchecked`: this phone does not hold the secret.
   */
  readonly tail: 'none' | 'fresh' | 'late' | 'wrong' | 'unchecked';
  readonly ticket: Ticket;
}

export type TicketState = 'good' | 'cancelled' | 'blocked' | 'held' | 'unapproved';

/** A ticket's row of the manifest. */
export interface Row {
  readonly class: number;
  readonly generation: number;
  readonly state: TicketState;
  readonly unpaid: boolean;
  readonly goodThoughUnpaid: boolean;
  readonly attention: boolean;
  readonly answersMissing: boolean;
  /** 0: as the list says; 255: no limit. */
  readonly entries: number;
}

/** All that this phone knows of a ticket. */
export interface Ticket {
  /** The ticket's hash. */
  readonly id: string;
  /** `none`: the list is complete and has no such ticket; `missing`: its part of the list is not here yet. */
  readonly row: Row | 'none' | 'missing';
  /** The highest generation that this phone has accepted, which may be newer than the row's. */
  readonly newestGeneration: number;
  /** Admissions and exits that stand, of any list, in any order. */
  readonly history: readonly Move[];
  readonly ticketTexts: readonly string[];
  readonly orderTexts: readonly string[];
  /**
   * What this scan brings, by question; `empty` was asked and left open. An answer that does not fit its question is
   * no answer.
   */
  readonly answers: Readonly<Record<string, 'given' | 'empty'>>;
  /** Lists on which this ticket was asked before and let in. */
  readonly askedOn: readonly string[];
  /** `missing`: the part of the list that would name them is not here yet. */
  readonly addOns: readonly Ticket[] | 'missing';
  readonly parent: Ticket | null;
}

export interface Facts {
  readonly scan: Scan;
  readonly code: Code;
  /** The answer that the same scan, with the same content, was given before. */
  readonly answered: Decision | null;
}
