import type { Explanation, Notice } from './explanation.js';
import type { Reason } from './reasons.js';

/**
 * What a scan does to the counts. `person`: somebody went in, but the ticket is not used by it; `check`: the scan
 * only asked. Neither a `check` nor `none` ever counts as an admission, whatever the result says.
 */
export type Effect = 'entry' | 'person' | 'exit' | 'check' | 'none';

/** Something that the operator is asked before anybody goes in. */
export interface Ask {
  readonly reason: Reason;
  readonly explanation: Explanation;
}

export interface Decision {
  readonly result: 'admit' | 'exit' | 'confirm' | 'refuse';
  readonly effect: Effect;
  readonly reason: Reason;
  readonly explanation: Explanation;
  /** Everything to confirm; empty unless the result is `confirm`. The first one gives the reason. */
  readonly asks: readonly Ask[];
  readonly notices: readonly Notice[];
  /** At most three lines to show. */
  readonly texts: readonly string[];
  /** Whether the refusal can be overridden by this person on this ticket. */
  readonly mayOverride: boolean;
  readonly persons: number;
  readonly ticket: string | null;
  /** Of the code that was shown; null where there was none. A caller keeps the highest one of each ticket. */
  readonly generation: number | null;
  readonly class: number | null;
  readonly list: string | null;
  /** Several of these tickets could be meant, and a person has to point at one; else empty. */
  readonly candidates: readonly Candidate[];
}

/** One of the tickets that a medium or an add-on match may mean. */
export interface Candidate {
  /** Its hash: what the next scan of the same text gives as `chosen`. */
  readonly ticket: string;
  readonly class: number | null;
  readonly generation: number | null;
}
