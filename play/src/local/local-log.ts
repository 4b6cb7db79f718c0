import { toHex } from '@gatehouse/shared/bytes';
import {
  conflictsOf,
  insideByList,
  type Review as Reviewed,
  reviewsOf,
  walkRows,
} from '@gatehouse/shared/checkin';
import { policyOf, toReviewRow } from '@gatehouse/shared/door';
import { decodeRow, isAnsweredRow, isScanProof, type LogRow, rowHash } from '@gatehouse/shared/log';
import type { Position } from '@gatehouse/shared/manifest';
import type { BatchRow, Receipt, Review, ScansPage } from '@gatehouse/shared/protocol';
import type { LocalEvent } from './local-event.js';
import { cutHistory } from './local-history.js';

export interface HeldRow {
  readonly row: LogRow;
  readonly bytes: Uint8Array;
  readonly isQuarantined: boolean;
  readonly answered: boolean;
  review: Review;
  /** Where it lies in the event's feed; 0: not told to phones. */
  position: number;
}

const standing: Review = { standing: 'stands', sure: true, first: null, what: '' };

/** Stands in for the server where the protocol needs one: keeps rows, reviews them all, and tells phones. */
export class LocalLog {
  readonly #rows = new Map<number, HeldRow[]>();
  readonly #devices = new Map<string, BatchRow[]>();
  readonly #trusted = new Map<string, number>();

  /** From here on rows of this phone count only where it proves that it saw the code. */
  revoke(device: string): void {
    if (!this.#trusted.has(device)) this.#trusted.set(device, this.#devices.get(device)?.length ?? 0);
  }

  async take(
    device: string,
    batch: { firstSeq: number; rows: readonly BatchRow[] },
    events: ReadonlyMap<number, LocalEvent>,
  ): Promise<void> {
    const held = this.#devices.get(device) ?? [];
    this.#devices.set(device, held);
    for (const row of batch.rows.slice(Math.max(0, held.length + 1 - batch.firstSeq))) {
      held.push(row);
      const decoded = decodeRow(row.bytes);
      if (!decoded.ok) throw new Error(`A phone wrote a row that is ${decoded.reason}.`);
      const event = events.get(decoded.value.event);
      if (event !== undefined) await this.#keep(event, decoded.value, row);
    }
    for (const event of events.values()) this.review(event);
  }

  receiptFor(device: string, serverTime: number): Receipt {
    const held = this.#devices.get(device) ?? [];
    const last = held.at(-1);
    return {
      device,
      nonce: new Uint8Array(16),
      serverTime,
      watermark: held.length,
      rowHash: last === undefined ? new Uint8Array(32) : rowHash(last.bytes),
      missing: [],
    };
  }

  /** New rows that count and rows with another review get the next places of the feed. */
  review(event: LocalEvent): void {
    const rows = this.#rows.get(event.number) ?? [];
    const reviews = reviewsOf(this.#walk(event));
    const said = rows.map((held) => ({ held, review: asSent(reviews.get(held.row.id), held) }));
    let next = Math.max(0, ...rows.map(({ position }) => position));
    const isFresh = ({ held }: (typeof said)[number]) => held.position === 0 && !held.isQuarantined;
    const isOther = ({ held, review }: (typeof said)[number]) =>
      held.position > 0 && JSON.stringify(held.review) !== JSON.stringify(review);
    const [fresh, other] = [said.filter(isFresh), said.filter(isOther)];
    for (const { held, review } of [...fresh, ...other]) {
      next += 1;
      held.review = review;
      held.position = next;
    }
  }

  /** @param held by the phone, where it is of this life @returns null when there is nothing newer */
  pageFor(event: LocalEvent, held: Position | null): ScansPage | null {
    const from = held?.start === event.position(0).start ? held.count : 0;
    const rows = (this.#rows.get(event.number) ?? []).filter(({ position }) => position > from);
    const to = Math.max(0, ...rows.map(({ position }) => position));
    if (to <= from) return null;
    const ordered = rows.toSorted((a, b) => a.position - b.position);
    const { start } = event.position(0);
    return { event: event.number, start, from, to, rows: ordered };
  }

  /** For a phone that knows no scan of the event; null when there is none. */
  historyFor(event: LocalEvent): readonly Uint8Array[] | null {
    const rows = this.#rows.get(event.number) ?? [];
    const count = Math.max(0, ...rows.map(({ position }) => position));
    return count === 0 ? null : cutHistory(rows, { event: event.number, position: event.position(count) });
  }

  figures(event: LocalEvent, now: number): { inside: ReadonlyMap<string, number>; conflicts: number } {
    const walked = this.#walk(event);
    const tallies = insideByList(walked, { policy: policyOf(event.root(), 'steward'), now });
    return {
      inside: new Map([...tallies].map(([list, { inside }]) => [list, inside])),
      conflicts: conflictsOf(walked).length,
    };
  }

  async #keep(event: LocalEvent, row: LogRow, { bytes, details }: BatchRow): Promise<void> {
    if (row.kind === 'clock' || row.kind === 'lost') return;
    const trusted = this.#trusted.get(row.device) ?? Number.POSITIVE_INFINITY;
    const isQuarantined = row.seq > trusted && !(await this.#isProven(event, row));
    const rows = this.#rows.get(event.number) ?? [];
    rows.push({
      row,
      bytes,
      isQuarantined,
      answered: isAnsweredRow(row, details),
      review: standing,
      position: 0,
    });
    this.#rows.set(event.number, rows);
  }

  async #isProven(event: LocalEvent, { ticketHash, proof, device, seq }: LogRow): Promise<boolean> {
    if (ticketHash === null || proof === null) return false;
    const codeHash = await event.codeHashOf(toHex(ticketHash));
    return codeHash !== null && isScanProof(proof, { codeHash, device, seq });
  }

  #walk(event: LocalEvent) {
    const rows = (this.#rows.get(event.number) ?? []).flatMap(
      ({ row, isQuarantined }) => toReviewRow(row, isQuarantined) ?? [],
    );
    const { changes, tickets } = event;
    return walkRows({ rows, changes, tickets, policy: policyOf(event.root(), 'steward') });
  }
}

function asSent(review: Reviewed | undefined, held: HeldRow): Review {
  if (review === undefined) return held.review;
  return {
    standing: review.status,
    sure: review.sure,
    first: review.status === 'extra' ? review.first : null,
    what: review.status === 'stale' ? review.what : '',
  };
}
