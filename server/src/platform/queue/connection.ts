import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
} from 'bullmq';
import { Redis } from 'ioredis';

/** Where jobs live: beside the data by default, in Redis when there is one. */
export type QueueBackend =
  | { readonly kind: 'postgres'; readonly systemUrl: string }
  | { readonly kind: 'redis'; readonly url: string };

/** The schema of BullMQ's tables; its steps run with our migrations, never from a worker. */
export const jobsSchema = 'jobs';

const readyMs = 5_000;

interface Connection {
  readonly connection: ConnectionOptions;
  readonly backend: BackendFactory;
  /** False while nothing can be said to the queue, so that a stop need not wait for its answer. */
  reachable(): boolean;
  close(): void;
}

/**
 * What BullMQ connects with. Who adds jobs wants to hear at once that Redis is away, because a transaction waits
 * for the answer; who works on jobs waits until it is back.
 */
export function connect(
  backend: QueueBackend,
  use: 'adding' | 'working',
  onError: (error: Error) => void,
): Connection {
  if (backend.kind === 'postgres') {
    const connection = {
      connectionString: backend.systemUrl,
      schema: jobsSchema,
      max: 4,
      connectionTimeoutMillis: 10_000,
      application_name: 'gatehouse queue',
    };
    return {
      connection,
      backend: createPostgresBackend as BackendFactory,
      reachable: () => true,
      close: () => undefined,
    };
  }
  const patience = use === 'adding' ? { maxRetriesPerRequest: 1 } : { maxRetriesPerRequest: null };
  const redis = new Redis(backend.url, patience);
  redis.on('error', onError);
  return {
    connection: redis,
    backend: createRedisBackend,
    reachable: () => redis.status === 'ready',
    close: () => redis.disconnect(),
  };
}

/**
 * Resolves with what was opened once it is ready. BullMQ remembers a failed start for good, so what did not
 * become ready in five seconds is closed again and the next try opens a new one.
 */
export async function openReady<T extends { ready: () => Promise<unknown>; close: () => Promise<void> }>(
  opened: T,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The job queue does not answer.')), readyMs);
  });
  try {
    await Promise.race([opened.ready(), late]);
    return opened;
  } catch (error) {
    void opened.close().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
