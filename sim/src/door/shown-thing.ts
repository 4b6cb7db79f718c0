import { toHex } from '@gatehouse/shared/bytes';
import {
  rotatingCodeText,
  rotationKey,
  shortCodeText,
  signTicketCode,
  ticketCodeText,
} from '@gatehouse/shared/ticket-code';
import type { Random } from '../time/random.js';
import type { KnownTicket, Presented } from '../world/expected.js';
import { type DrawnDoor, type DrawnKey, type DrawnTicket, nonsense } from './drawn-door.js';

/** Something that somebody shows at the door, and what the world knows of it. */
export interface ShownThing {
  readonly text: string;
  /** Of a ticket that was searched for. */
  readonly found: Uint8Array | null;
  /** The 80 bytes, where it is a code. */
  readonly code: Uint8Array | null;
  readonly ticket: DrawnTicket | null;
  readonly facts: Pick<
    Presented,
    'by' | 'form' | 'isOfThisEvent' | 'isGenuine' | 'key' | 'generation' | 'row'
  >;
}

const honest = { isOfThisEvent: true, isGenuine: true, key: 'active', generation: null } as const;

export async function drawThing(random: Random, door: DrawnDoor, now: number): Promise<ShownThing> {
  const ticket = random.pick(door.tickets);
  const row = rowOf(door, ticket);
  if (random.chance(0.05)) {
    const facts = { ...honest, by: 'camera', form: 'nothing', row: null } as const;
    return { text: random.pick(nonsense), found: null, code: null, ticket: null, facts };
  }
  if (ticket.record !== null && random.chance(0.1)) {
    const facts = { ...honest, by: 'search', form: 'medium', row } as const;
    return { text: '', found: ticket.hash, code: null, ticket, facts };
  }
  if (ticket.record !== null && random.chance(0.2)) {
    const facts = { ...honest, by: 'typed', form: 'short', row } as const;
    const text = shortCodeText(door.salt, ticket.hash, ticket.record.generation);
    return { text, found: null, code: null, ticket, facts };
  }
  return drawCode(random, door, { ticket, now });
}

async function drawCode(
  random: Random,
  door: DrawnDoor,
  { ticket, now }: { readonly ticket: DrawnTicket; readonly now: number },
): Promise<ShownThing> {
  const key: DrawnKey = random.chance(0.6)
    ? (door.keys[2] ?? random.pick(door.keys))
    : random.pick(door.keys);
  const generation = Math.max(0, (ticket.record?.generation ?? 0) + random.pick([0, 0, 0, 0, -1, -1, 1]));
  const isOfThisEvent = !random.chance(0.07);
  const body = { kid: key.kid, ticket: ticket.number, generation, class: ticket.class };
  const code = await signTicketCode({ ...body, event: door.event + (isOfThisEvent ? 0 : 1) }, key.sign);
  const isForged = key.status !== 'unknown' && isOfThisEvent && random.chance(0.1);
  const last = code.length - 1;
  if (isForged) code[last] = (code[last] ?? 0) ^ 1;
  const isRotating = door.list.rotation !== 'off' && random.chance(0.5);
  const text = isRotating
    ? rotatingCodeText(code, rotationKey(door.rotationSecret, code), now)
    : ticketCodeText(code);
  const facts = {
    by: 'camera',
    form: isRotating ? 'rotating' : 'static',
    isOfThisEvent,
    isGenuine: !isForged,
    key: key.status,
    generation,
    row: rowOf(door, ticket),
  } as const;
  return { text, found: null, code, ticket, facts };
}

/**
 * What the phone's list says. Where what belongs to the ticket stands in for it, its own payment is not asked for, and
 * it dies with its ticket.
 */
function rowOf(door: DrawnDoor, ticket: DrawnTicket): KnownTicket | null {
  const { list, hasLinks } = door;
  const { record } = ticket;
  if (record === null) return null;
  const isOnList = list.classes.includes(record.class);
  const isMatched = !isOnList && list.addOnMatch && hasLinks;
  return {
    generation: record.generation,
    isGood: record.state === 'good',
    isPaid: !record.unpaid || isMatched,
    isOnList: isOnList || (isMatched && hasAddOn(door, ticket)),
  };
}

function hasAddOn({ tickets, list }: DrawnDoor, { parent, hash }: DrawnTicket): boolean {
  const isParent = tickets.findIndex((other) => toHex(other.hash) === toHex(hash)) % 3 === 0;
  return (
    isParent &&
    tickets.some(
      (other) => other.parent === parent && other.record !== null && list.classes.includes(other.class),
    )
  );
}
