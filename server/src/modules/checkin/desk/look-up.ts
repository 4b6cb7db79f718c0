import { fromHex, toHex } from '@gatehouse/shared/bytes';
import type { Policy } from '@gatehouse/shared/checkin';
import { type DoorKnowledge, type KnownRow, policyOf } from '@gatehouse/shared/door';
import type { LogRow } from '@gatehouse/shared/log';
import {
  acceptedEvent,
  layLinks,
  layMedia,
  layOver,
  type Manifest,
  unchanged,
} from '@gatehouse/shared/manifest';
import { type ParsedScan, ticketHash } from '@gatehouse/shared/ticket-code';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import {
  type NamedTicket,
  type RotationSecrets,
  shortBitsOf,
  type Ticketing,
} from '../../ticketing/index.js';
import { readAskedLists, readRecordsAtDoor, type ScanRecord } from '../log/index.js';
import { asksForRotation } from '../manifest/index.js';
import { readAcceptedGenerations } from './desk-answers.js';
import { type DeskDoor, emptyTables } from './desk-door.js';
import type { ReadScan } from './read-scans.js';

export interface LookUpDeps {
  readonly events: Events;
  readonly ticketing: Ticketing;
}

/** What the server knows of the tickets that some scans could mean, and what those scans add to it. */
export class DeskKnowledge {
  readonly known: DoorKnowledge;
  readonly #named: ReadonlyMap<string, NamedTicket>;
  readonly #rows: Map<string, KnownRow[]>;
  readonly #newest: Map<string, number>;
  readonly #asked: Map<string, string[]>;

  constructor(found: {
    readonly manifest: Manifest;
    readonly policy: Policy;
    readonly named: ReadonlyMap<string, NamedTicket>;
    readonly rows: Map<string, KnownRow[]>;
    readonly newest: Map<string, number>;
    readonly rotationSecretsOf: DoorKnowledge['rotationSecretsOf'];
    readonly asked: Map<string, string[]>;
  }) {
    this.#named = found.named;
    this.#rows = found.rows;
    this.#newest = found.newest;
    this.#asked = found.asked;
    this.known = {
      manifest: found.manifest,
      policy: found.policy,
      rowsOf: (ticket) => this.#rows.get(ticket) ?? [],
      newestGenerationOf: (ticket) => this.#newest.get(ticket) ?? 0,
      askedOn: (ticket) => this.#asked.get(ticket) ?? [],
      rotationSecretsOf: found.rotationSecretsOf,
    };
  }

  /** @param ticket its hash in hexadecimal */
  named(ticket: string): NamedTicket | undefined {
    return this.#named.get(ticket);
  }

  /** A row that was decided and is about to be kept. @param isAnswered nobody asks its ticket again on its list */
  add(row: LogRow, isAnswered: boolean): void {
    if (row.ticketHash === null) return;
    const ticket = toHex(row.ticketHash);
    if (isAnswered && row.list !== null)
      this.#asked.set(ticket, [...(this.#asked.get(ticket) ?? []), row.list]);
    if (row.effect === 'none' || row.effect === 'check') return;
    this.#rows.set(ticket, [...(this.#rows.get(ticket) ?? []), { row, review: null }]);
  }

  accept({ ticket, generation }: { readonly ticket: string; readonly generation: number }): void {
    this.#newest.set(ticket, generation);
  }
}

