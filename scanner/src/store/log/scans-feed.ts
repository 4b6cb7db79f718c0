import { concatBytes } from '@gatehouse/shared/bytes';
import type { HeldScans } from '@gatehouse/shared/digest';
import type { Position } from '@gatehouse/shared/manifest';
import { type History, openHistory, type ReviewedRow, type ScansPage } from '@gatehouse/shared/protocol';
import { withConnection } from '../with-connection.js';
import type { LogDatabase, StoredBlock, StoredFeed, StoredHistory } from './database.js';
import type { TakenHistory, TakenPage } from './gateway.js';
import { packRows, unpackRows } from './packed-rows.js';
import type { RowIndex } from './row-index.js';

/** Small pages are put together, or a night's thousands of them would be slow to open. */
const BLOCK_BYTES = 32_768;
const EMPTY: StoredBlock = { number: 0, bytes: new Uint8Array() };

/** What is held of an event's scans feed at a position. */
export interface KeptScans extends HeldScans {
  readonly position: Position;
}

/** What other phones wrote and what the server makes of every row, this phone's included. */
export class ScansFeed {
  readonly #held = new Map<number, StoredFeed>();
  readonly #database: LogDatabase;
  readonly #index: RowIndex;
  #last = EMPTY;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(database: LogDatabase, index: RowIndex) {
    this.#database = database;
    this.#index = index;
  }

  async load(): Promise<void> {
    for (const feed of await this.#database.feeds.toArray()) this.#held.set(feed.event, feed);
    for (const { parts } of await this.#database.histories.toArray()) {
      const history = openHistory(parts);
      if (history.ok) this.#take(history.value);
    }
    for (const block of await this.#database.blocks.orderBy(':id').toArray()) {
      this.#index.addAll(unpackRows(block.bytes));
      this.#last = block;
    }
  }

  positionOf(event: number): Position | null {
    const held = this.#held.get(event);
    return held === undefined ? null : { start: held.start, count: held.count };
  }

  /** One page after the other. @param page whose signature was checked */
  take(page: ScansPage): Promise<TakenPage> {
    const turn = this.#turn.then(() => this.#takeNow(page));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** @param parts in the root's order, their addresses checked */
  takeHistory(event: number, parts: readonly Uint8Array[]): Promise<TakenHistory> {
    const turn = this.#turn.then(() => this.#takeHistoryNow(event, parts));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** What is on the disk of an event, of one moment. Null: nothing yet. */
  async heldOf(event: number): Promise<KeptScans | null> {
    const { feeds, blocks, histories } = this.#database;
    return this.#database.transaction('r', feeds, blocks, histories, async () => {
      const feed = await feeds.get(event);
      if (feed === undefined) return null;
      const kept = await blocks
        .where(':id')
        .aboveOrEqual(feed.since ?? 0)
        .toArray();
      const stored = feed.past === false ? undefined : await histories.get([event, feed.start]);
      return keptScans(feed, kept, stored);
    });
  }

  /**
   * Takes a whole feed anew: from now on these pages are what is held of it. Rows that they do not have stay, because
   * somebody scanned them, and count no longer as the feed's.
   * @param pages from the first on, their signatures checked
   * @returns false when what is held is newer by now
   */
  takeAnew(event: number, pages: readonly ScansPage[]): Promise<boolean> {
    const turn = this.#turn.then(() => this.#takeAnewNow(event, pages));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #takeAnewNow(event: number, pages: readonly ScansPage[]): Promise<boolean> {
    const { start, to: count } = pages.at(-1) ?? { start: 0, to: 0 };
    const held = this.#held.get(event);
    if (count === 0 || (held !== undefined && (held.start !== start || held.count > count))) return false;
    const since = this.#last.number + 1;
    const fresh: StoredBlock[] = [];
    for (const { rows } of pages) {
      const last = fresh.at(-1) ?? this.#last;
      const block = blockFor(packRows(rows), last, since);
      if (block.number === fresh.at(-1)?.number) fresh.pop();
      fresh.push(block);
    }
    const feed: StoredFeed = { event, start, count, since, past: false };
    const { blocks, feeds } = this.#database;
    await withConnection(this.#database, () =>
      this.#database.transaction('rw', blocks, feeds, async () => {
        await blocks.bulkPut(fresh);
        await feeds.put(feed);
      }),
    );
    this.#last = fresh.at(-1) ?? this.#last;
    this.#held.set(event, feed);
    for (const { rows } of pages) this.#index.addAll(rows);
    return true;
  }

  async #takeHistoryNow(event: number, parts: readonly Uint8Array[]): Promise<TakenHistory> {
    const history = openHistory(parts);
    if (!history.ok || history.value.event !== event) return 'unreadable';
    const { start, count } = history.value.position;
    const held = this.#held.get(event);
    if (held !== undefined && (held.start > start || (held.start === start && held.count > 0)))
      return 'already_held';
    const feed: StoredFeed = { event, start, count, since: this.#last.number + 1 };
    const { histories, feeds } = this.#database;
    await withConnection(this.#database, () =>
      this.#database.transaction('rw', histories, feeds, async () => {
        await histories.put({ ...feed, parts });
        await feeds.put(feed);
      }),
    );
    this.#held.set(event, feed);
    this.#take(history.value);
    return 'applied';
  }

  #take(history: History): void {
    this.#index.addPast(history);
    this.#index.addAll(history.rows);
  }

  async #takeNow(page: ScansPage): Promise<TakenPage> {
    const held = this.#held.get(page.event);
    const refusal = refusalOf(page, held);
    if (refusal !== null) return refusal;
    const isNewLife = held !== undefined && page.start !== held.start;
    const since = isNewLife ? this.#last.number + 1 : (held?.since ?? 0);
    const { event, start, to: count } = page;
    const feed: StoredFeed = { ...(isNewLife ? {} : held), event, start, count, since };
    const block = blockFor(packRows(page.rows), this.#last, since);
    const { blocks, feeds } = this.#database;
    await withConnection(this.#database, () =>
      this.#database.transaction('rw', blocks, feeds, async () => {
        await blocks.put(block);
        await feeds.put(feed);
      }),
    );
    this.#last = block;
    this.#held.set(page.event, feed);
    this.#index.addAll(page.rows);
    return 'applied';
  }
}

