import { fromHex, toHex, uuidToBytes } from '@gatehouse/shared/bytes';
import type { KnownRow } from '@gatehouse/shared/door';
import {
  countAnswers,
  decodeRow,
  glanceAtRow,
  glanceAtTicket,
  glanceKey,
  type LogRow,
} from '@gatehouse/shared/log';
import { tableRows } from '@gatehouse/shared/manifest';
import {
  type History,
  type PastScan,
  pastScans,
  type Review,
  type ReviewedRow,
} from '@gatehouse/shared/protocol';

import { BindIndex } from './bind-index.js';

const MOST_FOUND = 16;

interface Entry {
  readonly bytes: Uint8Array;
  readonly review: Review | null;
  /** Its questions were answered, and it was let in. */
  readonly answered: boolean;
}

/** A row as it came. */
interface Added extends Omit<Entry, 'answered'> {
  readonly answered?: boolean;
  /** Of this phone's own rows: what lies beside it. */
  readonly details?: Uint8Array | null;
}

/**
 * All rows that move people, of this phone and of others, by ticket and by id. It holds them as they came and decodes
 * only what is asked for, so that many thousand are there at once after a start.
 */
export class RowIndex {
  /** What was bound at doors. */
  readonly binds = new BindIndex();
  readonly #byTicket = new Map<number, number[]>();
  /** The entry of each row; a later one of the same row has taken its place. */
  readonly #byId = new Map<number, Entry>();
  /** By the undone scan, the second half of its id: the undo rows that count. */
  readonly #undone = new Map<string, Set<string>>();
  readonly #extras = new Set<number>();
  /** What was scanned before this phone knew anything of the event, packed as it came. */
  readonly #past: History[] = [];
  /** Rows that name no ticket and are people all the same: counts, and who was let in without one. */
  readonly #loose = new Map<number, Entry>();
  readonly #listeners = new Set<RowListener>();
  /** The rows of the last answers, which are drawn several times a scan. */
  readonly #found = new Map<Entry, KnownRow | null>();

