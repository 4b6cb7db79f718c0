import { type BenchWorkerOptions, startBenchWorker } from './event-bench.js';

/** A worker in a process of its own, for tests that kill it. Says `ready` and works until it dies. */
const options: BenchWorkerOptions = JSON.parse(process.argv[2] ?? '{}');
startBenchWorker({
  ...options,
  before: () => new Promise((resolve) => setTimeout(resolve, Math.random() * 20)),
});
process.send?.('ready');