/** @param blocks all, or those since the feed began */
export function keptScans(
  { event, start, count, since = 0 }: StoredFeed,
  blocks: readonly StoredBlock[],
  stored?: StoredHistory,
): KeptScans {
  const history = stored === undefined ? null : openHistory(stored.parts);
  return {
    position: { start, count },
    event,
    history: history?.ok ? history.value : null,
    rows: rowsIn(blocks.filter(({ number }) => number >= since)),
  };
}

/** Unpacked one block after the other, as somebody reads on. */
function* rowsIn(blocks: readonly StoredBlock[]): Generator<ReviewedRow> {
  for (const { bytes } of blocks) yield* unpackRows(bytes);
}

/** @param since the first block that may hold these rows */
function blockFor(bytes: Uint8Array, last: StoredBlock, since: number): StoredBlock {
  const isFull = last.number < Math.max(1, since) || last.bytes.length + bytes.length > BLOCK_BYTES;
  return isFull
    ? { number: last.number + 1, bytes }
    : { number: last.number, bytes: concatBytes(last.bytes, bytes) };
}

/** A restored server's feed begins anew; what it has forgotten was scanned all the same and stays. */
function refusalOf(page: ScansPage, held: StoredFeed | undefined): Exclude<TakenPage, 'applied'> | null {
  if (held !== undefined && page.start !== held.start) {
    return page.start > held.start && page.from === 0 ? null : 'other_life';
  }
  const count = held?.count ?? 0;
  if (page.to <= count) return 'already_held';
  return page.from > count ? 'gap' : null;
}
