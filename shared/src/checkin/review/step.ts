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
import { dateNumber, type RuleView } from '../rules/view.js';
import type { Instant } from '../zone-time.js';
import type { Placed } from './place.js';
import type { ReviewInput, ScanRow } from './rows.js';

/** The rules that one ticket meets on one list, at one time. */
export interface Ground {
  readonly list: AccessList;
  readonly rules: PresenceRules;
  readonly class: TicketClass | null;
  readonly policy: ReviewInput['policy'];
  /** The same by the list as it is now, by the ticket's entries as they are now, and by both; none where this is now. */
  readonly others: readonly Ground[];
}

/** The same at any time: two times with the same rules have the same object. */
export type GroundAt = (at: Instant) => Ground;

export interface Step {
  readonly presence: Presence;
  /** The standing entry that leaves no room for this one. */
  readonly blockedBy: string | null;
}

/**
 * Takes one more admission or exit. An admission changes nothing that list and ticket do not allow at this place, neither
 * as they were at the time nor as they are now: a stricter list, or fewer entries, turns nobody from before into an extra,
 * and a list that was mended lets stand whom it ought to have let in.
 */
export function step(before: Presence, placed: Placed<ScanRow>, groundAt: GroundAt): Step {
  const ground = groundAt(placed.estimate);
  const move = moveOf(placed);
  const presence = checkedOut(before, placed.estimate, ground.rules);
  const last = presence.entries.at(-1);
  const grounds = [ground, ...ground.others];
  const entry = { move, event: placed.row.event };
  if (move.kind === 'entry' && last && !grounds.some((by) => isAllowed(presence, entry, by)))
    return { presence, blockedBy: last.id };
  return { presence: moved(presence, move, ground.rules), blockedBy: null };
}

export function moveOf({ row, estimate }: Placed<ScanRow>): Move {
  const { id, list, gate, device, persons, effect } = row;
  const kind = effect === 'exit' ? 'exit' : 'entry';
  return { id, kind, list: list ?? '', gate, device, at: estimate, persons };
}

interface Entry {
  readonly move: Move;
  /** Public number of the event where it was; null: it comes from history, which holds what was let in by the rules. */
  readonly event: number | null;
}

function isAllowed(presence: Presence, entry: Entry, ground: Ground): boolean {
  const { persons } = entry.move;
  return (
    entryObstacle(presence, persons, ground.rules) === null && !isDeniedByHistory(presence, entry, ground)
  );
}

/** A rule makes an entry extra only by what happened before it: a wrong gate or hour is no double entry. */
function isDeniedByHistory({ entries, inside }: Presence, { move, event }: Entry, ground: Ground): boolean {
  const { list, policy } = ground;
  if (!list.rule || event === null) return false;
  const view: RuleView = {
    now: move.at,
    // A list of a pass stands at several dates, and is reviewed as one.
    times: { ...policy.times, date: dateNumber(event) },
    calendar: { offsets: policy.offsets, dayStartsAt: list.dayStartsAt },
    class: ground.class,
    gate: move.gate,
    entries: [...entries].sort(byTime),
    inside: inside > 0,
  };
  if (evaluate(list.rule, view) !== false) return false;
  return evaluate(list.rule, { ...view, entries: [], inside: false }) !== false;
}
