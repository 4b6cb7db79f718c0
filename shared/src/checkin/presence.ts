import type { AccessList } from './policy.js';
import { type Instant, nextTimeOfDay, type ZoneOffsets } from './zone-time.js';

/** An admission or an exit that stands. */
export interface Move {
  readonly id: string;
  readonly kind: 'entry' | 'exit';
  readonly list: string;
  readonly gate: string | null;
  readonly device: string;
  readonly at: Instant;
  readonly persons: number;
}

/** Where the people of one ticket are, as far as one list knows. */
export interface Presence {
  /** In the order of their times. */
  readonly entries: readonly Move[];
  readonly inside: number;
  /** The most that were inside at once. */
  readonly peak: number;
  /** People who left without having come in. */
  readonly leftFromOutside: number;
  /** When the last move was: a check-out time after it empties the place. */
  readonly at: Instant;
}

/** The parts of a list that the presence of a ticket depends on, and where its check-out time is read. */
export interface PresenceRules {
  readonly list: Pick<AccessList, 'entry' | 'maxEntries' | 'persons' | 'checkOutAt'>;
  readonly offsets: ZoneOffsets;
  /** The ticket's own number of entries. 0: as the list says; 255: no limit. */
  readonly ticketEntries: number;
}

/** A ticket with this number of entries has no limit. */
export const NO_LIMIT = 255;

export const nowhere: Presence = { entries: [], inside: 0, peak: 0, leftFromOutside: 0, at: -Infinity };

export function byTime(a: Move, b: Move): number {
  return a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id));
}

export function presenceAfter(moves: readonly Move[], rules: PresenceRules): Presence {
  return moves.reduce((presence, move) => moved(presence, move, rules), nowhere);
}

export function moved(before: Presence, move: Move, rules: PresenceRules): Presence {
  const presence = checkedOut(before, move.at, rules);
  return move.kind === 'entry' ? entered(presence, move, rules) : left(presence, move);
}

/** The same presence at a later time: who did not leave through a gate leaves at the check-out time. */
export function checkedOut(presence: Presence, now: Instant, { list, offsets }: PresenceRules): Presence {
  if (presence.inside === 0 || !isCheckedOut(list.checkOutAt, { since: presence.at, now, offsets }))
    return presence;
  return { ...presence, inside: 0 };
}

/** Whether everybody counts as having left somewhere in (since, now]. */
export function isCheckedOut(
  checkOutAt: string | null,
  span: { readonly since: Instant; readonly now: Instant; readonly offsets: ZoneOffsets },
): boolean {
  return checkOutAt !== null && nextTimeOfDay(checkOutAt, span.since, span.offsets) <= span.now;
}

function entered(presence: Presence, move: Move, { list }: PresenceRules): Presence {
  const inside = list.persons === 'one' ? 1 : presence.inside + move.persons;
  return {
    ...presence,
    entries: [...presence.entries, move],
    inside,
    peak: Math.max(presence.peak, inside),
    at: Math.max(presence.at, move.at),
  };
}

function left(presence: Presence, move: Move): Presence {
  const leaving = Math.min(presence.inside, move.persons);
  return {
    ...presence,
    inside: presence.inside - leaving,
    leftFromOutside: presence.leftFromOutside + move.persons - leaving,
    at: Math.max(presence.at, move.at),
  };
}

function entryLimit({ list, ticketEntries }: PresenceRules): number {
  if (ticketEntries === NO_LIMIT) return Infinity;
  if (ticketEntries > 0) return ticketEntries;
  return list.entry === 'single' ? 1 : (list.maxEntries ?? Infinity);
}

/**
 * What stands against one more entry. `spent`: all entries are used; `inside`: the people of the ticket have not
 * left. Of a group that left in part, as many may return as went out.
 */
export function entryObstacle(
  presence: Presence,
  persons: number,
  rules: PresenceRules,
): 'spent' | 'inside' | null {
  if (presence.entries.length >= entryLimit(rules)) return 'spent';
  if (rules.list.entry !== 're-entry' || presence.inside === 0) return null;
  return presence.inside + persons > presence.peak ? 'inside' : null;
}
