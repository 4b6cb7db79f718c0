import type { Instant } from '../zone-time.js';
import type { Comparison } from './rule.js';

/** What a failing term asks for, for words. */
export type TermNeed =
  | {
      readonly code: 'ticket_type' | 'variation' | 'date' | 'day' | 'gate';
      readonly values: readonly string[];
    }
  | { readonly code: 'weekday'; readonly values: readonly number[] }
  | { readonly code: 'from' | 'until'; readonly at: Instant }
  /** The term needs a time that the event does not have. */
  | { readonly code: 'no_end' }
  | {
      readonly code:
        | 'entries_total'
        | 'entries_today'
        | 'entry_days'
        | 'minutes_since_first'
        | 'minutes_since_last';
      readonly is: Comparison;
      readonly value: number;
    }
  | {
      readonly code: 'entries_since' | 'entries_before' | 'entry_days_since' | 'entry_days_before';
      readonly is: Comparison;
      readonly value: number;
      readonly at: Instant;
    }
  | { readonly code: 'inside' | 'outside' };

export interface TermReason {
  readonly need: TermNeed;
  /** When it comes true by waiting alone; null if it does not. */
  readonly opensAt: Instant | null;
}
