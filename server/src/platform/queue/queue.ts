import { Queue } from 'bullmq';
import { connect, openReady, type QueueBackend } from './connection.js';

export type { QueueBackend } from './connection.js';
export { jobsSchema } from './connection.js';

export interface Job<T> {
  /** The same id twice is one job. Must not contain a colon. */
  readonly id: string;
  readonly data: T;
}

export interface JobQueue<T> extends AsyncDisposable {
  /** Rejects when the queue does not take the jobs now; some of them may have been taken. */
  addAll(jobs: readonly Job<T>[]): Promise<void>;
  /** Waiting, delayed, running and failed jobs. */
  counts(): Promise<Record<string, number>>;
}

export interface QueueOptions {
  readonly name: string;
  readonly backend: QueueBackend;
  readonly onError: (error: Error) => void;
}

const jobOptions = {
  attempts: 12,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  removeOnComplete: true,
  // A job that stayed would swallow the next try of the same event, because it has the same id.
  removeOnFail: true,
} as const;

/** A queue that connects on first use, and anew after a try that failed. */
export function createQueue<T extends object>(options: QueueOptions): JobQueue<T> {
  type Opened = Awaited<ReturnType<typeof openQueue>>;
  let opening: Promise<Opened> | undefined;
  const open = (): Promise<Opened> => {
    opening ??= openQueue(options).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    async addAll(jobs) {
      const { queue } = await open();
      await queue.addBulk(
        jobs.map((job) => ({ name: options.name, data: job.data, opts: { ...jobOptions, jobId: job.id } })),
      );
    },
    async counts() {
      const { queue } = await open();
      return queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
    },
    async [Symbol.asyncDispose]() {
      await (await opening?.catch(() => undefined))?.close();
    },
  };
}

function openQueue(options: QueueOptions) {
  const { connection, backend, close } = connect(options.backend, 'adding', options.onError);
  const queue = new Queue(options.name, { connection }, backend);
  queue.on('error', options.onError);
  return openReady({
    queue,
    ready: () => queue.waitUntilReady(),
    close: async () => {
      await queue.close();
      close();
    },
  });
}
