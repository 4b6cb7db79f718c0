/** What somebody held up or typed, as the world knows it, and what the phone knew of it at that moment. */
export interface Presented {
  readonly direction: 'in' | 'out' | 'check';
  readonly by: 'camera' | 'typed' | 'search';
  /** `nothing`: a text that is no code and stands for no ticket. */
  readonly form: 'static' | 'rotating' | 'short' | 'medium' | 'nothing';
  /** The code is of the event that is scanned for, or of a pass that is good there. */
  readonly isOfThisEvent: boolean;
  /** Its signature holds by the key that it names. True for what is no code of ours. */
  readonly isGenuine: boolean;
  /** The key that it names, as the newest root of the phone says it. */
  readonly key: 'active' | 'list-only' | 'dead' | 'unknown';
  /** Of the code; null for what has none. */
  readonly generation: number | null;
  /** The ticket's row in the list that the phone holds; null: it has none, or its part is missing. */
  readonly row: KnownTicket | null;
  /** The highest generation that this phone has let in; 0: none. */
  readonly acceptedGeneration: number;
  readonly list: ListRules;
  /** A person has said yes to what this scan asked before. */
  readonly isConfirmed: boolean;
  /** A person went against the refusal. */
  readonly isOverridden: boolean;
  /** How often this very phone has let in this ticket on this list, without what was taken back. */
  readonly admittedHere: number;
  /** The phone was unsure of the time. */
  readonly isUnsure: boolean;
}

export interface KnownTicket {
  readonly generation: number;
  readonly isGood: boolean;
  readonly isPaid: boolean;
  /** Its class is one of the list's. */
  readonly isOnList: boolean;
}

export interface ListRules {
  readonly entry: 'single' | 'multiple' | 're-entry';
  readonly rotation: 'off' | 'preferred' | 'required';
  readonly byHand: 'admit' | 'confirm' | 'refuse';
  readonly isUnpaidIncluded: boolean;
  readonly notOnList: 'admit' | 'confirm' | 'refuse';
  readonly isAddOnMatch: boolean;
  /** The phone has the parts of the list that name add-ons. */
  readonly hasLinks: boolean;
}

/** What was shown. */
export interface Verdict {
  readonly result: 'admit' | 'exit' | 'confirm' | 'refuse';
  readonly reason: string;
}

type Rule = (presented: Presented, verdict: Verdict) => string | null;

/** Nobody is kept inside for anything else. */
const stopsExit = new Set(['unreadable', 'unknown', 'wrong_event', 'forged']);
const byTime = new Set(['not_yet_valid', 'expired', 'list_closed']);

const rules: readonly Rule[] = [
  ({ direction }, { result, reason }) =>
    direction === 'out' && result !== 'exit' && !stopsExit.has(reason)
      ? `nobody is let out because of ${reason}`
      : null,
  ({ isUnsure, isOverridden }, { result, reason }) =>
    isUnsure && !isOverridden && result === 'refuse' && byTime.has(reason)
      ? `unsure of the time, the phone refuses because of ${reason}`
      : null,
  admits(({ form }) => form === 'nothing', 'a text that stands for nothing'),
  admits(({ isOfThisEvent }) => !isOfThisEvent, 'a code of another event'),
  admits(({ isGenuine }) => !isGenuine, 'a forged code'),
  admits((at) => hasCode(at) && at.key === 'dead', 'a code by a revoked key'),
  admits((at) => !at.isOverridden && isSuperseded(at), 'a code that was given away'),
  admits((at) => !at.isOverridden && isCurrent(at) && at.row?.isGood === false, 'a dead ticket'),
  admits((at) => !at.isOverridden && isUnpaid(at), 'somebody who has not paid'),
  admits(
    (at) => !at.isOverridden && at.form === 'static' && at.list.rotation === 'required',
    'a picture of a code',
  ),
  admits((at) => !at.isOverridden && isByHand(at), 'a typed code without a question'),
  admits((at) => !at.isOverridden && isOffList(at), 'a ticket that is not on the list'),
  admits(
    (at) => !at.isOverridden && at.list.entry === 'single' && at.admittedHere > 0,
    'a ticket that it has let in before',
  ),
];

/**
 * What is wrong with one verdict, whatever the phone had to decide it by: what must hold of each alone, in other words
 * than those of the product. @returns null: nothing
 */
export function wrongVerdict(presented: Presented, verdict: Verdict): string | null {
  for (const rule of rules) {
    const wrong = rule(presented, verdict);
    if (wrong !== null) return wrong;
  }
  return null;
}

function admits(isWrong: (presented: Presented) => boolean, what: string): Rule {
  return (presented, { result }) =>
    result === 'admit' && presented.direction !== 'out' && isWrong(presented)
      ? `the phone lets in ${what}`
      : null;
}

function hasCode({ form }: Presented): boolean {
  return form === 'static' || form === 'rotating';
}

function isSuperseded({ generation, row, acceptedGeneration }: Presented): boolean {
  return generation !== null && generation < Math.max(row?.generation ?? 0, acceptedGeneration);
}

/** The row speaks of this holder and not of the one before. */
function isCurrent({ generation, row }: Presented): boolean {
  return row !== null && (generation === null || generation <= row.generation);
}

function isUnpaid(presented: Presented): boolean {
  if (!isCurrent(presented) || presented.row?.isPaid !== false) return false;
  return !(presented.list.isUnpaidIncluded && presented.isConfirmed);
}

function isByHand({ by, form, list, isConfirmed }: Presented): boolean {
  if (by === 'camera' || (form !== 'short' && by !== 'search')) return false;
  return list.byHand === 'refuse' || (list.byHand === 'confirm' && !isConfirmed);
}

/** Where add-ons may stand for it, and nobody knows them yet, somebody has to be asked. */
function isOffList(presented: Presented): boolean {
  const { row, list, isConfirmed } = presented;
  if (!isCurrent(presented) || row?.isOnList !== false) return false;
  if (!list.isAddOnMatch) return true;
  return !list.hasLinks && !isConfirmed;
}
