import type { HeldRow } from './local-log.js';

interface Told {
  readonly position: number;
  /** The review that was told, as a text. */
  readonly review: string;
}

/** One event's scans as phones hear of them: each row lies where it changed last. */
export class LocalFeed {
  readonly #told = new Map<HeldRow, Told>();
  #last = 0;

  /** New rows that count and rows with another review get the next places. */
  tell(rows: readonly HeldRow[]): void {
    const fresh = rows.filter((held) => !this.#told.has(held) && !held.isQuarantined);
    const other = rows.filter((held) => {
      const told = this.#told.get(held);
      return told !== undefined && told.review !== JSON.stringify(held.review);
    });
    for (const held of [...fresh, ...other]) {
      this.#last += 1;
      this.#told.set(held, { position: this.#last, review: JSON.stringify(held.review) });
    }
  }

  get count(): number {
    return this.#last;
  }

  /** In the order of their places. @param from exclusive */
  after(from: number): HeldRow[] {
    const newer = [...this.#told].filter(([, { position }]) => position > from);
    return newer.sort(([, a], [, b]) => a.position - b.position).map(([held]) => held);
  }

  all(): HeldRow[] {
    return [...this.#told.keys()];
  }
}
