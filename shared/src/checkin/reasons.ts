/**
 * Everything that a decision can say, with the number of its check. `override`: `person` lets somebody in without
 * using the ticket, because the ticket belongs to somebody else or to nobody. `stopsExit`: nobody is kept inside
 * for anything else.
 */
export const reasons = {
  ok: { check: 15, override: 'none', stopsExit: false },
  unreadable: { check: 2, override: 'none', stopsExit: true },
  needs_update: { check: 2, override: 'ticket', stopsExit: false },
  unknown: { check: 2, override: 'none', stopsExit: true },
  dead_medium: { check: 2, override: 'none', stopsExit: true },
  ambiguous: { check: 2, override: 'none', stopsExit: false },
  wrong_event: { check: 3, override: 'none', stopsExit: true },
  unknown_key: { check: 4, override: 'ticket', stopsExit: false },
  key_revoked: { check: 4, override: 'none', stopsExit: false },
  forged: { check: 4, override: 'none', stopsExit: true },
  superseded: { check: 5, override: 'person', stopsExit: false },
  cancelled: { check: 6, override: 'person', stopsExit: false },
  blocked: { check: 6, override: 'person', stopsExit: false },
  held: { check: 6, override: 'person', stopsExit: false },
  unapproved: { check: 6, override: 'person', stopsExit: false },
  list_incomplete: { check: 7, override: 'ticket', stopsExit: false },
  not_on_list: { check: 7, override: 'ticket', stopsExit: false },
  wrong_list: { check: 8, override: 'ticket', stopsExit: false },
  list_closed: { check: 8, override: 'ticket', stopsExit: false },
  unpaid: { check: 9, override: 'ticket', stopsExit: false },
  not_yet_valid: { check: 10, override: 'ticket', stopsExit: false },
  expired: { check: 10, override: 'ticket', stopsExit: false },
  wrong_gate: { check: 11, override: 'ticket', stopsExit: false },
  rule_denied: { check: 12, override: 'ticket', stopsExit: false },
  stale_code: { check: 13, override: 'ticket', stopsExit: false },
  static_code: { check: 13, override: 'ticket', stopsExit: false },
  answers_required: { check: 14, override: 'none', stopsExit: false },
  already_used: { check: 15, override: 'ticket', stopsExit: false },
  by_hand: { check: 15, override: 'ticket', stopsExit: false },
  clock_unsure: { check: 8, override: 'none', stopsExit: false },
} as const satisfies Record<string, ReasonFacts>;

interface ReasonFacts {
  readonly check: number;
  readonly override: 'none' | 'ticket' | 'person';
  readonly stopsExit: boolean;
}

export type Reason = keyof typeof reasons;
