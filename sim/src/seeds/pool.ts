import { Worker } from 'node:worker_threads';
import type { Outcome, SimOptions } from '../outcome.js';
import type { SeedNews, SeedTask } from './seed-worker.js';

/** A seed that stands still for so long hangs: no seed takes a hundredth of it. */
const HANGS_AFTER_MS = 120_000;
/** A seed makes much that nobody needs a moment later; in a larger nursery it dies before anybody copies it. */
const NURSERY_MB = 64;

/** A seed whose world broke down: it threw, or hung. */
export class BrokenSeed extends Error {
  readonly seed: number;

  constructor(seed: number, error: string) {
    super(error);
    this.seed = seed;
  }
}

interface Wanted {
  readonly task: SeedTask;
  readonly done: (outcome: Outcome) => void;
  readonly broke: (error: string) => void;
}

/** Threads that play seeds, each one at a time. */
export class Pool {
  readonly size: number;
  readonly #file: string;
  readonly #waiting: Wanted[] = [];
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  /** Whoever plays → what to do when it breaks down. */
  readonly #playing = new Map<Worker, (error: string) => void>();

  /** @param file what `bundleSimulator` wrote */
  constructor(file: string, size: number) {
    this.#file = file;
    this.size = size;
  }

  /** @throws BrokenSeed */
  play(seed: number, options: SimOptions = {}): Promise<Outcome> {
    return new Promise((done, reject) => {
      const broke = (error: string) => reject(new BrokenSeed(seed, error));
      this.#waiting.push({ task: { seed, options }, done, broke });
      this.#goOn();
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #goOn(): void {
    const worker = this.#idle.pop() ?? (this.#all.size < this.size ? this.#start() : undefined);
    if (worker === undefined) return;
    const wanted = this.#waiting.shift();
    if (wanted === undefined) this.#idle.push(worker);
    else this.#give(worker, wanted);
  }

  #start(): Worker {
    const worker = new Worker(this.#file, { resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB } });
    this.#all.add(worker);
    // Also a promise that nobody waited for; behind the last seed that is the fault of the next one.
    worker.on('error', (error: unknown) => {
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#lose(worker);
      const lose = this.#playing.get(worker) ?? this.#waiting.shift()?.broke;
      lose?.(said);
    });
    return worker;
  }

  /** What it was doing goes on in it, so it is of no use any more. */
  #lose(worker: Worker): void {
    this.#all.delete(worker);
    if (this.#idle.includes(worker)) this.#idle.splice(this.#idle.indexOf(worker), 1);
    void worker.terminate();
  }

  #give(worker: Worker, { task, done, broke }: Wanted): void {
    const end = () => {
      clearTimeout(timer);
      worker.removeAllListeners('message');
      this.#playing.delete(worker);
    };
    const lose = (error: string) => {
      end();
      this.#lose(worker);
      broke(error);
      this.#goOn();
    };
    const hangs = () => lose(`nothing came for ${HANGS_AFTER_MS / 1_000} seconds`);
    const timer = setTimeout(hangs, HANGS_AFTER_MS);
    this.#playing.set(worker, lose);
    worker.once('message', (news: SeedNews) => {
      if (news.kind === 'thrown') return lose(news.error);
      end();
      done(news.outcome);
      this.#idle.push(worker);
      this.#goOn();
    });
    worker.postMessage(task);
  }
}
