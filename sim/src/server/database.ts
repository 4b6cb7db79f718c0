import { Locks } from '../phone/locks.js';
import { type Loop, Process } from '../time/loop.js';
import type { Random } from '../time/random.js';
import { copyOf, emptyState, type State } from './state.js';

type Write = (state: State) => void;

/** How often a commit takes long, and how long at most. */
const SLOW_CHANCE = 0.06;
const SLOWEST_MS = 600;

/** What a unique key refuses. */
export class Taken extends Error {}

/** The database of the server: it outlives the processes that speak to it, and forgets what they did not commit. */
export class MemoryDatabase {
  state: State = emptyState();
  version = 0;
  /** When this life of it began, seconds since 1970. */
  life: number;
  readonly loop: Loop;
  readonly random: Random;
  readonly locks: Locks;
  readonly #open = new Set<MemoryTransaction>();

  constructor(loop: Loop, random: Random) {
    this.loop = loop;
    this.random = random;
    this.life = Math.floor(loop.now / 1000);
    this.locks = new Locks(loop);
  }

  /** All of it or nothing: what `work` throws rolls it back. @param organisationId whose rows it sees; null: everybody's */
  async run<T>(
    work: (trx: MemoryTransaction) => Promise<T>,
    organisationId: string | null = null,
  ): Promise<T> {
    const trx = new MemoryTransaction(this, this.loop.current, organisationId);
    this.#open.add(trx);
    try {
      const result = await work(trx);
      await trx.commit();
      return result;
    } finally {
      this.end(trx);
    }
  }

  end(trx: MemoryTransaction): void {
    this.#open.delete(trx);
    this.locks.drop(trx.holder);
  }

  /** The connections of a process that died are closed, and their transactions rolled back. */
  forget(process: Process): void {
    for (const trx of [...this.#open]) if (trx.process === process) this.end(trx);
  }

  /** An older state comes back, and a new life begins. */
  restore(state: State): void {
    this.state = copyOf(state);
    this.version += 1;
    this.life = Math.max(this.life + 1, Math.floor(this.loop.now / 1000));
  }
}

export class MemoryTransaction {
  readonly process: Process | null;
  /** Whose rows it sees; null: everybody's. */
  readonly organisationId: string | null;
  readonly afterCommit: (() => void)[] = [];
  /** Holds its locks. */
  readonly holder = new Process('transaction');
  readonly #database: MemoryDatabase;
  readonly #writes: Write[] = [];
  #view: { readonly version: number; readonly state: State } | null = null;

  constructor(database: MemoryDatabase, process: Process | null, organisationId: string | null) {
    this.#database = database;
    this.process = process;
    this.organisationId = organisationId;
  }

  get life(): number {
    return this.#database.life;
  }

  /** Everything that was committed, and what this transaction has written. */
  get state(): State {
    const { version, state } = this.#database;
    if (this.#view?.version !== version) {
      const own = copyOf(state);
      for (const write of this.#writes) write(own);
      this.#view = { version, state: own };
    }
    return this.#view.state;
  }

  write(write: Write): void {
    write(this.state);
    this.#writes.push(write);
  }

  /** Others go on meanwhile. */
  async pause(): Promise<void> {
    const { loop, random } = this.#database;
    if (random.chance(0.3)) await loop.pause(random.int(0, 3));
  }

  async lock(name: string): Promise<void> {
    await this.pause();
    await this.#database.locks.take(name, this.holder, { process: this.process });
  }

  async commit(): Promise<void> {
    const database = this.#database;
    await database.loop.pause(howLong(database.random));
    if (this.#writes.length > 0) {
      database.state = this.state;
      database.version += 1;
    }
    for (const work of this.afterCommit) work();
  }
}

/** Seldom a disk is busy with something else, and whoever begins later is done earlier. */
function howLong(random: Random): number {
  return random.chance(SLOW_CHANCE) ? random.int(50, SLOWEST_MS) : random.int(0, 5);
}
