import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Outcome } from '../outcome.js';
import { bundleSimulator } from './bundle.js';
import type { PlantedBug } from './planted-bug.js';
import { simFolder } from './repository-root.js';
import type { SeedNews, SeedTask } from './seed-worker.js';

/** A seed that stands still for so long hangs: no seed takes a hundredth of it. */
const HANGS_AFTER_MS = 120_000;

/** What became of the seeds of a program. */
export interface Played {
  /** The seeds that were played to an end. */
  readonly outcomes: readonly Outcome[];
  /** How the program itself broke down, where it did: a seed of it threw, or hung. */
  readonly broke: { readonly seed: number; readonly error: string } | null;
}

/**
 * Plays seeds on the simulator with the bug in it, in a program of its own, until one does not hold.
 * @param bug null: as the sources are
 */
export async function playSeeds(bug: PlantedBug | null, seeds: readonly number[]): Promise<Played> {
  const folder = join(simFolder, 'node_modules/.planted', `${bug?.name ?? 'none'}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    return await run(await bundleSimulator(bug, folder), seeds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(file: string, seeds: readonly number[]): Promise<Played> {
  const task: SeedTask = { seeds };
  const worker = new Worker(file, { workerData: task });
  const outcomes: Outcome[] = [];
  const seedNow = () => seeds[outcomes.length] ?? 0;
  return new Promise<Played>((done) => {
    const end = (error: string | null) => {
      clearTimeout(timer);
      done({ outcomes, broke: error === null ? null : { seed: seedNow(), error } });
      void worker.terminate();
    };
    const hangs = () => end(`nothing came for ${HANGS_AFTER_MS / 1_000} seconds`);
    let timer = setTimeout(hangs, HANGS_AFTER_MS);
    worker.on('message', (news: SeedNews) => {
      if (news.kind === 'thrown') return end(news.error);
      outcomes.push(news.outcome);
      clearTimeout(timer);
      timer = setTimeout(hangs, HANGS_AFTER_MS);
    });
    // Also a promise that nobody waited for.
    worker.on('error', (error: unknown) =>
      end(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    worker.on('exit', () => end(null));
  });
}
