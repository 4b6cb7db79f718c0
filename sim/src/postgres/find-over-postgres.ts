import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Found } from '../bugs/find-bug.js';
import type { Outcome } from '../outcome.js';
import { bundleSimulator } from '../seeds/bundle.js';
import type { PlantedBug } from '../seeds/planted-bug.js';
import { simFolder } from '../seeds/repository-root.js';
import type { PostgresTask } from './postgres-worker.js';

/** As far as a bug is looked for here: a seed costs as much as many in memory. */
export const MOST_SEEDS = 200;

/** A seed that stands still for so long hangs, also on a machine that does ten other things. */
const hangsAfterMs = 240_000;

/**
 * Plays seeds over PostgreSQL on the simulator with the bug in it, in a program of its own.
 * @returns null when all of them hold
 */
export async function findOverPostgres(bug: PlantedBug, task: PostgresTask): Promise<Found | null> {
  const folder = join(simFolder, 'node_modules/.planted', `${bug.name}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    return await run(await bundleSimulator(bug, folder, 'src/postgres/postgres-worker.ts'), task);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(file: string, task: PostgresTask): Promise<Found | null> {
  const worker = new Worker(file, { workerData: task });
  let tried = 0;
  return new Promise<Found | null>((done) => {
    const end = (found: Found | null) => {
      clearTimeout(timer);
      done(found);
      void worker.terminate();
    };
    const breaks = (detail: string) =>
      end({ seed: task.seeds[tried] ?? 0, tried: tried + 1, invariant: null, detail });
    const watch = () =>
      setTimeout(() => breaks(`nothing came for ${hangsAfterMs / 1_000} seconds`), hangsAfterMs);
    let timer = watch();
    worker.on('message', ({ seed, violation }: Outcome) => {
      tried += 1;
      clearTimeout(timer);
      timer = watch();
      if (violation !== null) end({ seed, tried, ...violation });
    });
    worker.on('error', (error: unknown) => breaks(error instanceof Error ? `${error.stack}` : String(error)));
    worker.on('exit', () => end(null));
  });
}
