import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

/** Where jobs live: beside the data by default, in Redis when there is one. */
export type QueueBackend =
  | { readonly kind: 'postgres'; readonly systemUrl: string }
  | { readonly kind: 'redis'; readonly url: string };

export interface Job<T> {
  /** The same id twice is one job. Must not contain a colon. */
  readonly id: string;
  readonly data: T;
}

export interface JobQueue<T> extends AsyncDisposable {
  addAll(jobs: readonly Job<T>[]): Promise<void>;
  /** Waiting, delayed, running and failed jobs. */
  counts(): Promise<Record<string, number>>;
}

export interface QueueOptions {
  readonly name: string;
  readonly backend: QueueBackend;
  readonly onError: (error: Error) => void;
}

const attempts = 12;
const keptFailures = 1000;

export function createQueue<T extends object>(options: QueueOptions): JobQueue<T> {
  const { queueOptions, close } = connectionOf(options.backend, options.onError);
  const queue = new Queue(options.name, { ...queueOptions.options }, queueOptions.backend);
  queue.on('error', options.onError);
  return {
    async addAll(jobs) {
      const jobOptions = {
        attempts,
        backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
        removeOnComplete: true,
        removeOnFail: keptFailures,
      };
      await queue.addBulk(
        jobs.map((job) => ({ name: options.name, data: job.data, opts: { ...jobOptions, jobId: job.id } })),
      );
    },
    counts: () => queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
    async [Symbol.asyncDispose]() {
      await queue.close();
      await close();
    },
  };
}

export interface WorkerOptions<T> extends QueueOptions {
  readonly concurrency: number;
  readonly work: (data: T) => Promise<void>;
}

/** Works on the queue until disposed; disposing waits for the jobs in hand. */
export function createWorker<T extends object>(options: WorkerOptions<T>): AsyncDisposable {
  const { queueOptions, close } = connectionOf(options.backend, options.onError);
  const worker = new Worker<T>(
    options.name,
    (job) => options.work(job.data),
    { ...queueOptions.options, concurrency: options.concurrency, lockDuration: 30_000 },
    queueOptions.backend,
  );
  worker.on('error', options.onError);
  worker.on('failed', (_job, error) => options.onError(error));
  return {
    async [Symbol.asyncDispose]() {
      await worker.close();
      await close();
    },
  };
}

function connectionOf(backend: QueueBackend, onError: (error: Error) => void) {
  if (backend.kind === 'postgres') {
    const connection = { connectionString: backend.systemUrl, schema: 'jobs', migrate: true, max: 4 };
    return { queueOptions: { options: { connection }, backend: createPostgresBackend }, close: () => Promise.resolve() };
  }
  const connection = new Redis(backend.url, { maxRetriesPerRequest: null });
  connection.on('error', onError);
  return {
    queueOptions: { options: { connection }, backend: undefined },
    close: async () => connection.disconnect(),
  };
}
