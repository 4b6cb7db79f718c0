import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Outcome, SimOptions } from '../outcome.js';
import { bundleSimulator } from './bundle.js';
import type { PlantedBug } from './planted-bug.js';
import { BrokenSeed, Pool } from './pool.js';
import { simFolder } from './repository-root.js';

/** How many seeds are played ahead for each thread, so that a long one holds up nobody. */
const AHEAD = 4;

/** What became of the seeds of a program. */
export interface Played {
  /** The seeds that were played to an end. */
  readonly outcomes: readonly Outcome[];
  /** How the program itself broke down, where it did: a seed of it threw, or hung. */
  readonly broke: { readonly seed: number; readonly error: string } | null;
}

/**
 * Lets threads play seeds on the simulator, in a program of its own.
 * @param bug is in the program; null: as the sources are
 * @param threads null: as many as there are cores
 */
export async function withPool<T>(
  { bug, threads = null }: { readonly bug: PlantedBug | null; readonly threads?: number | null },
  work: (pool: Pool) => Promise<T>,
): Promise<T> {
  const folder = join(simFolder, 'node_modules/.planted', `${bug?.name ?? 'none'}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    const pool = new Pool(await bundleSimulator(bug, folder), threads ?? availableParallelism());
    try {
      return await work(pool);
    } finally {
      await pool.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Plays seeds side by side. @returns what became of them, in their order @throws BrokenSeed */
export async function* inOrder(
  pool: Pool,
  seeds: Iterable<number>,
  options: SimOptions = {},
): AsyncGenerator<Outcome> {
  const left = seeds[Symbol.iterator]();
  const running: Promise<Outcome>[] = [];
  for (;;) {
    while (running.length < AHEAD * pool.size) {
      const next = left.next();
      if (next.done === true) break;
      const played = pool.play(next.value, options);
      // It is heard of when its turn comes, if it does.
      played.catch(() => undefined);
      running.push(played);
    }
    const first = running.shift();
    if (first === undefined) return;
    yield await first;
  }
}

/** Plays seeds until one does not hold. @param bug null: as the sources are */
export function playSeeds(
  bug: PlantedBug | null,
  seeds: readonly number[],
  options: SimOptions = {},
): Promise<Played> {
  return withPool({ bug }, async (pool) => {
    const outcomes: Outcome[] = [];
    try {
      for await (const outcome of inOrder(pool, seeds, options)) {
        outcomes.push(outcome);
        if (outcome.violation !== null) break;
      }
      return { outcomes, broke: null };
    } catch (error) {
      if (!(error instanceof BrokenSeed)) throw error;
      return { outcomes, broke: { seed: error.seed, error: error.message } };
    }
  });
}
