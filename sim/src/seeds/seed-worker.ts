import { parentPort } from 'node:worker_threads';
import type { Outcome, SimOptions } from '../outcome.js';
import { runSeed } from '../run-seed.js';

/** One seed to play; the next one is asked for when this one has been answered. */
export interface SeedTask {
  readonly seed: number;
  readonly options: SimOptions;
}

/** What is told of it; `thrown`: the world itself broke down. */
export type SeedNews =
  | { readonly kind: 'played'; readonly outcome: Outcome }
  | { readonly kind: 'thrown'; readonly error: string };

async function newsOf({ seed, options }: SeedTask): Promise<SeedNews> {
  try {
    return { kind: 'played', outcome: await runSeed(seed, options) };
  } catch (error) {
    return { kind: 'thrown', error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', async (task: SeedTask) => {
  const news = await newsOf(task);
  parentPort?.postMessage(news);
});
