import { clearTimeout, setTimeout } from 'node:timers';
import { Loop, type Process } from '../time/loop.js';
import type { Random } from '../time/random.js';

/** Something asked of the database that was not answered yet. */
interface Call {
  readonly backend: number | null;
  /** It stands at a lock, so nobody knows when its answer comes. */
  isHeldUp: boolean;
}

interface Answer {
  readonly number: number;
  readonly owner: Process | null;
  readonly waitMs: number;
  readonly hand: () => void;
}

/** Which of the database's backends stand at a lock now, by their process ids. */
type FindHeldUp = () => Promise<ReadonlySet<number>>;

/** How long an answer may take before somebody looks whether it waits for a lock: longer where nobody ever does. */
const patienceMs = { least: 3, most: 50 };

/**
 * A virtual clock beside a database that has none: after each task time stands still until every call is answered or
 * stands at a lock, which only others who go on can free. The answers are handed over in virtual time, in the order
 * in which they were asked for.
 */
export class DatabaseLoop extends Loop {
  readonly #random: Random;
  readonly #findHeldUp: FindHeldUp;
  readonly #open = new Set<Call>();
  #answers: Answer[] = [];
  #asked = 0;
  /** Something was answered since the last look at who stands at a lock. */
  #hasNews = false;
  #heard = (): void => undefined;
  #patienceMs = patienceMs.least;
  /** The longest that this world's server waits for one answer, so that seldom or often two are at work. */
  readonly #slowMs: number;

  constructor(now: number, random: Random, findHeldUp: FindHeldUp) {
    super(now);
    this.#random = random;
    this.#findHeldUp = findHeldUp;
    this.#slowMs = random.pick([4, 60, 400]);
  }

  /** Asks something of the database. @param backend that answers; null: it holds nobody's lock up and stands at none */
  call<T>(backend: number | null, ask: () => Promise<T>): Promise<T> {
    this.#asked += 1;
    const waitMs = this.#random.chance(0.6) ? 0 : this.#random.int(0, this.#slowMs);
    const said = { number: this.#asked, owner: this.current, waitMs };
    const call: Call = { backend, isHeldUp: false };
    this.#open.add(call);
    return new Promise((resolve, reject) => {
      const answered = (hand: () => void) => {
        this.#open.delete(call);
        this.#answers.push({ ...said, hand });
        this.#hasNews = true;
        this.#heard();
      };
      ask().then(
        (it) => answered(() => resolve(it)),
        (error: unknown) => answered(() => reject(error)),
      );
    });
  }

  override async as<T>(owner: Process | null, work: () => T): Promise<T> {
    const done = await super.as(owner, work);
    await this.#quiet();
    return done;
  }

  async #quiet(): Promise<void> {
    while (this.#open.size > 0) {
      const isBusy = [...this.#open].some(({ isHeldUp }) => !isHeldUp);
      if (!isBusy && !this.#hasNews) break;
      if (!isBusy || !(await this.#nextAnswer())) await this.#look();
    }
    const answers = this.#answers.sort((a, b) => a.number - b.number);
    this.#answers = [];
    for (const { waitMs, hand, owner } of answers) this.post(waitMs, hand, owner);
  }

  /** @returns false when none has come within a moment */
  #nextAnswer(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), this.#patienceMs);
      this.#heard = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }

  async #look(): Promise<void> {
    this.#hasNews = false;
    const heldUp = await this.#findHeldUp();
    for (const call of this.#open) call.isHeldUp = call.backend !== null && heldUp.has(call.backend);
    this.#patienceMs = heldUp.size > 0 ? patienceMs.least : Math.min(2 * this.#patienceMs, patienceMs.most);
  }
}
