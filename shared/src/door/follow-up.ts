import type { Decision, Reason } from '../checkin/index.js';

/** A scan that was answered, and what people had said of it by then. */
export interface AnsweredScan {
  readonly id: string;
  readonly decision: Pick<Decision, 'asks' | 'reason'>;
  readonly confirmed: readonly Reason[];
  readonly overridden: readonly Reason[];
}

/** What a second scan says of the one before it. */
export interface FollowUp {
  readonly relation: 'answers' | 'overrides';
  readonly scan: string;
  readonly confirmed: readonly Reason[];
  readonly overridden: readonly Reason[];
}

/** A yes speaks of all that was asked, an override of the one refusal; what was said before stays said. */
export function followUpOf(before: AnsweredScan, relation: FollowUp['relation']): FollowUp {
  const { id, decision, confirmed, overridden } = before;
  const asked = relation === 'answers' ? decision.asks.map(({ reason }) => reason) : [];
  const refused = relation === 'overrides' ? [decision.reason] : [];
  return {
    relation,
    scan: id,
    confirmed: [...new Set([...confirmed, ...asked])],
    overridden: [...new Set([...overridden, ...refused])],
  };
}
