import { fromHex, toHex } from '../bytes/index.js';
import type { Move, Policy, Row, Ticket } from '../checkin/index.js';
import {
  acceptedEvent,
  type CoreRecord,
  findGroup,
  findLinks,
  findMedium,
  findShortCode,
  findTicket,
  isEmptiedMedium,
  type LinkRecord,
  type Manifest,
} from '../manifest/index.js';
import type { PastScan } from '../protocol/index.js';
import {
  mediumHash,
  type ShortCode,
  TICKET_HASH_BYTES,
  type TicketBody,
  ticketHash,
} from '../ticket-code/index.js';
import { type KnownRow, movesOf } from './known-row.js';

/** All that a phone knows of one event. Tickets are named by their hash in hexadecimal. */
export interface DoorKnowledge {
  readonly manifest: Manifest;
  readonly policy: Policy;
  /** Rows of that ticket, own ones and other phones', without those that were taken back here. */
  rowsOf(ticket: string): readonly KnownRow[];
  /** Scans of that ticket that stand and are held as records of a history alone. */
  pastOf?(ticket: string): readonly PastScan[];
  /** The tickets of a medium that was bound at a door, which outranks the list; null: none did. @param medium its hash */
  boundTo?(medium: Uint8Array): readonly Uint8Array[] | null;
  /** The highest generation that this phone has accepted; 0: none. */
  newestGenerationOf(ticket: string): number;
  /** The rotation secret of this event, or of a pass that is good here, and its predecessor; null: not here. */
  rotationSecretsOf(event: number): readonly Uint8Array[] | null;
  /** Lists on which that ticket has answered and was let in. */
  askedOn(ticket: string): readonly string[];
}

/** What a text stands for; `complete`: no part of the list that could hold more of it is missing. */
export interface FoundTickets {
  readonly complete: boolean;
  readonly tickets: readonly Ticket[];
  /** It stood for tickets once, and was taken from all of them. */
  readonly dead?: boolean;
}

/** @returns null for a code of another event, whose salt nobody here knows */
export function ticketOfCode(body: TicketBody, knowledge: DoorKnowledge): Ticket | null {
  const accepted = acceptedEvent(knowledge.manifest.root, body.event);
  return accepted === null ? null : ticketOf(ticketHash(accepted.salt, body.ticket), body.class, knowledge);
}

/** The event's own salt first, then those of the passes that are good here. */
export function ticketsOfShortCode(short: ShortCode, knowledge: DoorKnowledge): FoundTickets {
  const { manifest } = knowledge;
  const parts = manifest.root.events.map(({ salt }) => findShortCode(manifest, short, salt));
  return foundIn(
    parts.map((part) => (part === 'missing' ? part : part.map(({ hash }) => hash))),
    knowledge,
  );
}

/** What was given out at a door outranks what any of the lists says of the same text. */
export function ticketsOfMedium(text: string, knowledge: DoorKnowledge): FoundTickets {
  const { manifest } = knowledge;
  const hashes = manifest.root.events.map(({ salt }) => mediumHash(salt, text));
  const bound = hashes.flatMap((hash) => {
    const tickets = knowledge.boundTo?.(hash) ?? null;
    return tickets === null ? [] : [tickets];
  });
  const isBound = bound.length > 0;
  const found = foundIn(isBound ? bound : hashes.map((hash) => findMedium(manifest, hash)), knowledge);
  const isDead = isBound || hashes.some((hash) => isEmptiedMedium(manifest, hash));
  return isDead && found.tickets.length === 0 ? { ...found, dead: true } : found;
}

/** By chance two salts may lead to one ticket, which is one ticket all the same. */
function foundIn(
  parts: readonly (readonly Uint8Array[] | 'missing')[],
  knowledge: DoorKnowledge,
): FoundTickets {
  const hashes = parts.flatMap((part) => (part === 'missing' ? [] : part));
  const distinct = new Map(hashes.map((hash) => [toHex(hash), hash]));
  return {
    complete: !parts.includes('missing'),
    tickets: [...distinct.values()].map((hash) => ticketOf(hash, null, knowledge)),
  };
}

