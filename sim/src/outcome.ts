import type { Postgres } from './postgres/postgres.js';
import type { Tallied } from './world/tally.js';

/** What can go wrong in a world; a seed draws some of them. */
export const faultNames = [
  'offline',
  'asymmetric',
  'lose-request',
  'lose-answer',
  'duplicate',
  'reorder',
  'two-tabs',
  'kill',
  'reload',
  'sleep',
  'power-loss',
  'full-disk',
  'eviction',
  'clone',
  'skew',
  'drift',
  'jump',
  'year-1970',
  'server-crash',
  'restore',
  'two-instances',
  'stale-manifest',
  'truncated-answer',
  'rolled-back-manifest',
  'ticket-changes',
  'key-rotation',
  'stolen-phone',
  'old-outbox',
] as const;
/** What else can go wrong where the server's log lies in PostgreSQL. */
export const postgresFaultNames = ['backend-kill'] as const;
/** How much there is in a seed's world. */
export const sizes = ['small', 'middle', 'large'] as const;
export type Size = (typeof sizes)[number];
export type FaultName = (typeof faultNames)[number] | (typeof postgresFaultNames)[number];

/** What must always hold, in the order of DOOR-PROTOCOL §7. */
export const invariants = {
  1: 'no shown scan is lost',
  2: 'shown only after durable',
  3: 'exactly once',
  4: 'no silent gap',
  5: 'at most one admission of a single-entry ticket stands',
  6: 'every extra has one conflict',
  7: 'any order, any grouping: the same reviews',
  8: 'one digest on every phone and the server',
  9: 'a shown verdict never changes',
  10: 'nothing forged, foreign or superseded is admitted',
  11: 'positions never go back',
  12: 'no sure order is wrong',
  13: 'inside is what the walk says, and never negative',
  14: 'no row of one organisation in the answer of another',
  15: 'outboxes drain in time',
  16: 'no revoked phone makes a ticket of others used unseen',
  17: 'every verdict keeps to the rules of its door',
  18: 'a genuine code of either form opens who holds the ticket, and nothing else does',
} as const;
export type InvariantId = keyof typeof invariants;

export interface Violation {
  readonly invariant: InvariantId;
  /** Of the step after which it was seen; as many as there are steps: after the heal phase. */
  readonly step: number;
  readonly detail: string;
}

export interface Outcome {
  readonly seed: number;
  readonly size: Size;
  readonly steps: number;
  /** Those that might happen. */
  readonly faults: readonly FaultName[];
  readonly violation: Violation | null;
  /** SHA-256 of all that was shown and stored, in hexadecimal: the same seed, the same digest. */
  readonly digest: string;
  /** What was exercised, and how often. */
  readonly tallied: Tallied;
}

export interface SimOptions {
  /** By default as the seed draws it, and large over PostgreSQL. */
  readonly size?: Size | undefined;
  /** At most so many steps of the seed's plan; what lies behind is left out. */
  readonly steps?: number | undefined;
  /** By default those that the seed draws. */
  readonly faults?: readonly FaultName[] | undefined;
  /** Where the server's log lies; by default in memory. */
  readonly postgres?: Postgres | undefined;
}
