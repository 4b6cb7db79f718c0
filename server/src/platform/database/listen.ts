import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const retryMs = 1_000;

export interface ListenOptions {
  readonly url: string;
  /** Name of the channel; it is put into the statement as it is. */
  readonly channel: string;
  /** What the connection is called in the database's list. */
  readonly name: string;
  /** After each connect: what was sent before it is lost. */
  readonly onConnect: () => void;
  readonly onMessage: (payload: string) => void;
  readonly onError: (error: Error) => void;
}

/** Keeps a connection that listens to a channel of PostgreSQL, and makes a new one when it breaks. */
export function listen(options: ListenOptions): AsyncDisposable {
  const { onError } = options;
  const stopping = new AbortController();
  let client: pg.Client | undefined;
  const running = (async () => {
    while (!stopping.signal.aborted) {
      client = newClient(options);
      const ended = new Promise<void>((resolve) => client?.once('end', resolve));
      client.on('error', onError);
      client.on('notification', ({ payload }) => options.onMessage(payload ?? ''));
      try {
        await client.connect();
        await client.query(`listen ${options.channel}`);
        options.onConnect();
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

function newClient({ url, name }: ListenOptions): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: name,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  });
}
