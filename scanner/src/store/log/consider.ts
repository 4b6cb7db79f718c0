import { type Decision, decide, type Now } from '@gatehouse/shared/checkin';
import { type DoorKnowledge, factsOf } from '@gatehouse/shared/door';
import { parseScan } from '@gatehouse/shared/ticket-code';
import type { Shift } from '../phone.js';

/** What would be said now of a ticket that somebody found, if it was only asked about. */
export function consider(
  hash: Uint8Array,
  shift: Shift,
  { knowledge, now }: { readonly knowledge: DoorKnowledge; readonly now: Now },
): Decision {
  const scan = onlyAsked(shift);
  const seen = { parsed: parseScan('', { typed: false }), signature: 'unchecked', by: 'search' } as const;
  const facts = factsOf({ ...seen, found: hash, at: now.estimate, scan }, knowledge);
  return decide(facts, knowledge.policy, now);
}

/** A scan that lets nobody in. */
export function onlyAsked({ listId, gateId }: Shift) {
  return {
    direction: 'check',
    list: listId,
    gate: gateId,
    persons: 1,
    chosen: null,
    confirmed: [],
    overridden: [],
  } as const;
}
