import type { Effect } from '../decision.js';
import type { TicketState } from '../facts.js';
import type { AccessList, Policy } from '../policy.js';
import type { Instant } from '../zone-time.js';

/** What every row of a phone's log has: who wrote it, as which one, and when that may have been. */
interface RowBase {
  readonly id: string;
  /** In hexadecimal, so that the order of texts is the order of bytes. */
  readonly device: string;
  readonly seq: number;
  readonly estimate: Instant;
  readonly earliest: Instant;
  /** Null: unknown. */
  readonly latest: Instant | null;
  /** Set apart by the server: no phone counts it until the organiser has looked. */
  readonly quarantined: boolean;
}

export interface ScanRow extends RowBase {
  readonly kind: 'scan';
  /** Public number of the event where it was scanned: on a list of a pass, which of its dates that was. Null: of history. */
  readonly event: number | null;
  readonly effect: Effect;
  readonly ticket: string | null;
  /** Null: found by a medium or a name, which have none. */
  readonly generation: number | null;
  readonly list: string | null;
  readonly gate: string | null;
  readonly persons: number;
}

export interface UndoRow extends RowBase {
  readonly kind: 'undo';
  readonly undoes: string;
}

/** People let in or out without a ticket. */
export interface CountRow extends RowBase {
  readonly kind: 'count';
  readonly direction: 'in' | 'out';
  readonly list: string | null;
  readonly gate: string | null;
  readonly persons: number;
}

export type LogRow = ScanRow | UndoRow | CountRow;

/** From this instant on the ticket is in this state, and codes of lower generations are dead. */
export interface TicketChange {
  readonly ticket: string;
  readonly at: Instant;
  readonly generation: number;
  readonly state: TicketState;
  /** How many entries of its own it had until then, as `KnownTicket.entries`; absent: this change left them alone. */
  readonly entriesBefore?: number;
}

/** What the manifest says of a ticket and the walk needs. */
export interface KnownTicket {
  readonly class: number | null;
  /** 0: as the list says; 255: no limit. */
  readonly entries: number;
}

/** A list as it was until somebody changed it. */
export interface EarlierList {
  readonly list: AccessList;
  readonly until: Instant;
}

/** The rules of a door. What was right by the rules of its time stays right: `earlier` are those of before, absent for none. */
export type DoorRules = Pick<Policy, 'lists' | 'gates' | 'classes' | 'times' | 'offsets'> & {
  readonly earlier?: readonly EarlierList[];
};

/** Everything that a review depends on. The order of arrival is not among it. */
export interface ReviewInput {
  readonly rows: readonly LogRow[];
  readonly changes: readonly TicketChange[];
  readonly tickets: ReadonlyMap<string, KnownTicket>;
  readonly policy: DoorRules;
}

export type StaleBecause = 'superseded' | Exclude<TicketState, 'good'>;

/** What has become of a verdict that was shown. It is never rewritten; `sure` says whether more rows of time could change this. */
export type Review =
  | { readonly status: 'stands' | 'undone' | 'quarantined'; readonly sure: boolean }
  | { readonly status: 'extra'; readonly first: string; readonly sure: boolean }
  | { readonly status: 'stale'; readonly what: StaleBecause; readonly sure: boolean };
