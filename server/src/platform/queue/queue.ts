import { createPostgresBackend, type Processor, Queue, Worker } from 'bullmq';
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

/** The schema of BullMQ's tables; its steps run with our migrations, never from a worker. */
export const jobsSchema = 'jobs';

const attempts = 12;
const keptFailures = 1000;

export function createQueue<T extends object>(options: QueueOptions): JobQueue<T> {
  const { connection, close } = connect(options.backend, options.onError);
  const queue = connection.backend
    ? new Queue(options.name, connection.options, connection.backend)
    : new Queue(options.name, connection.options);
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
  const { connection, close } = connect(options.backend, options.onError);
  const { concurrency } = options;
  const work: Processor<T, void> = (job) => options.work(job.data);
  const worker = connection.backend
    ? new Worker(options.name, work, { ...connection.options, concurrency }, connection.backend)
    : new Worker(options.name, work, { ...connection.options, concurrency });
  worker.on('error', options.onError);
  worker.on('failed', (_job, error) => options.onError(error));
  return {
    async [Symbol.asyncDispose]() {
      await worker.close();
      await close();
    },
  };
}

function connect(backend: QueueBackend, onError: (error: Error) => void) {
  if (backend.kind === 'postgres') {
    const pool = { connectionString: backend.systemUrl, schema: jobsSchema, max: 4 };
    const connection = { options: { connection: pool }, backend: createPostgresBackend } as const;
    return { connection, close: () => Promise.resolve() };
  }
  const redis = new Redis(backend.url, { maxRetriesPerRequest: null });
  redis.on('error', onError);
  const connection = { options: { connection: redis }, backend: undefined } as const;
  return { connection, close: async () => redis.disconnect() };
}
