import type { PlainKey } from '../../i18n/index.js';
import type { Decision } from '../decision.js';
import type { Reason } from '../reasons.js';

/** The short word of each reason. */
export const reasonWords: Readonly<Record<Reason, PlainKey>> = {
  ok: 'door.word.admit',
  unreadable: 'door.word.unreadable',
  needs_update: 'door.word.needs_update',
  unknown: 'door.word.unknown',
  dead_medium: 'door.word.dead_medium',
  ambiguous: 'door.word.ambiguous',
  wrong_event: 'door.word.wrong_event',
  unknown_key: 'door.word.unknown_key',
  key_revoked: 'door.word.key_revoked',
  forged: 'door.word.forged',
  superseded: 'door.word.superseded',
  cancelled: 'door.word.cancelled',
  blocked: 'door.word.blocked',
  held: 'door.word.held',
  unapproved: 'door.word.unapproved',
  list_incomplete: 'door.word.list_incomplete',
  not_on_list: 'door.word.not_on_list',
  wrong_list: 'door.word.wrong_list',
  list_closed: 'door.word.list_closed',
  unpaid: 'door.word.unpaid',
  not_yet_valid: 'door.word.not_yet_valid',
  expired: 'door.word.expired',
  wrong_gate: 'door.word.wrong_gate',
  rule_denied: 'door.word.rule_denied',
  stale_code: 'door.word.stale_code',
  static_code: 'door.word.static_code',
  answers_required: 'door.word.answers_required',
  already_used: 'door.word.already_used',
  by_hand: 'door.word.by_hand',
  clock_unsure: 'door.word.clock_unsure',
};

/** The big word on the screen. Who only asked is never told to admit. */
export function wordOf({ result, effect, reason }: Pick<Decision, 'result' | 'effect' | 'reason'>): PlainKey {
  if (result === 'exit') return 'door.word.exit';
  if (result !== 'admit') return reasonWords[reason];
  if (effect === 'check') return 'door.word.check';
  return effect === 'person' ? 'door.word.person' : 'door.word.admit';
}
