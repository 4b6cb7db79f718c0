import { concatBytes } from '@gatehouse/shared/bytes';
import type { Position } from '@gatehouse/shared/manifest';
import { type History, openHistory, type ScansPage } from '@gatehouse/shared/protocol';
import { type LogDatabase, type StoredBlock, type StoredFeed, withConnection } from './database.js';
import type { TakenHistory, TakenPage } from './gateway.js';
import { packRows, unpackRows } from './packed-rows.js';
import type { RowIndex } from './row-index.js';

/** Small pages are put together, or a night's thousands of them would be slow to open. */
const BLOCK_BYTES = 32_768;
const EMPTY: StoredBlock = { number: 0, bytes: new Uint8Array() };

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

  async #takeHistoryNow(event: number, parts: readonly Uint8Array[]): Promise<TakenHistory> {
    const history = openHistory(parts);
    if (!history.ok || history.value.event !== event) return 'unreadable';
    const { start, count } = history.value.position;
    const held = this.#held.get(event);
    if (held !== undefined && (held.start > start || (held.start === start && held.count > 0)))
      return 'already_held';
    const feed: StoredFeed = { event, start, count };
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
    const refusal = refusalOf(page, this.#held.get(page.event));
    if (refusal !== null) return refusal;
    const feed: StoredFeed = { event: page.event, start: page.start, count: page.to };
    const block = blockFor(packRows(page.rows), this.#last);
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

function blockFor(bytes: Uint8Array, last: StoredBlock): StoredBlock {
  const isFull = last.number === 0 || last.bytes.length + bytes.length > BLOCK_BYTES;
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