/** @param hash of a ticket that somebody found by other means than its code; null: no such ticket */
export function foundTicket(hash: Uint8Array | null, knowledge: DoorKnowledge): FoundTickets {
  return { complete: true, tickets: hash === null ? [] : [ticketOf(hash, null, knowledge)] };
}

/** The tickets of one order, this one among them; none for a ticket that is alone. @param ticket its hash in hexadecimal */
export function ticketsOfOrder(ticket: string, knowledge: DoorKnowledge): FoundTickets {
  const hash = fromHex(ticket);
  const links = hash?.length === TICKET_HASH_BYTES ? findLinks(knowledge.manifest, hash) : null;
  if (links === null || links === 'missing') return { complete: links === null, tickets: [] };
  const { complete, tickets } = findGroup(knowledge.manifest, { order: links.order });
  return { complete, tickets: tickets.map((other) => ticketOf(other.hash, null, knowledge)) };
}

/**
 * A ticket with what it has to do with others: its add-ons where a list lets it stand for them, and the one that it was
 * added to, with which it dies.
 * @param classIndex what the code says, for a ticket that has no row
 */
function ticketOf(hash: Uint8Array, classIndex: number | null, knowledge: DoorKnowledge): Ticket {
  const ticket = ticketAlone(hash, classIndex, knowledge);
  const { manifest, policy } = knowledge;
  const links = typeof ticket.row === 'object' ? findLinks(manifest, hash) : null;
  const isMatched = policy.lists.some(({ addOnMatch }) => addOnMatch);
  if (links === null || (links !== 'missing' && links.parent === 0)) return ticket;
  if (links === 'missing') return { ...ticket, addOns: isMatched ? 'missing' : [] };
  if (links.role === 'parent' && !isMatched) return ticket;
  const group = findGroup(manifest, { parent: links.parent });
  const others = group.tickets.filter((other) => toHex(other.hash) !== ticket.id);
  const alone = (other: LinkRecord) => ticketAlone(other.hash, null, knowledge);
  if (links.role === 'add-on') {
    const parent = others.find(({ role }) => role === 'parent');
    return { ...ticket, parent: parent === undefined ? null : alone(parent) };
  }
  const addOns = others.filter(({ role }) => role === 'add-on').map(alone);
  return { ...ticket, addOns: addOns.length === 0 && !group.complete ? 'missing' : addOns };
}

function ticketAlone(hash: Uint8Array, classIndex: number | null, knowledge: DoorKnowledge): Ticket {
  const id = toHex(hash);
  const record = findTicket(knowledge.manifest, hash);
  return {
    id,
    row: rowOf(record),
    newestGeneration: knowledge.newestGenerationOf(id),
    history: historyOf(id, { record, classIndex }, knowledge),
    // Lines of a ticket and of its order come with the parts of the list that hold them.
    ticketTexts: [],
    orderTexts: [],
    answers: {},
    askedOn: knowledge.askedOn(id),
    addOns: [],
    parent: null,
  };
}

function rowOf(record: CoreRecord | null | 'missing'): Ticket['row'] {
  if (record === 'missing') return 'missing';
  if (record === null) return 'none';
  const { hash: _hash, linked: _linked, ...row }: CoreRecord = record;
  return row satisfies Row;
}

interface Described {
  readonly record: CoreRecord | null | 'missing';
  readonly classIndex: number | null;
}

function historyOf(id: string, { record, classIndex }: Described, knowledge: DoorKnowledge): Move[] {
  const known = record === null || record === 'missing' ? { class: classIndex, entries: 0 } : record;
  const past = knowledge.pastOf?.(id) ?? [];
  return movesOf(id, knowledge.rowsOf(id), { policy: knowledge.policy, ticket: known, past });
}
