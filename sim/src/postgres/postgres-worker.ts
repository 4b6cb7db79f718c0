import { parentPort, workerData } from 'node:worker_threads';
import type { Outcome } from '../outcome.js';
import { runSeed } from '../run-seed.js';
import { Postgres, type PostgresUrls } from './postgres.js';

/** Seeds to play one after the other, until one does not hold. */
export interface PostgresTask {
  readonly urls: PostgresUrls;
  readonly seeds: readonly number[];
}

const { urls, seeds } = workerData as PostgresTask;
const tell = (outcome: Outcome) => parentPort?.postMessage(outcome);
await using postgres = await Postgres.open(urls);
for (const seed of seeds) {
  const outcome = await runSeed(seed, { postgres });
  tell(outcome);
  if (outcome.violation !== null) break;
}
parentPort?.close();
