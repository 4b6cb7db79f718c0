import { fromHex } from '@gatehouse/shared/bytes';
import { nextTimeOfDay, type Policy } from '@gatehouse/shared/checkin';
import { headCountOf } from '@gatehouse/shared/door';
import { findTicket, type Manifest } from '@gatehouse/shared/manifest';
import { type RowChange, type RowIndex, ticketIn, ticketsIn } from '../log/row-index.js';
import { Sums } from './sums.js';

/** What a count needs at one moment. */
export interface CountGround {
  readonly manifest: Manifest;
  readonly policy: Policy;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const noHash = new Uint8Array();

/** Counts the scans of one event, ticket by ticket: first all that are held, then those that something happened to. */
export class ScanCount {
  readonly sums: Sums;
  readonly #index: RowIndex;
  readonly #event: number;
  /** Tickets in hexadecimal, and the numbers of rows that name none. */
  readonly #waiting = new Set<string | number>();
  #all: Iterator<string> | null;
  readonly #histories: Iterator<string>[] = [];
  /** Everybody on a list leaves at its check-out time, without a row. */
  #emptiesAt: number | null = null;

  constructor(index: RowIndex, event: number, deviceId: string) {
    this.sums = new Sums(deviceId);
    this.#index = index;
    this.#event = event;
    this.#all = index.tickets(event);
    for (const row of index.looseRows()) this.#waiting.add(row);
  }

  /** Cheap: it is called for every row, in the middle of a scan. */
  note(change: RowChange): void {
    if ('loose' in change) this.#waiting.add(change.loose);
    else if ('ticketRow' in change)
      for (const ticket of ticketIn(change.ticketRow)) this.#waiting.add(ticket);
    else this.#histories.push(ticketsIn(change.history));
  }

  isDone(): boolean {
    return this.#all === null && this.#waiting.size === 0 && this.#histories.length === 0;
  }

  /** What time alone has changed. @returns whether there is something to count now */
  look({ policy, now }: Pick<CountGround, 'policy' | 'now'>): boolean {
    if (this.#emptiesAt !== null && now >= this.#emptiesAt) this.again();
    this.#emptiesAt ??= firstCheckOut(policy, now);
    return !this.isDone();
  }

  /** From the beginning; the sums stay until each ticket's turn comes. */
  again(): void {
    this.#emptiesAt = null;
    this.#all = this.#index.tickets(this.#event);
    for (const row of this.#index.looseRows()) this.#waiting.add(row);
  }

  /** Counts one ticket more. */
  step(ground: CountGround): void {
    const [next] = this.#waiting;
    if (next !== undefined) {
      this.#waiting.delete(next);
      this.#count(next, ground);
      return;
    }
    const source = this.#histories[0] ?? this.#all;
    const { done, value } = source?.next() ?? { done: true, value: undefined };
    if (value !== undefined) this.#count(value, ground);
    else if (done === true && this.#histories.length > 0) this.#histories.shift();
    else if (done === true) this.#all = null;
  }

  #count(key: string | number, { manifest, policy, now }: CountGround): void {
    const name = String(key);
    const counted = headCountOf(typeof key === 'number' ? this.#loose(key) : this.#ofTicket(key, manifest), {
      policy,
      now,
    });
    const isNothing = counted.arrivals.length === 0 && counted.inside === 0 && counted.byList.size === 0;
    if (!isNothing || this.sums.has(name)) this.sums.put(name, counted, now);
  }

  #loose(id: number) {
    const row = this.#index.looseRow(id);
    const rows = row === null || row.row.event !== this.#event ? [] : [row];
    return { ticket: null, known: { class: null, entries: 0 }, rows, past: [] };
  }

  #ofTicket(ticket: string, manifest: Manifest) {
    const rows = this.#index.rowsOf(ticket).filter(({ row }) => row.event === this.#event);
    const found = findTicket(manifest, fromHex(ticket) ?? noHash);
    const known = found === null || found === 'missing' ? { class: null, entries: 0 } : found;
    return { ticket, known, rows, past: this.#index.pastOf(ticket, this.#event) };
  }
}

function firstCheckOut({ lists, offsets }: Policy, now: number): number | null {
  const times = lists.flatMap(({ checkOutAt }) =>
    checkOutAt === null ? [] : [nextTimeOfDay(checkOutAt, now, offsets)],
  );
  return times.length === 0 ? null : Math.min(...times);
}
