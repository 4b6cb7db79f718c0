import type { Random } from '../time/random.js';

/** Where a backend that is to die stands. */
interface Death {
  readonly at: 'statement' | 'commit';
  /** The work of that moment is done, and nobody hears of it. */
  readonly isAfter: boolean;
  /** So many of them go well before. */
  left: number;
}

/** How often a backend died, and where. */
export interface Killed {
  statement: number;
  beforeCommit: number;
  afterCommit: number;
}

/** Backends that are to be killed while they serve, one after another. */
export class Deaths {
  readonly killed: Killed;
  #due: Death[] = [];

  /** @param killed counts on */
  constructor(killed: Killed) {
    this.killed = killed;
  }

  /** Seldom the same work is broken off so often that whoever asked for it hears of it. */
  draw(random: Random): void {
    for (let times = random.pick([1, 1, 2, 2, 3]); times > 0; times -= 1) {
      const at = random.chance(0.6) ? 'commit' : 'statement';
      const left = at === 'commit' ? random.pick([0, 0, 0, 1]) : random.int(0, 24);
      this.#due.push({ at, isAfter: random.chance(0.5), left });
    }
  }

  spare(): void {
    this.#due = [];
  }

  /** @returns whether the backend dies of this statement, and when */
  next(sql: string): 'before' | 'after' | null {
    const [death] = this.#due;
    if (death === undefined || (death.at === 'commit' && sql !== 'commit')) return null;
    death.left -= 1;
    if (death.left >= 0) return null;
    this.#due.shift();
    if (sql !== 'commit') this.killed.statement += 1;
    else if (death.isAfter) this.killed.afterCommit += 1;
    else this.killed.beforeCommit += 1;
    return death.isAfter ? 'after' : 'before';
  }
}
