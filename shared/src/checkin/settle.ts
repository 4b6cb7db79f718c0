import type { Decision, Effect } from './decision.js';
import { type Explanation, type Notice, reasonOf } from './explanation.js';
import type { Scan } from './facts.js';
import { mayOverride, type Outcome } from './outcome.js';
import { reasons } from './reasons.js';
import { personsOf, type Walk } from './walk.js';

const MOST_TEXTS = 3;

/** Any refusal wins over everything that could be confirmed. */
export function settle({ walk, refusal, asks, notices, usesTicket, candidates }: Outcome): Decision {
  const result = resultOf({ refusal, asks }, walk.scan);
  const explanation = refusal ?? asks[0]?.explanation ?? { code: 'ok' };
  const reason = reasonOf[explanation.code];
  const isOneTicket = reason !== 'ambiguous' || explanation.code === 'ambiguous_list';
  return {
    result,
    effect: effectOf(result, walk.scan, usesTicket),
    reason,
    explanation,
    asks: result === 'confirm' ? asks : [],
    notices,
    texts: isOneTicket ? textsOf(walk) : [],
    mayOverride: result === 'refuse' && mayOverride(reason, walk),
    persons: personsOf(walk),
    ticket: isOneTicket ? walk.ticket.id : null,
    generation: generationOf(walk),
    class: isOneTicket ? walk.classIndex : null,
    list: walk.list?.id ?? null,
    candidates: candidates.map((one) => ({
      ticket: one.ticket.id,
      class: one.classIndex,
      generation: generationOf(one),
    })),
  };
}

/** An add-on has a generation of its own, whatever the code of its parent says. */
function generationOf({ code, ticket, row }: Walk): number | null {
  const isOwn = code?.ticket.id === ticket.id;
  return (isOwn ? code?.generation : row?.generation) ?? null;
}

/** What was shown names no ticket. */
export function settleWithoutTicket(
  scan: Scan,
  explanation: Explanation,
  notices: readonly Notice[],
): Decision {
  const reason = reasonOf[explanation.code];
  const leaves = scan.direction === 'out' && !reasons[reason].stopsExit;
  return {
    result: leaves ? 'exit' : 'refuse',
    effect: scan.direction === 'check' ? 'check' : 'none',
    reason: leaves ? 'ok' : reason,
    explanation: leaves ? { code: 'ok' } : explanation,
    asks: [],
    notices: leaves ? [...notices, { code: 'noted', explanation }] : notices,
    texts: [],
    mayOverride: false,
    persons: 1,
    ticket: null,
    generation: null,
    class: null,
    list: scan.list,
    candidates: [],
  };
}

function resultOf({ refusal, asks }: Pick<Outcome, 'refusal' | 'asks'>, scan: Scan): Decision['result'] {
  if (refusal !== null) return 'refuse';
  if (scan.direction === 'out') return 'exit';
  return asks.length > 0 ? 'confirm' : 'admit';
}

function effectOf(result: Decision['result'], { direction }: Scan, usesTicket: boolean): Effect {
  if (direction === 'check') return 'check';
  if (result === 'exit') return 'exit';
  if (result !== 'admit') return 'none';
  return usesTicket ? 'entry' : 'person';
}

/** In the order ticket, order, class. */
function textsOf({ ticket, class: ticketClass }: Walk): readonly string[] {
  const texts = [...ticket.ticketTexts, ...ticket.orderTexts, ...(ticketClass?.texts ?? [])];
  return texts.filter((text) => text !== '').slice(0, MOST_TEXTS);
}
