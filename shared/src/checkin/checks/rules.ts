import type { AccessList } from '../policy.js';
import { couldHoldAtAnotherTime, evaluate } from '../rules/evaluate.js';
import { nearestReasons } from '../rules/nearest.js';
import type { RuleView } from '../rules/view.js';
import { type Finding, nothing, refuse, refuseByTime, type Walk } from '../walk.js';

/** Check 12: the list's rule; a refusal names what would have to be different. */
export function rulesAllow(walk: Walk): readonly Finding[] {
  const { list } = walk;
  if (!list?.rule) return nothing;
  const view = viewOf(walk, list);
  const truth = evaluate(list.rule, view);
  if (truth === true) return nothing;
  if (truth === 'unknown') return refuse({ code: 'rule_unknown' });
  const denied = { code: 'rule_denied', terms: nearestReasons(list.rule, view) } as const;
  return couldHoldAtAnotherTime(list.rule, view) === false ? refuse(denied) : refuseByTime(denied);
}

function viewOf({ now, policy, scan, presence, class: ticketClass }: Walk, list: AccessList): RuleView {
  return {
    now: now.estimate,
    times: policy.times,
    calendar: { offsets: policy.offsets, dayStartsAt: list.dayStartsAt },
    class: ticketClass,
    gate: scan.gate,
    entries: presence.entries,
    inside: presence.inside > 0,
  };
}
