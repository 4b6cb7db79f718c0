import { equalBytes } from '@gatehouse/shared/bytes';
import type { LogDatabase, StoredVerdict } from './database.js';
import type { Shown } from './gateway.js';

const KEPT = 500;
const SAME_SCAN_MS = 120_000;

/** Which rows the people at this phone have seen: all up to one, and some above it. */
interface ShownMark {
  readonly upTo: number;
  readonly above: readonly number[];
}

/** The latest verdicts of this phone, and which of them nobody has seen yet. */
export class Verdicts {
  readonly #database: LogDatabase;
  /** Oldest first. */
  #kept: StoredVerdict[] = [];
  #unseen = new Map<number, StoredVerdict>();
  /** Rows up to this one were written before this start. */
  #startedAt = 0;

  constructor(database: LogDatabase) {
    this.#database = database;
  }

  async load(): Promise<void> {
    const mark = (await this.#database.marks.get('shown'))?.value as ShownMark | undefined;
    const { upTo = 0, above = [] } = mark ?? {};
    this.#kept = (await this.#database.verdicts.orderBy(':id').toArray()).slice(-KEPT);
    const unseen = this.#kept.filter(({ seq }) => seq > upTo && !above.includes(seq));
    this.#unseen = new Map(unseen.map((verdict) => [verdict.seq, verdict]));
    this.#startedAt = this.#kept.at(-1)?.seq ?? 0;
  }

  /** A verdict whose row is durable. */
  add(verdict: StoredVerdict): void {
    if ((this.#kept.at(-1)?.seq ?? 0) >= verdict.seq) return;
    this.#kept = [...this.#kept.slice(1 - KEPT), verdict];
    this.#unseen.set(verdict.seq, verdict);
  }

  find(id: string): StoredVerdict | null {
    return this.#kept.findLast(({ shown }) => shown.id === id) ?? null;
  }

  recent(limit: number): Shown[] {
    return limit <= 0
      ? []
      : this.#kept
          .slice(-limit)
          .reverse()
          .map(({ shown }) => shown);
  }

  /** The oldest one that was written before this start and that nobody has seen. */
  unshown(): Shown | null {
    const oldest = [...this.#unseen.values()].find(({ seq }) => seq <= this.#startedAt);
    return oldest === undefined ? null : { ...oldest.shown, again: true };
  }

  /** The same code at the same place, a moment ago, whose verdict nobody has seen. */
  unseenOf(
    textHash: Uint8Array,
    asked: Pick<Shown, 'at' | 'eventNumber' | 'listId' | 'gateId' | 'direction'>,
  ) {
    return [...this.#unseen.values()].findLast(
      ({ shown, textHash: hash }) =>
        Math.abs(asked.at - shown.at) < SAME_SCAN_MS &&
        shown.eventNumber === asked.eventNumber &&
        shown.listId === asked.listId &&
        shown.gateId === asked.gateId &&
        shown.direction === asked.direction &&
        equalBytes(hash, textHash),
    );
  }

  async markShown(id: string): Promise<void> {
    const verdict = this.find(id);
    if (verdict === null || !this.#unseen.delete(verdict.seq)) return;
    await this.#database.marks.put({ key: 'shown', value: this.#mark() });
  }

  #mark(): ShownMark {
    const [firstUnseen] = this.#unseen.keys();
    const upTo = firstUnseen === undefined ? (this.#kept.at(-1)?.seq ?? 0) : firstUnseen - 1;
    const above = this.#kept.flatMap(({ seq }) => (seq > upTo && !this.#unseen.has(seq) ? [seq] : []));
    return { upTo, above };
  }
}
