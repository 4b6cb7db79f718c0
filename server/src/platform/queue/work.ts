import { setTimeout as sleep } from 'node:timers/promises';
import { type Processor, Worker } from 'bullmq';
import { connect, openReady } from './connection.js';
import type { QueueOptions } from './queue.js';

export interface WorkerOptions<T> extends QueueOptions {
  readonly concurrency: number;
  /** How long the job of a worker that died stays with it before another one takes it over. */
  readonly takeOverMs: number;
  readonly work: (data: T) => Promise<void>;
}

const firstBreakMs = 250;
const longestBreakMs = 10_000;

/** Works on the queue until disposed; disposing waits for the jobs in hand. Trouble makes it slower, never stop. */
export function createWorker<T extends object>(options: WorkerOptions<T>): AsyncDisposable {
  const stopping = new AbortController();
  const opening = openWhenPossible(options, stopping.signal);
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await (await opening)?.close();
    },
  };
}

async function openWhenPossible<T extends object>(options: WorkerOptions<T>, stop: AbortSignal) {
  for (let breakMs = firstBreakMs; !stop.aborted; breakMs = Math.min(breakMs * 2, longestBreakMs)) {
    try {
      const opened = await openReady(openWorker(options));
      void opened.worker.run().catch(options.onError);
      return opened;
    } catch (error) {
      options.onError(error as Error);
    }
    await sleep(breakMs, undefined, { signal: stop }).catch(() => undefined);
  }
  return undefined;
}

function openWorker<T extends object>(options: WorkerOptions<T>) {
  const { connection, backend, reachable, close } = connect(options.backend, 'working', options.onError);
  const work: Processor<T, void> = (job) => options.work(job.data);
  const settings = {
    connection,
    concurrency: options.concurrency,
    autorun: false,
    lockDuration: options.takeOverMs,
    stalledInterval: options.takeOverMs,
    runRetryDelay: 2_000,
    // A worker that dies says nothing about its job, so a job is never given up for being taken over too often.
    maxStalledCount: 1_000_000,
  };
  const worker = new Worker(options.name, work, settings, backend);
  const breaks = takeBreaks(worker);
  worker.on('active', breaks.recover);
  worker.on('error', (error) => {
    options.onError(error);
    if (!worker.closing) breaks.take();
  });
  worker.on('failed', (_job, error) => options.onError(error));
  return {
    worker,
    ready: () => worker.waitUntilReady(),
    close: async () => {
      breaks.stop();
      await worker.close(!reachable());
      close();
    },
  };
}

/**
 * After an error BullMQ asks for the next job at once, so a queue that refuses would keep a whole core busy and
 * starve the process. Each error in a row makes the worker wait longer before it asks again.
 */
function takeBreaks(worker: { pause(doNotWait: boolean): Promise<void>; resume(): Promise<void> }) {
  let breakMs = firstBreakMs;
  let timer: NodeJS.Timeout | undefined;
  return {
    take(): void {
      if (timer !== undefined) return;
      void worker.pause(true);
      timer = setTimeout(() => {
        timer = undefined;
        void worker.resume();
      }, breakMs);
      breakMs = Math.min(breakMs * 2, longestBreakMs);
    },
    recover(): void {
      breakMs = firstBreakMs;
    },
    stop: () => clearTimeout(timer),
  };
}
