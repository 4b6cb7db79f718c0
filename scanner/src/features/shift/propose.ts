import type { Root } from '@gatehouse/shared/manifest';
import type { PhoneEvent, Shift } from '../../store/phone.js';

const HOUR_MS = 3_600_000;
/** Doors open before an event, and people still come and go after its end. */
const BEFORE_MS = 6 * HOUR_MS;
const AFTER_MS = 4 * HOUR_MS;

type List = Root['lists'][number];
type Gate = Root['gates'][number];

export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The gate that the organiser gave this phone. */
  readonly gateId: string | null;
}

/**
 * The events in the order in which a shift is likely: those that run, those that have just ended, those to come, those
 * that are over. Between two dates of one day the next one comes first as soon as the one before has ended.
 */
export function likelyEvents(events: readonly PhoneEvent[], now: number): readonly PhoneEvent[] {
  const rank = (event: PhoneEvent) => {
    if (isOver(event, now)) return 3;
    if (now > endOf(event)) return 1;
    return now >= event.startsAt - BEFORE_MS ? 0 : 2;
  };
  const distance = (event: PhoneEvent) => Math.abs(now - event.startsAt);
  return [...events].sort((a, b) => rank(a) - rank(b) || distance(a) - distance(b));
}

function endOf({ startsAt, endsAt }: PhoneEvent): number {
  return endsAt ?? startsAt + 12 * HOUR_MS;
}

/** Nobody comes or goes any more. */
function isOver(event: PhoneEvent, now: number): boolean {
  return now > endOf(event) + AFTER_MS;
}

/** Whether a shift was kept from a date that is over, on a phone that serves a likelier one by now. */
export function isOutdated(shift: Shift | null, events: readonly PhoneEvent[], now: number): boolean {
  const event = events.find(({ id }) => id === shift?.eventId);
  return event !== undefined && isOver(event, now) && likelyEvents(events, now)[0] !== event;
}

/** Where a list names gates, a phone at none of them would send everybody away. */
export function namesGates(list: List | undefined): boolean {
  return list !== undefined && list.gates.length > 0;
}

/** The gates through which a list admits. */
export function gatesOf(root: Root, list: List | undefined): readonly Gate[] {
  return list && namesGates(list) ? root.gates.filter(({ id }) => list.gates.includes(id)) : root.gates;
}

/** Fills in what is most likely meant. @returns null while nothing of the event's list is here */
export function proposeShift(event: PhoneEvent, moment: Moment): Shift | null {
  const { root } = event;
  if (root === null) return null;
  const list = likelyList(root, moment);
  if (list === undefined) return null;
  return { eventId: event.id, listId: list.id, ...proposeGate(root, list, moment) };
}

/** After another list was chosen: its gate and direction. */
export function proposeGate(
  root: Root,
  list: List,
  { gateId }: Pick<Moment, 'gateId'>,
): Pick<Shift, 'gateId' | 'direction'> {
  const gates = gatesOf(root, list);
  const own = gates.find(({ id }) => id === gateId);
  const gate = own ?? (namesGates(list) || gates.length === 1 ? gates[0] : undefined);
  return { gateId: gate?.id ?? null, direction: gate === undefined ? 'in' : directionOf(gate) };
}

/** A gate that only leads outside is a way out. */
function directionOf(gate: Gate): Shift['direction'] {
  return gate.to === null && gate.from !== null ? 'out' : 'in';
}

function likelyList(root: Root, { now, gateId }: Moment): List | undefined {
  const rank = (list: List) => {
    const isOpen = (list.activeFrom ?? -Infinity) <= now && now < (list.activeUntil ?? Infinity);
    const isHere = gateId !== null && list.gates.includes(gateId);
    const isElsewhere = gateId !== null && list.gates.length > 0 && !isHere;
    return (isOpen ? 0 : 4) + (isElsewhere ? 2 : 0) + (isHere ? 0 : 1);
  };
  return [...root.lists].sort((a, b) => rank(a) - rank(b))[0];
}

/** Whether a shift that was kept over a restart still makes sense. */
export function isPossible(shift: Shift, events: readonly PhoneEvent[]): boolean {
  const root = events.find(({ id }) => id === shift.eventId)?.root;
  // Without a root yet there is nothing to compare; scanning goes on with what was chosen.
  if (root === undefined || root === null) return root === null;
  const knowsGate = shift.gateId === null || root.gates.some(({ id }) => id === shift.gateId);
  return knowsGate && root.lists.some(({ id }) => id === shift.listId);
}
