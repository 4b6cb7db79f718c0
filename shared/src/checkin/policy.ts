import type { PlacedQuestion } from './questions/index.js';
import type { Rule } from './rules/rule.js';
import type { Instant, ZoneOffsets } from './zone-time.js';

/** What a list does with something that it could also turn away. */
export type Choice = 'admit' | 'confirm' | 'refuse';

/** What one access list asks of a ticket. */
export interface AccessList {
  readonly id: string;
  readonly classes: readonly number[];
  /** Empty: every gate. */
  readonly gates: readonly string[];
  /** One entry a ticket, any number of entries, or again only after an exit. */
  readonly entry: 'single' | 'multiple' | 're-entry';
  /** Null: no limit. A single-entry list has the limit 1 by itself. */
  readonly maxEntries: number | null;
  readonly persons: 'one' | 'group';
  readonly activeFrom: Instant | null;
  readonly activeUntil: Instant | null;
  /** Time of day, `HH:MM`, at which everybody counts as having left. */
  readonly checkOutAt: string | null;
  readonly dayStartsAt: string;
  readonly includeUnpaid: boolean;
  readonly addOnMatch: boolean;
  readonly notOnList: Choice;
  /** For typed short codes and for names found by search, which prove nothing. */
  readonly byHand: Choice;
  readonly byMedium: Choice;
  readonly rotation: 'off' | 'preferred' | 'required';
  readonly rule: Rule | null;
}

/** What a gate knows of a ticket through the number of its class. */
export interface TicketClass {
  readonly index: number;
  readonly ticketType: string;
  readonly variation: string | null;
  readonly validFrom: Instant | null;
  readonly validUntil: Instant | null;
  readonly texts: readonly string[];
}

/** A way from one zone into another; null is outside. */
export interface Gate {
  readonly id: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Asked once a ticket and list. Empty lists or classes: of everybody. */
export type Question = PlacedQuestion;

/** `list-only`: good only together with a row of exactly the code's generation. */
export interface TicketKey {
  readonly kid: number;
  readonly status: 'active' | 'list-only' | 'dead';
}

/** An event whose codes are good here: this one, or a pass that includes it. */
export interface AcceptedEvent {
  readonly id: number;
  readonly keys: readonly TicketKey[];
}

export interface EventTimes {
  readonly start: Instant;
  /** Null: admission begins with the event. */
  readonly admission: Instant | null;
  readonly end: Instant | null;
  /** Which date of a series this is, as `dateNumber` has it; null for an event of its own. */
  readonly date: string | null;
}

/** What the person at this phone may do. */
export interface Profile {
  readonly mayConfirm: boolean;
  readonly mayOverride: boolean;
  readonly maySupervise: boolean;
}

/** An event whose codes are not good here, to send people to the right door. */
export interface OtherEvent {
  readonly id: number;
  /** Null: another date of the same series, which is told from this one by its day alone. */
  readonly name: string | null;
  /** Of other dates of the same series: when they begin, in the order of time. Absent: it is of no series. */
  readonly starts?: readonly Instant[];
}

/** What the organiser wants, as the root says it. */
export interface Policy {
  readonly events: readonly AcceptedEvent[];
  /** Those that this phone knows. */
  readonly otherEvents: readonly OtherEvent[];
  readonly times: EventTimes;
  readonly offsets: ZoneOffsets;
  readonly classes: readonly TicketClass[];
  readonly lists: readonly AccessList[];
  readonly gates: readonly Gate[];
  readonly questions: readonly Question[];
  readonly profile: Profile;
  /** From when on all of this is old; absent where it is read afresh for each scan. */
  readonly notAfter?: Instant | null;
}

/** The phone's estimate of the time, and whether it may be wrong by more than a little. */
export interface Now {
  readonly estimate: Instant;
  readonly unsure: boolean;
}
