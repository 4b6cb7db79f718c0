import type { AccessList, TicketClass } from '../policy.js';
import {
  byTime,
  checkedOut,
  entryObstacle,
  type Move,
  moved,
  type Presence,
  type PresenceRules,
} from '../presence.js';
import { evaluate } from '../rules/evaluate.js';
import type { RuleView } from '../rules/view.js';
import type { Placed } from './place.js';
import type { ReviewInput, ScanRow } from './rows.js';

/** The rules that one ticket meets on one list. */
export interface Ground {
  readonly list: AccessList;
  readonly rules: PresenceRules;
  readonly class: TicketClass | null;
  readonly policy: ReviewInput['policy'];
}

export interface Step {
  readonly presence: Presence;
  /** The standing entry that leaves no room for this one. */
  readonly blockedBy: string | null;
}

/** Takes one more admission or exit; an admission that the list does not allow at this place changes nothing. */
export function step(before: Presence, placed: Placed<ScanRow>, ground: Ground): Step {
  const move = moveOf(placed);
  const presence = checkedOut(before, placed.estimate, ground.rules);
  const last = presence.entries.at(-1);
  if (move.kind === 'entry' && last && !isAllowed(presence, move, ground))
    return { presence, blockedBy: last.id };
  return { presence: moved(presence, move, ground.rules), blockedBy: null };
}

export function moveOf({ row, estimate }: Placed<ScanRow>): Move {
  const { id, list, gate, device, persons, effect } = row;
  const kind = effect === 'exit' ? 'exit' : 'entry';
  return { id, kind, list: list ?? '', gate, device, at: estimate, persons };
}

function isAllowed(presence: Presence, move: Move, ground: Ground): boolean {
  return (
    entryObstacle(presence, move.persons, ground.rules) === null && !isDeniedByHistory(presence, move, ground)
  );
}

/** A rule makes an entry extra only by what happened before it: a wrong gate or hour is no double entry. */
function isDeniedByHistory({ entries, inside }: Presence, move: Move, ground: Ground): boolean {
  const { list, policy } = ground;
  if (!list.rule) return false;
  const view: RuleView = {
    now: move.at,
    times: policy.times,
    calendar: { offsets: policy.offsets, dayStartsAt: list.dayStartsAt },
    class: ground.class,
    gate: move.gate,
    entries: [...entries].sort(byTime),
    inside: inside > 0,
  };
  if (evaluate(list.rule, view) !== false) return false;
  return evaluate(list.rule, { ...view, entries: [], inside: false }) !== false;
}
