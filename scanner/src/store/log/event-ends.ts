import type { Root } from '@gatehouse/shared/manifest';
import { withConnection } from '../with-connection.js';
import type { LogDatabase } from './database.js';

const DAY_MS = 86_400_000;
/** Rows stay so long after their event: a restored server asks again. */
const KEPT_MS = 7 * DAY_MS;
/** Of an event that says no end. */
const LONGEST_MS = 7 * DAY_MS;

/** When events end, as their newest roots said; also of those that this phone no longer serves. */
export class EventEnds {
  readonly #database: LogDatabase;
  #ends: ReadonlyMap<number, number> = new Map();

  constructor(database: LogDatabase) {
    this.#database = database;
  }

  async load(): Promise<void> {
    const kept = (await this.#database.marks.get('ends'))?.value;
    this.#ends = new Map((kept as [number, number][] | undefined) ?? []);
  }

  async note(roots: readonly Pick<Root, 'event' | 'times'>[]): Promise<void> {
    const ends = roots.map(({ event, times }) => [event, times.end ?? times.start + LONGEST_MS] as const);
    if (ends.every(([event, end]) => this.#ends.get(event) === end)) return;
    const next = new Map([...this.#ends, ...ends]);
    await withConnection(this.#database, () => this.#database.marks.put({ key: 'ends', value: [...next] }));
    this.#ends = next;
  }

  /**
   * Whether nobody needs rows of the event any more.
   * @param earliest a time that has certainly passed: the phone's own clock alone ends no event
   */
  isLongOver(event: number, earliest: number): boolean {
    // Rows from before the first scan are of no event.
    if (event === 0) return true;
    const end = this.#ends.get(event);
    return end !== undefined && earliest >= end + KEPT_MS;
  }
}
