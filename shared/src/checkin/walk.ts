import type { Explanation, Notice } from './explanation.js';
import type { Row, Scan, Ticket, TicketCode } from './facts.js';
import type { AccessList, Choice, Now, Policy, TicketClass } from './policy.js';
import { byTime, checkedOut, nowhere, type Presence, type PresenceRules, presenceAfter } from './presence.js';

/** What a check has to say. A check that is content says nothing. */
export type Finding =
  | { readonly kind: 'refuse' | 'confirm'; readonly explanation: Explanation; readonly byTime: boolean }
  | { readonly kind: 'notice'; readonly notice: Notice };

export type Check = (walk: Walk) => readonly Finding[];

/** One ticket on its way through the checks. */
export interface Walk {
  readonly scan: Scan;
  readonly policy: Policy;
  readonly now: Now;
  /** Null: the ticket was found by other text than its own code. */
  readonly code: TicketCode | null;
  readonly ticket: Ticket;
  readonly rowStatus: RowStatus;
  /** The row, where it is in force. */
  readonly row: Row | null;
  readonly classIndex: number | null;
  readonly class: TicketClass | null;
  readonly lists: ListChoice;
  /** The list that is meant; null while that is not settled. */
  readonly list: AccessList | null;
  readonly presence: Presence;
}

/** `older`: the code shown is newer than the row, which then speaks of a former holder. */
export type RowStatus = 'held' | 'older' | 'none' | 'missing';

/** The lists that could be meant: the one named, or those of the ticket's class. */
export interface ListChoice {
  readonly candidates: readonly AccessList[];
  readonly isNamed: boolean;
}

export interface Setting {
  readonly scan: Scan;
  readonly policy: Policy;
  readonly now: Now;
}

export interface Shown {
  readonly ticket: Ticket;
  readonly code: TicketCode | null;
}

/** A code speaks of the ticket that it names; of an add-on, which has a code of its own, it only opens the way. */
export function openWalk({ ticket, code }: Shown, { scan, policy, now }: Setting): Walk {
  const ownCode = code?.ticket.id === ticket.id ? code : null;
  const rowStatus = rowStatusOf(ticket, ownCode);
  const row = rowStatus === 'held' && typeof ticket.row === 'object' ? ticket.row : null;
  const classIndex = row?.class ?? ownCode?.class ?? null;
  const lists = listsFor(scan, { policy, now, classIndex });
  const list = lists.candidates.length === 1 ? (lists.candidates[0] ?? null) : null;
  return {
    scan,
    policy,
    now,
    code,
    ticket,
    rowStatus,
    row,
    classIndex,
    class: policy.classes.find(({ index }) => index === classIndex) ?? null,
    lists,
    list,
    presence: presenceOn(list, ticket, { policy, now, row }),
  };
}

function rowStatusOf({ row }: Ticket, code: TicketCode | null): RowStatus {
  if (row === 'none' || row === 'missing') return row;
  return code !== null && code.generation > row.generation ? 'older' : 'held';
}

type Meant = Pick<Walk, 'policy' | 'now' | 'classIndex'>;

function listsFor(scan: Scan, { policy, now, classIndex }: Meant): ListChoice {
  if (scan.list !== null)
    return { candidates: policy.lists.filter(({ id }) => id === scan.list), isNamed: true };
  const ofClass = policy.lists.filter(({ classes }) => classIndex !== null && classes.includes(classIndex));
  const open = ofClass.filter((list) => isOpen(list, now.estimate));
  return { candidates: open.length > 0 ? open : ofClass, isNamed: false };
}

/** Windows are [from, until). */
function isOpen({ activeFrom, activeUntil }: AccessList, at: number): boolean {
  return at >= (activeFrom ?? -Infinity) && at < (activeUntil ?? Infinity);
}

function presenceOn(
  list: AccessList | null,
  ticket: Ticket,
  walk: Pick<Walk, 'policy' | 'now' | 'row'>,
): Presence {
  if (list === null) return nowhere;
  const rules = presenceRules(list, walk);
  const moves = ticket.history.filter((move) => move.list === list.id).sort(byTime);
  return checkedOut(presenceAfter(moves, rules), walk.now.estimate, rules);
}

export function presenceRules(
  list: AccessList,
  { policy, row }: Pick<Walk, 'policy' | 'row'>,
): PresenceRules {
  return { list, offsets: policy.offsets, ticketEntries: row?.entries ?? 0 };
}

/** On a list for single persons a ticket lets in one, whatever was typed. */
export function personsOf({ list, scan }: Walk): number {
  return list?.persons === 'group' && scan.persons >= 1 ? Math.floor(scan.persons) : 1;
}

export const nothing: readonly Finding[] = [];

export function refuse(explanation: Explanation): readonly Finding[] {
  return [{ kind: 'refuse', explanation, byTime: false }];
}

/** A refusal that a wrong clock would make wrongly. */
export function refuseByTime(explanation: Explanation): readonly Finding[] {
  return [{ kind: 'refuse', explanation, byTime: true }];
}

export function confirm(explanation: Explanation): readonly Finding[] {
  return [{ kind: 'confirm', explanation, byTime: false }];
}

export function notice(found: Notice): readonly Finding[] {
  return [{ kind: 'notice', notice: found }];
}

/** What the organiser chose for something that could also be turned away. */
export function byChoice(choice: Choice, explanation: Explanation): readonly Finding[] {
  if (choice === 'admit') return nothing;
  return choice === 'confirm' ? confirm(explanation) : refuse(explanation);
}
