import { type Explanation, reasonOf } from './explanation.js';
import { noticed, type Outcome } from './outcome.js';
import { reasons } from './reasons.js';
import type { Walk } from './walk.js';

type Outcomes = readonly [Outcome, ...Outcome[]];

/**
 * Of several tickets that a medium or an add-on match could mean, the one that is usable now. None usable: the next,
 * else the last, with its own reason. Two usable: nobody guesses.
 */
export function choose(outcomes: Outcomes): Outcome {
  const [first] = outcomes;
  if (outcomes.length === 1) return first;
  const pointedAt = outcomes.find(({ walk }) => walk.ticket.id === walk.scan.chosen);
  if (pointedAt) return pointedAt;
  const { direction } = first.walk.scan;
  return direction === 'out' ? chooseLeaving(outcomes) : chooseEntering(outcomes);
}

function chooseEntering(outcomes: Outcomes): Outcome {
  const usable = outcomes.filter(({ refusal }) => refusal === null);
  const [only] = usable;
  if (!only) return nextOrLast(outcomes);
  if (usable.length === 1) return only;
  const candidates = usable.map(({ walk }) => walk);
  return { ...only, asks: [], refusal: ambiguous(usable.length), candidates };
}

/** Who leaves is whoever is inside; a doubt is noted and keeps nobody. */
function chooseLeaving(outcomes: Outcomes): Outcome {
  const inside = outcomes.filter(({ walk }) => walk.presence.inside > 0);
  const found = inside[0] ?? outcomes[0];
  if (inside.length <= 1) return found;
  return noticed(found, { code: 'noted', explanation: ambiguous(inside.length) });
}

function ambiguous(count: number): Explanation {
  return { code: 'ambiguous', count };
}

/** A ticket that is cancelled or given away says less than one that only is not valid now. */
function nextOrLast(outcomes: Outcomes): Outcome {
  const alive = outcomes.filter(({ refusal }) => refusal === null || !isDead(refusal));
  const pool = alive.length > 0 ? alive : outcomes;
  const coming = pool.filter(({ walk }) => startOf(walk) > walk.now.estimate);
  const next = coming.sort((a, b) => startOf(a.walk) - startOf(b.walk))[0];
  return next ?? [...pool].sort(byLast)[0] ?? outcomes[0];
}

/** Of those that began at the same time, who came in last. */
function byLast({ walk: a }: Outcome, { walk: b }: Outcome): number {
  return startOf(b) - startOf(a) || compare(b.presence.at, a.presence.at);
}

/** Also of those who never came. */
function compare(a: number, b: number): number {
  return Number(a > b) - Number(a < b);
}

function isDead(refusal: Explanation): boolean {
  return reasons[reasonOf[refusal.code]].override === 'person';
}

function startOf({ class: ticketClass }: Walk): number {
  return ticketClass?.validFrom ?? Number.MIN_SAFE_INTEGER;
}
