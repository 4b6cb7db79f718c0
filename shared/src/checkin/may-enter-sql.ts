import type { AccessList, Policy } from './policy.js';
import { NO_LIMIT } from './presence.js';
import { ruleSql } from './rules/rule-sql.js';
import { joinParts, part, type SqlPart, text } from './rules/sql-part.js';
import type { RuleGround } from './rules/view.js';
import { unreachable } from './unreachable.js';
import { type Instant, lastTimeOfDay } from './zone-time.js';

/** What the question is asked about: everybody at once, at one gate and one instant. */
export interface MayEnterGround {
  readonly policy: Pick<Policy, 'times' | 'offsets' | 'events'>;
  readonly now: Instant;
  readonly gate: string | null;
}

/**
 * Who could enter now: a condition over a row of `door` that is true for exactly those tickets that `decide` would
 * admit, or would admit after a yes, if one person showed the ticket's present code on this list at this gate.
 *
 * The columns of `door` are `state` and `parent_state` (text; null: the ticket was added to none), `kid` (integer),
 * `class` (integer: of the ticket type), `usable` (what `usableSql` says of the row) and `usable_add_ons` (integer: of
 * how many tickets that were added to this one it says true).
 */
export function mayEnterSql(list: AccessList, ground: MayEnterGround): SqlPart {
  if (!isOpenAt(list, ground)) return text('false');
  const own = part`door.usable and coalesce(door.parent_state, 'good') = 'good'`;
  return part`door.kid = any(${usableKeys(ground.policy)}::integer[]) and case
    when ${isOnList(list)} then ${own} else ${matched(list)} end`;
}

/** A ticket that is not on the list stands for its add-ons that are; of two that are usable nobody guesses one. */
function matched({ addOnMatch }: AccessList): SqlPart {
  return addOnMatch ? text(`door.state = 'good' and door.usable_add_ons = 1`) : text('false');
}

/**
 * What can be said of a ticket by itself, shown or matched as an add-on, whatever code opened the way.
 *
 * The columns of `door` are those that `ruleSql` names and: `state` (text), `class` (integer: of the ticket type),
 * `valid_from` and `valid_until` (milliseconds since 1970, null: no bound), `within` (integer: people inside after the
 * last move), `peak` (the most that were inside at once), `moved_at` (the last move), `owes` (unpaid, and not good
 * without) and `allowed_entries` (the ticket's own: 0 as the list says, 255 no limit). `inside` is computed here from
 * them, so the row must offer it through `insideSql`.
 */
export function usableSql(list: AccessList, ground: MayEnterGround): SqlPart {
  if (!isOpenAt(list, ground)) return text('false');
  const { now } = ground;
  const conditions = [
    text(`door.state = 'good'`),
    isOnList(list),
    part`coalesce(door.valid_from <= ${now}::numeric, true)`,
    part`coalesce(door.valid_until > ${now}::numeric, true)`,
    entriesLeft(list),
    ...(list.includeUnpaid ? [] : [text('not door.owes')]),
    ...(list.rule === null ? [] : [part`(${ruleSql(list.rule, ruleGround(list, ground))}) is true`]),
  ];
  return joinParts(conditions, ' and ');
}

function isOpenAt(list: AccessList, { now, gate }: MayEnterGround): boolean {
  const isOpen = now >= (list.activeFrom ?? -Infinity) && now < (list.activeUntil ?? Infinity);
  return isOpen && (list.gates.length === 0 || (gate !== null && list.gates.includes(gate)));
}

function isOnList({ classes }: AccessList): SqlPart {
  return part`door.class = any(${classes}::integer[])`;
}

/** Whether anybody is inside now: who did not leave through a gate has left at the check-out time. */
export function insideSql({ checkOutAt }: AccessList, { policy, now }: MayEnterGround): SqlPart {
  const left = checkOutAt === null ? null : lastTimeOfDay(checkOutAt, now, policy.offsets);
  return left === null
    ? text('(presence.within > 0)')
    : part`(presence.within > 0 and presence.moved_at >= ${left}::numeric)`;
}

function ruleGround(list: AccessList, { policy, now, gate }: MayEnterGround): RuleGround {
  return {
    now,
    gate,
    times: policy.times,
    calendar: { offsets: policy.offsets, dayStartsAt: list.dayStartsAt },
  };
}

/** A row of the ticket's generation is at hand here, so `list-only` is as good as active. */
function usableKeys({ events }: MayEnterGround['policy']): number[] {
  return events.flatMap(({ keys }) => keys.filter(({ status }) => status !== 'dead').map(({ kid }) => kid));
}

/** As `entryObstacle` says it of one person. */
function entriesLeft({ entry, maxEntries }: AccessList): SqlPart {
  switch (entry) {
    case 'single':
      return notSpent(1);
    case 'multiple':
      return notSpent(maxEntries);
    case 're-entry':
      return part`${notSpent(maxEntries)} and (not door.inside or door.within < door.peak)`;
    default:
      return unreachable(entry);
  }
}

/** The ticket's own number of entries stands before the list's. */
function notSpent(most: number | null): SqlPart {
  const byList = most === null ? text('true') : part`cardinality(door.entries) < ${most}::integer`;
  return part`case door.allowed_entries when 0 then ${byList} when ${NO_LIMIT}::integer then true
    else cardinality(door.entries) < door.allowed_entries end`;
}
