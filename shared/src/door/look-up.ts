import { toHex } from '../bytes/index.js';
import type { Move, Policy, Row, Ticket } from '../checkin/index.js';
import {
  acceptedEvent,
  type CoreRecord,
  findMedium,
  findShortCode,
  findTicket,
  type Manifest,
} from '../manifest/index.js';
import { mediumHash, type ShortCode, type TicketBody, ticketHash } from '../ticket-code/index.js';
import { type KnownRow, movesOf } from './known-row.js';

/** All that a phone knows of one event. Tickets are named by their hash in hexadecimal. */
export interface DoorKnowledge {
  readonly manifest: Manifest;
  readonly policy: Policy;
  /** Rows of that ticket, own ones and other phones', without those that were taken back here. */
  rowsOf(ticket: string): readonly KnownRow[];
  /** The highest generation that this phone has accepted; 0: none. */
  newestGenerationOf(ticket: string): number;
  /** Lists on which that ticket has answered and was let in. */
  askedOn(ticket: string): readonly string[];
}

/** What a text stands for; `complete`: no part of the list that could hold more of it is missing. */
export interface FoundTickets {
  readonly complete: boolean;
  readonly tickets: readonly Ticket[];
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
  return {
    complete: !parts.includes('missing'),
    tickets: parts
      .flatMap((part) => (part === 'missing' ? [] : part))
      .map(({ hash, class: index }) => ticketOf(hash, index, knowledge)),
  };
}

export function ticketsOfMedium(text: string, knowledge: DoorKnowledge): FoundTickets {
  const { manifest } = knowledge;
  const parts = manifest.root.events.map(({ salt }) => findMedium(manifest, mediumHash(salt, text)));
  return {
    complete: !parts.includes('missing'),
    tickets: parts
      .flatMap((part) => (part === 'missing' ? [] : part))
      .map((hash) => ticketOf(hash, null, knowledge)),
  };
}

/** @param classIndex what the code says, for a ticket that has no row */
function ticketOf(hash: Uint8Array, classIndex: number | null, knowledge: DoorKnowledge): Ticket {
  const id = toHex(hash);
  const record = findTicket(knowledge.manifest, hash);
  return {
    id,
    row: rowOf(record),
    newestGeneration: knowledge.newestGenerationOf(id),
    history: historyOf(id, { record, classIndex }, knowledge),
    // Lines of a ticket and of its order, add-ons and parents come with the parts of the list that hold them.
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
  return movesOf(id, knowledge.rowsOf(id), { policy: knowledge.policy, ticket: known });
}
