import { type Decision, reasonWords, wordOf } from '@gatehouse/shared/checkin';
import type { PlainKey } from '@gatehouse/shared/i18n';

/** What somebody who only looks at a list has to know of a ticket. */
export type TicketState = 'good' | 'ask' | 'used' | 'bad';

/** @param decision of a scan that only asked; that nobody saw the code says nothing of the ticket */
export function stateOf(decision: Pick<Decision, 'result' | 'reason' | 'asks'>): TicketState {
  if (decision.result === 'refuse') return decision.reason === 'already_used' ? 'used' : 'bad';
  return decision.asks.every(({ reason }) => reason === 'by_hand') ? 'good' : 'ask';
}

export function stateWord(decision: Decision): PlainKey {
  if (decision.result === 'refuse') return wordOf(decision);
  const asked = decision.asks.find(({ reason }) => reason !== 'by_hand');
  return asked === undefined ? 'door.word.check' : reasonWords[asked.reason];
}