  /** @param listener hears of what a new row may have changed; @returns ends it */
  onRow(listener: RowListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param review null: of this phone, and the server has not said anything yet */
  add({ bytes, review, answered = false, details = null }: Added): void {
    const glance = glanceAtRow(bytes);
    if (glance === null) return;
    if (glance.kind === 'undo') this.#addUndo(bytes, review);
    if (glance.kind === 'bind') this.binds.add(bytes, review);
    if (glance.kind === 'count') this.#addLoose(glance.id, { bytes, review, answered: false });
    if (glance.kind !== 'scan' || glance.effect === 'none') return;
    const before = this.#byId.get(glance.id);
    const isAnswered =
      answered ||
      before?.answered === true ||
      (details !== null && glance.admitted && countAnswers(details) > 0);
    if (glance.effect === 'check' && !isAnswered) return;
    const entry = { bytes, review: review ?? before?.review ?? null, answered: isAnswered };
    this.#byId.set(glance.id, entry);
    if (glance.ticket === 0) this.#addLoose(glance.id, entry);
    else this.#tell({ ticketRow: bytes });
    if (before === undefined && glance.ticket !== 0) this.#name(glance.ticket, glance.id);
    if (review?.standing === 'extra') this.#extras.add(glance.id);
    else if (review !== null) this.#extras.delete(glance.id);
  }

  addAll(rows: Iterable<ReviewedRow>): void {
    for (const row of rows) this.add(row);
  }

  addPast(history: History): void {
    this.#past.push(history);
    this.#tell({ history });
  }

  /** The hashes, in hexadecimal, of the tickets that rows are held of; one may come twice. */
  *tickets(event: number): Generator<string> {
    for (const ids of this.#byTicket.values())
      for (const id of ids) yield* ticketIn(this.#byId.get(id)?.bytes);
    for (const history of this.#past) if (history.event === event) yield* ticketsIn(history);
  }

  /** By what `onRow` calls them. */
  looseRows(): number[] {
    return [...this.#loose.keys()];
  }

  /** @returns null also for what was taken back */
  looseRow(id: number): KnownRow | null {
    const row = known(this.#loose.get(id));
    return row === null || this.isUndone(row.row.id) ? null : row;
  }

  /**
   * Scans of this ticket that are held as records alone: a full row of the same scan says more, and an undo takes it back.
   * @param ticket its hash in hexadecimal
   * @param event only those at its doors: a pass is scanned at the doors of several events
   */
  pastOf(ticket: string, event?: number): PastScan[] {
    const hash = fromHex(ticket);
    if (hash?.length !== 8) return [];
    return this.#past
      .filter((history) => event === undefined || history.event === event)
      .flatMap((history) => pastScans(history, hash))
      .filter(({ id }) => !this.#byId.has(glanceKey(uuidToBytes(id), 8)) && !this.isUndone(id));
  }

  /** Rows of this ticket that no undo has taken back. @param ticket its hash in hexadecimal */
  rowsOf(ticket: string): KnownRow[] {
    return this.#entriesOf(ticket)
      .flatMap((entry) => known(entry) ?? [])
      .filter(({ row }) => isOf(row, ticket) && row.effect !== 'check' && !this.isUndone(row.id));
  }

  /** Lists on which this ticket has answered and was let in: what was taken back or set apart is forgotten. */
  askedOn(ticket: string): string[] {
    return this.#entriesOf(ticket)
      .filter(({ answered, review }) => answered && isInForce(review))
      .flatMap((entry) => known(entry) ?? [])
      .flatMap(({ row }) => (isOf(row, ticket) && !this.isUndone(row.id) ? (row.list ?? []) : []));
  }

  /** @returns null unless a row of this id moves people */
  find(id: string): KnownRow | null {
    const found = this.#keep(this.#byId.get(glanceKey(uuidToBytes(id), 8)));
    return found?.row.id === id && found.row.effect !== 'check' ? found : null;
  }

  #keep(entry: Entry | undefined): KnownRow | null {
    if (entry === undefined) return null;
    const kept = this.#found.get(entry);
    if (kept !== undefined) return kept;
    const row = known(entry);
    this.#found.set(entry, row);
    const [oldest] = this.#found.keys();
    if (this.#found.size > MOST_FOUND && oldest !== undefined) this.#found.delete(oldest);
    return row;
  }

  isUndone(id: string): boolean {
    return (this.#undone.get(secondHalf(id))?.size ?? 0) > 0;
  }

  /** The rows that the server calls one too many. */
  extras(): KnownRow[] {
    return [...this.#extras].flatMap((id) => known(this.#byId.get(id)) ?? []);
  }

  #entriesOf(ticket: string): Entry[] {
    const hash = fromHex(ticket);
    const ids = hash?.length === 8 ? this.#byTicket.get(glanceKey(hash, 0)) : undefined;
    return (ids ?? []).flatMap((id) => this.#byId.get(id) ?? []);
  }

  #name(ticket: number, id: number): void {
    const ids = this.#byTicket.get(ticket);
    if (ids === undefined) this.#byTicket.set(ticket, [id]);
    else ids.push(id);
  }

  #addLoose(id: number, entry: Entry): void {
    this.#loose.set(id, { ...entry, review: entry.review ?? this.#loose.get(id)?.review ?? null });
    this.#tell({ loose: id });
  }

  #tell(change: RowChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  #addUndo(bytes: Uint8Array, review: Review | null): void {
    const undo = decodeRow(bytes);
    if (!undo.ok || undo.value.names === null) return;
    const scan = secondHalf(undo.value.names.scan);
    const undos = this.#undone.get(scan) ?? new Set();
    this.#undone.set(scan, undos);
    if (review?.standing === 'quarantined') undos.delete(undo.value.id);
    else undos.add(undo.value.id);
    if (undo.value.ticketHash === null)
      this.#tell({ loose: glanceKey(uuidToBytes(undo.value.names.scan), 8) });
    else this.#tell({ ticketRow: bytes });
  }
}

/** What a row may have changed: of a ticket, of a row without one, or much at once. */
export type RowChange =
  | { readonly ticketRow: Uint8Array }
  | { readonly loose: number }
  | { readonly history: History };

export type RowListener = (change: RowChange) => void;

/** @param bytes of a row, undecoded; @returns the ticket's hash in hexadecimal, or nothing */
export function ticketIn(bytes: Uint8Array | undefined): readonly string[] {
  const hash = bytes === undefined ? null : glanceAtTicket(bytes);
  return hash === null ? [] : [toHex(hash)];
}

export function* ticketsIn({ records }: History): Generator<string> {
  for (const { key } of tableRows(records)) yield toHex(key);
}

/** Sixty-two random bits: all that a record of a scan has of its id. */
function secondHalf(id: string): string {
  return id.slice(19);
}

function known(entry: Entry | undefined): KnownRow | null {
  if (entry === undefined) return null;
  const row = decodeRow(entry.bytes);
  return row.ok ? { row: row.value, review: entry.review } : null;
}

function isInForce(review: Review | null): boolean {
  return review === null || review.standing === 'stands' || review.standing === 'extra';
}

function isOf({ ticketHash }: LogRow, ticket: string): boolean {
  return ticketHash !== null && toHex(ticketHash) === ticket;
}
