import type { Reason } from './reasons.js';
import type { TermReason } from './rules/term-reason.js';
import type { Instant } from './zone-time.js';

interface LastEntry {
  readonly at: Instant;
  readonly gate: string | null;
  readonly device: string;
}

/** Why, as a code with parameters: gates, devices and questions by id. Catalogues turn it into words. */
export type Explanation =
  | { readonly code: 'ok' | 'unreadable' | 'needs_update' | 'unknown' | 'dead_medium' }
  | { readonly code: 'ambiguous' | 'ambiguous_list'; readonly count: number }
  /** `starts`: of the dates that the code is good for, where they are of the same series. */
  | { readonly code: 'wrong_event'; readonly event: string | null; readonly starts?: readonly Instant[] }
  | { readonly code: 'unknown_key' | 'key_revoked' | 'key_needs_row' | 'forged' | 'superseded' }
  | { readonly code: 'cancelled' | 'blocked' | 'held' | 'unapproved'; readonly parent: boolean }
  | { readonly code: 'list_incomplete' | 'not_on_list' | 'newer_than_list' | 'wrong_list' | 'unpaid' }
  | {
      readonly code: 'list_not_open' | 'list_over' | 'not_yet_valid' | 'expired';
      readonly at: Instant;
    }
  | { readonly code: 'wrong_gate'; readonly gates: readonly string[] }
  /** The nearest failing term first. */
  | { readonly code: 'rule_denied'; readonly terms: readonly TermReason[] }
  | { readonly code: 'rule_unknown' | 'stale_code' | 'static_code' | 'rotation_unchecked' }
  | { readonly code: 'answers_required'; readonly questions: readonly string[] }
  | ({ readonly code: 'already_used'; readonly entries: number } & LastEntry)
  | ({ readonly code: 'already_inside' } & LastEntry)
  | { readonly code: 'by_hand'; readonly how: 'typed' | 'medium' | 'search' }
  | { readonly code: 'clock_unsure'; readonly because: Explanation };

/** Several explanations may share one reason; a log and a statistic count reasons. */
export const reasonOf: Readonly<Record<Explanation['code'], Reason>> = {
  ok: 'ok',
  unreadable: 'unreadable',
  needs_update: 'needs_update',
  unknown: 'unknown',
  dead_medium: 'dead_medium',
  ambiguous: 'ambiguous',
  ambiguous_list: 'ambiguous',
  wrong_event: 'wrong_event',
  unknown_key: 'unknown_key',
  key_revoked: 'key_revoked',
  key_needs_row: 'key_revoked',
  forged: 'forged',
  superseded: 'superseded',
  cancelled: 'cancelled',
  blocked: 'blocked',
  held: 'held',
  unapproved: 'unapproved',
  list_incomplete: 'list_incomplete',
  not_on_list: 'not_on_list',
  newer_than_list: 'not_on_list',
  wrong_list: 'wrong_list',
  list_not_open: 'list_closed',
  list_over: 'list_closed',
  unpaid: 'unpaid',
  not_yet_valid: 'not_yet_valid',
  expired: 'expired',
  wrong_gate: 'wrong_gate',
  rule_denied: 'rule_denied',
  rule_unknown: 'needs_update',
  stale_code: 'stale_code',
  static_code: 'static_code',
  rotation_unchecked: 'static_code',
  answers_required: 'answers_required',
  already_used: 'already_used',
  already_inside: 'already_used',
  by_hand: 'by_hand',
  clock_unsure: 'clock_unsure',
};

/** Something to know that does not change the result. */
export type Notice =
  | { readonly code: 'attention' | 'list_incomplete' | 'not_inside' | 'rotation_time_unchecked' }
  /** The list was too old to be relied on from this moment on. */
  | { readonly code: 'old_list'; readonly since: Instant }
  /** Questions that are only shown. */
  | { readonly code: 'look_at'; readonly questions: readonly string[] }
  /** What nobody could look at, because there is no row or no key. */
  | { readonly code: 'not_checked'; readonly what: readonly ('signature' | 'state' | 'payment')[] }
  /** A refusal that does not stop an exit. */
  | { readonly code: 'noted'; readonly explanation: Explanation }
  | { readonly code: 'confirmed' | 'overridden' | 'override_denied'; readonly reason: Reason };
