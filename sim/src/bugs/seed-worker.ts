import { parentPort, workerData } from 'node:worker_threads';
import type { Outcome } from '../outcome.js';
import { runSeed } from '../run-seed.js';

/** Seeds to play, one after the other, until one does not hold. */
export interface SeedTask {
  readonly seeds: readonly number[];
}

/** What is told of each seed; `thrown`: the world itself broke down. */
export type SeedNews =
  | { readonly kind: 'played'; readonly outcome: Outcome }
  | { readonly kind: 'thrown'; readonly seed: number; readonly error: string };

function tell(news: SeedNews): void {
  parentPort?.postMessage(news);
}

const { seeds } = workerData as SeedTask;
for (const seed of seeds) {
  try {
    const outcome = await runSeed(seed);
    tell({ kind: 'played', outcome });
    if (outcome.violation !== null) break;
  } catch (error) {
    tell({
      kind: 'thrown',
      seed,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    break;
  }
}
parentPort?.close();