/** Looks up all tickets that these scans could mean, with a few questions for all of them. */
export async function lookUp(
  trx: ClosedTransaction,
  deps: LookUpDeps,
  { door, scans }: { readonly door: DeskDoor; readonly scans: readonly ReadScan[] },
): Promise<DeskKnowledge> {
  const { eventId } = door.key;
  const parsed = scans.map((scan) => scan.parsed);
  const hashes = parsed.flatMap((one) => ownHash(one, door) ?? []);
  const prefixes = parsed.flatMap((one) => (one.form === 'short' ? [one.short.hashPrefix] : []));
  const found = await deps.ticketing.findDoorTickets(trx, eventId, {
    shortBits: [...hashes, ...prefixes].map((hash) => shortBitsOf(Buffer.from(hash))),
    barcodes: parsed.flatMap((one) => (one.form === 'foreign' || one.form === 'short' ? [one.text] : [])),
    ticketIds: [],
  });
  const tickets = [...new Set([...hashes, ...found.records.map(({ hash }) => hash)].map(toHex))];
  const passIds = (await deps.events.readAccepted(trx, eventId)).slice(1);
  const records =
    tickets.length > 0 ? await readRecordsAtDoor(trx, { eventId, passIds }, { tickets, scanIds: [] }) : [];
  const manifest: Manifest = {
    root: door.root,
    ...emptyTables,
    links: { bits: 0, segments: [] },
    tickets: door.root.tickets,
    changed: layOver(unchanged.changed, found.records),
    changedMedia: layMedia(unchanged.changedMedia, found.media),
    changedLinks: layLinks(unchanged.changedLinks, found.links),
  };
  return new DeskKnowledge({
    manifest,
    policy: policyOf(door.root, 'supervisor', await otherEventsOf(trx, deps.events, { door, parsed })),
    named: new Map(found.named.map((ticket) => [toHex(ticket.hash), ticket])),
    rows: rowsByTicket(records),
    newest: await readAcceptedGenerations(trx, eventId, tickets),
    rotationSecretsOf: await secretsFor(trx, deps, { door, parsed }),
    asked: await readAskedLists(trx, eventId, tickets),
  });
}

/** Opened only when a code that needs them was shown. */
async function secretsFor(
  trx: ClosedTransaction,
  { events, ticketing }: LookUpDeps,
  { door, parsed }: { readonly door: DeskDoor; readonly parsed: readonly ParsedScan[] },
): Promise<DoorKnowledge['rotationSecretsOf']> {
  const opened = new Map<number, readonly Uint8Array[]>();
  const asked = asksForRotation(door.root) ? parsed.filter(({ form }) => form === 'rotating') : [];
  const numbers = asked.flatMap(
    (one) => ('body' in one ? acceptedEvent(door.root, one.body.event) : null)?.id ?? [],
  );
  const { organisationId } = door.key;
  for (const [number, eventId] of await events.findIds(trx, [...new Set(numbers)])) {
    const secrets = await ticketing.openRotation(trx, { organisationId, eventId });
    if (secrets !== undefined) opened.set(number, allOf(secrets));
  }
  return (event) => opened.get(event) ?? null;
}

/** Of a ticket of the event, or of a pass that is good here. */
function ownHash(parsed: ParsedScan, { root }: DeskDoor): Uint8Array | null {
  if (parsed.form !== 'native' && parsed.form !== 'rotating') return null;
  const of = acceptedEvent(root, parsed.body.event);
  return of === null ? null : ticketHash(of.salt, parsed.body.ticket);
}

/** At the places among the rows of their phones that the review has found for them. */
function rowsByTicket(records: readonly ScanRecord[]): Map<string, KnownRow[]> {
  const rows = new Map<string, KnownRow[]>();
  for (const { row, span, review } of records) {
    if (row.kind !== 'scan' || row.ticketHash === null) continue;
    const ticket = toHex(row.ticketHash);
    const known = { row: { ...row, time: { ...row.time, ...span } }, review };
    rows.set(ticket, [...(rows.get(ticket) ?? []), known]);
  }
  return rows;
}

function allOf({ current, previous }: RotationSecrets): Buffer[] {
  return previous === null ? [current] : [current, previous];
}

const mostOtherEvents = 10;

/** The organisation's other events whose codes were shown, so that the answer can name them. */
async function otherEventsOf(
  trx: ClosedTransaction,
  events: Events,
  { door, parsed }: { readonly door: DeskDoor; readonly parsed: readonly ParsedScan[] },
): Promise<Policy['otherEvents']> {
  const numbers = parsed.flatMap((one) =>
    (one.form === 'native' || one.form === 'rotating') && one.body.event !== door.root.event
      ? [one.body.event]
      : [],
  );
  if (numbers.length === 0) return [];
  const ids = await events.findIds(trx, [...new Set(numbers)].slice(0, mostOtherEvents));
  const others: { id: number; name: string }[] = [];
  for (const [id, eventId] of ids) others.push({ id, name: (await events.read(trx, eventId)).name });
  return others;
}

/** @param ticket a hash in hexadecimal, as `decide` names tickets */
export function hashOf(ticket: string): Buffer | null {
  const bytes = fromHex(ticket);
  return bytes === null || bytes.length === 0 ? null : Buffer.from(bytes);
}
