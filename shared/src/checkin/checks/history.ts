import { entryObstacle } from '../presence.js';
import {
  byChoice,
  type Finding,
  nothing,
  notice,
  personsOf,
  presenceRules,
  refuse,
  type Walk,
} from '../walk.js';

/** Check 15a: the ticket has an entry left, and its people are not inside already. */
export function notUsed(walk: Walk): readonly Finding[] {
  const { list, presence } = walk;
  if (!list) return nothing;
  const obstacle = entryObstacle(presence, personsOf(walk), presenceRules(list, walk));
  const last = presence.entries.at(-1);
  if (obstacle === null || !last) return nothing;
  const { at, gate, device } = last;
  return obstacle === 'spent'
    ? refuse({ code: 'already_used', at, gate, device, entries: presence.entries.length })
    : refuse({ code: 'already_inside', at, gate, device });
}

/** Check 15b: what was not shown as a code was typed, worn or searched for, and proves less. */
export function byHand({ code, scan, list }: Walk): readonly Finding[] {
  if (code !== null || scan.how === 'camera') return nothing;
  const choice = scan.how === 'medium' ? (list?.byMedium ?? 'admit') : (list?.byHand ?? 'confirm');
  return byChoice(choice, { code: 'by_hand', how: scan.how });
}

/** Leaving without having come in is tallied apart and stops nobody. */
export function wasInside({ scan, presence }: Walk): readonly Finding[] {
  const isLeaving = scan.direction === 'out' && presence.inside === 0;
  return isLeaving ? notice({ code: 'not_inside' }) : nothing;
}
