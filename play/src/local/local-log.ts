import { toHex } from '@gatehouse/shared/bytes';
import {
  conflictsOf,
  insideByList,
  type Review as Reviewed,
  reviewsOf,
  walkRows,
} from '@gatehouse/shared/checkin';
import { toReviewRow } from '@gatehouse/shared/door';
import { decodeRow, isAnsweredRow, isScanProof, type LogRow, rowHash } from '@gatehouse/shared/log';
import type { Position } from '@gatehouse/shared/manifest';
import type { BatchRow, Receipt, Review, ScansPage } from '@gatehouse/shared/protocol';
import type { LocalEvent } from './local-event.js';
import { LocalFeed } from './local-feed.js';
import { cutHistory } from './local-history.js';

export interface HeldRow {
  readonly row: LogRow;
  readonly bytes: Uint8Array;
  readonly isQuarantined: boolean;
  readonly answered: boolean;
  review: Review;
}

const standing: Review = { standing: 'stands', sure: true, first: null, what: '' };

/** Stands in for the server where the protocol needs one: keeps rows, reviews them all, and tells phones. */
export class LocalLog {
  readonly #events: ReadonlyMap<number, LocalEvent>;
  readonly #rows: HeldRow[] = [];
  readonly #feeds = new Map<LocalEvent, LocalFeed>();
  readonly #devices = new Map<string, BatchRow[]>();
  readonly #trusted = new Map<string, number>();

  /** @param events by public number */
  constructor(events: ReadonlyMap<number, LocalEvent>) {
    this.#events = events;
  }

  /** From here on rows of this phone count only where it proves that it saw the code. */
  revoke(device: string): void {
    if (!this.#trusted.has(device)) this.#trusted.set(device, this.#devices.get(device)?.length ?? 0);
  }

  async take(device: string, batch: { firstSeq: number; rows: readonly BatchRow[] }): Promise<void> {
    const held = this.#devices.get(device) ?? [];
    this.#devices.set(device, held);
    for (const row of batch.rows.slice(Math.max(0, held.length + 1 - batch.firstSeq))) {
      held.push(row);
      const decoded = decodeRow(row.bytes);
      if (!decoded.ok) throw new Error(`A phone wrote a row that is ${decoded.reason}.`);
      const event = this.#events.get(decoded.value.event);
      if (event !== undefined) await this.#keep(event, decoded.value, row);
    }
    this.review();
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

  /** Looks at all rows anew, and tells each event what has changed of its own and of its passes, wherever that was. */
  review(): void {
    for (const event of this.#events.values()) {
      const reviews = reviewsOf(this.#walk(event));
      for (const held of this.#rowsOn(event)) held.review = asSent(reviews.get(held.row.id), held);
    }
    for (const event of this.#events.values()) {
      const isTold = ({ row }: HeldRow) =>
        row.event === event.number || (row.ticketHash !== null && event.knows(toHex(row.ticketHash)));
      this.#feedOf(event).tell(this.#rows.filter(isTold));
    }
  }

  /** @param held by the phone, where it is of this life @returns null when there is nothing newer */
  pageFor(event: LocalEvent, held: Position | null): ScansPage | null {
    const from = held?.start === event.position(0).start ? held.count : 0;
    const feed = this.#feedOf(event);
    if (feed.count <= from) return null;
    const { start } = event.position(0);
    return { event: event.number, start, from, to: feed.count, rows: feed.after(from) };
  }

  /** For a phone that knows no scan of the event; null when there is none. */
  historyFor(event: LocalEvent): readonly Uint8Array[] | null {
    const feed = this.#feedOf(event);
    const place = { event: event.number, position: event.position(feed.count) };
    return feed.count === 0 ? null : cutHistory(feed.all(), place);
  }

  figures(event: LocalEvent, now: number): { inside: ReadonlyMap<string, number>; conflicts: number } {
    const walked = this.#walk(event);
    const tallies = insideByList(walked, { policy: event.doorRules(), now });
    return {
      inside: new Map([...tallies].map(([list, { inside }]) => [list, inside])),
      conflicts: conflictsOf(walked).length,
    };
  }

  async #keep(event: LocalEvent, row: LogRow, { bytes, details }: BatchRow): Promise<void> {
    if (row.kind === 'clock' || row.kind === 'lost') return;
    const trusted = this.#trusted.get(row.device) ?? Number.POSITIVE_INFINITY;
    const isQuarantined = row.seq > trusted && !(await this.#isProven(event, row));
    const answered = isAnsweredRow(row, details);
    this.#rows.push({ row, bytes, isQuarantined, answered, review: standing });
  }

  #feedOf(event: LocalEvent): LocalFeed {
    const feed = this.#feeds.get(event) ?? new LocalFeed();
    this.#feeds.set(event, feed);
    return feed;
  }

  /** Lists are independent: a row counts where its list is from, which may be a pass that is good at many doors. */
  #rowsOn(event: LocalEvent): HeldRow[] {
    return this.#rows.filter(({ row }) => this.#listOwner(row) === event);
  }

  #listOwner({ event, list }: LogRow): LocalEvent | undefined {
    const at = this.#events.get(event);
    return at?.series.passes.find((pass) => list !== null && pass.hasList(list)) ?? at;
  }

  async #isProven(event: LocalEvent, { ticketHash, proof, device, seq }: LogRow): Promise<boolean> {
    if (ticketHash === null || proof === null) return false;
    const codeHash = await event.codeHashOf(toHex(ticketHash));
    return codeHash !== null && isScanProof(proof, { codeHash, device, seq });
  }

  #walk(event: LocalEvent) {
    const rows = this.#rowsOn(event).flatMap(
      ({ row, isQuarantined }) => toReviewRow(row, isQuarantined) ?? [],
    );
    return walkRows({ rows, ...event.known(), policy: event.doorRules() });
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
