import type { Ask } from './decision.js';
import { type Explanation, type Notice, reasonOf } from './explanation.js';
import { type Reason, reasons } from './reasons.js';
import type { Check, Finding, Walk } from './walk.js';

/** What the checks have said of one ticket. */
export interface Outcome {
  readonly walk: Walk;
  /** The first refusal that counts: nothing after it is looked at. */
  readonly refusal: Explanation | null;
  readonly asks: readonly Ask[];
  readonly notices: readonly Notice[];
  /** False once a refusal was overridden that takes the ticket itself away from this person. */
  readonly usesTicket: boolean;
  /** Of the refusal `ambiguous`: the tickets that are usable. */
  readonly candidates: readonly Walk[];
}

export function startOf(walk: Walk): Outcome {
  return { walk, refusal: null, asks: [], notices: [], usesTicket: true, candidates: [] };
}

/** Goes on until something refuses; what has to be confirmed is collected on the way. */
export function run(checks: readonly Check[], start: Outcome): Outcome {
  let outcome = start;
  for (const check of checks) {
    for (const finding of check(start.walk)) {
      outcome = take(finding, outcome);
      if (outcome.refusal !== null) return outcome;
    }
  }
  return outcome;
}

function take(finding: Finding, outcome: Outcome): Outcome {
  if (finding.kind === 'notice') return noticed(outcome, finding.notice);
  const { scan, now } = outcome.walk;
  const { explanation, kind } = finding;
  if (scan.direction === 'out') return takeOnExit(explanation, outcome);
  if (kind === 'confirm') return asked(outcome, explanation);
  if (finding.byTime && now.unsure) return asked(outcome, { code: 'clock_unsure', because: explanation });
  return refused(outcome, explanation);
}

/** Nobody is kept inside for money or rules. */
function takeOnExit(explanation: Explanation, outcome: Outcome): Outcome {
  return reasons[reasonOf[explanation.code]].stopsExit
    ? { ...outcome, refusal: explanation }
    : noticed(outcome, { code: 'noted', explanation });
}

function asked(outcome: Outcome, explanation: Explanation): Outcome {
  const reason = reasonOf[explanation.code];
  const { scan, policy } = outcome.walk;
  // A yes does not answer a question.
  const isAnswered =
    reason !== 'answers_required' && scan.confirmed.includes(reason) && policy.profile.mayConfirm;
  return isAnswered
    ? noticed(outcome, { code: 'confirmed', reason })
    : { ...outcome, asks: [...outcome.asks, { reason, explanation }] };
}

function refused(outcome: Outcome, explanation: Explanation): Outcome {
  const reason = reasonOf[explanation.code];
  if (!outcome.walk.scan.overridden.includes(reason)) return { ...outcome, refusal: explanation };
  if (!mayOverride(reason, outcome.walk))
    return { ...noticed(outcome, { code: 'override_denied', reason }), refusal: explanation };
  const usesTicket = outcome.usesTicket && reasons[reason].override !== 'person';
  return { ...noticed(outcome, { code: 'overridden', reason }), usesTicket };
}

/** An entry belongs to a list, so without one there is nothing to override. */
export function mayOverride(reason: Reason, { policy, list }: Walk): boolean {
  return reasons[reason].override !== 'none' && policy.profile.mayOverride && list !== null;
}

export function noticed(outcome: Outcome, notice: Notice): Outcome {
  return { ...outcome, notices: [...outcome.notices, notice] };
}
