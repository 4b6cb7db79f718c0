import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const retryMs = 1_000;

export interface WakeUpOptions {
  readonly url: string;
  readonly onWake: () => void;
  readonly onError: (error: Error) => void;
}

/**
 * Wakes the relay when a transaction with an event commits. It may be away for a while: then polling goes on, and
 * the first thing after each connect is a wake-up for what was missed.
 */
export function listenForEvents({ url, onWake, onError }: WakeUpOptions): AsyncDisposable {
  const stopping = new AbortController();
  let client: pg.Client | undefined;
  const running = (async () => {
    while (!stopping.signal.aborted) {
      client = newClient(url);
      const ended = new Promise<void>((resolve) => client?.once('end', resolve));
      client.on('error', onError);
      client.on('notification', onWake);
      try {
        await client.connect();
        await client.query('listen gatehouse_outbox');
        onWake();
        await ended;
      } catch (error) {
        onError(error as Error);
        await client.end().catch(() => undefined);
      }
      await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}

function newClient(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: 'gatehouse relay',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
}
