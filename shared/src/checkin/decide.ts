import { codeChecks, entryChecks, exitChecks } from './checks/index.js';
import { choose } from './choose.js';
import type { Decision } from './decision.js';
import type { Explanation, Notice } from './explanation.js';
import type { Facts, Ticket } from './facts.js';
import { type Outcome, run, startOf } from './outcome.js';
import type { Now, Policy } from './policy.js';
import { settle, settleWithoutTicket } from './settle.js';
import { unreachable } from './unreachable.js';
import { openWalk, type Setting, type Shown, type Walk } from './walk.js';

/**
 * The only place that says yes or no, on phones and on the server alike. Pure: the same facts, policy and time give
 * the same decision. Source: the door protocol, Decision; the order of the checks is told in docs/DECISION.md.
 */
export function decide(facts: Facts, policy: Policy, now: Now): Decision {
  if (facts.answered !== null) return facts.answered;
  const setting: Setting = { scan: facts.scan, policy, now };
  const [first, ...others] = shownBy(facts);
  const decision = first
    ? settle(choose([outcomeOf(first, setting), ...others.map((shown) => outcomeOf(shown, setting))]))
    : settleWithoutTicket(facts.scan, whyNothing(facts), noticesOfNothing(facts));
  return withAge(decision, setting);
}

/** An old list goes on deciding, and every answer says how old it is. */
function withAge(decision: Decision, { policy, now }: Setting): Decision {
  const since = policy.notAfter ?? null;
  if (since === null || now.estimate <= since) return decision;
  return { ...decision, notices: [...decision.notices, { code: 'old_list', since }] };
}

/** Check 2: the tickets that the code names or stands for. */
function shownBy({ code }: Facts): Shown[] {
  switch (code.kind) {
    case 'unreadable':
    case 'unsupported':
      return [];
    case 'ticket':
      return [{ ticket: code.ticket, code }];
    case 'reference':
      return code.tickets.map((ticket) => ({ ticket, code: null }));
    default:
      return unreachable(code);
  }
}

function whyNothing({ code }: Facts): Explanation {
  if (code.kind === 'unreadable') return { code: 'unreadable' };
  if (code.kind === 'unsupported') return { code: 'needs_update' };
  return { code: code.kind === 'reference' && code.dead === true ? 'dead_medium' : 'unknown' };
}

/** Text that nobody knows here may be known once the rest of the list has come. */
function noticesOfNothing({ code }: Facts): readonly Notice[] {
  return code.kind === 'reference' && !code.complete ? [{ code: 'list_incomplete' }] : [];
}

function outcomeOf(shown: Shown, setting: Setting): Outcome {
  const start = startOf(openWalk(shown, setting));
  const outcome = run(codeChecks, start);
  if (outcome.refusal !== null) return outcome;
  const [first, ...others] = meantBy(outcome.walk).map((ticket) => ({ ...outcome, walk: walkOf(ticket) }));
  return choose([checked(first ?? outcome), ...others.map(checked)]);

  function walkOf(ticket: Ticket): Walk {
    return ticket === shown.ticket ? outcome.walk : openWalk({ ticket, code: shown.code }, setting);
  }
}

function checked(outcome: Outcome): Outcome {
  return run(outcome.walk.scan.direction === 'out' ? exitChecks : entryChecks, outcome);
}

/**
 * Check 6, add-on match: where the list asks for it, a ticket that is not on the list stands for its add-ons that
 * are. They die with it, unless its own row is older than the code that was shown.
 */
function meantBy({ list, classIndex, ticket, rowStatus }: Walk): Ticket[] {
  const isOwn = list === null || (classIndex !== null && list.classes.includes(classIndex));
  if (isOwn || !list.addOnMatch || ticket.addOns === 'missing') return [ticket];
  const addOns = ticket.addOns.filter(
    ({ row }) => typeof row === 'object' && list.classes.includes(row.class),
  );
  const parent = rowStatus === 'held' ? ticket : null;
  return addOns.length === 0 ? [ticket] : addOns.map((addOn) => ({ ...addOn, parent }));
}
