import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Backend, Backends } from './backends.js';
import type { DatabaseLoop } from './database-loop.js';
import type { Deaths } from './deaths.js';

export interface ServerPoolParts {
  readonly loop: DatabaseLoop;
  readonly backends: Backends;
  /** Ends a backend, and waits until it is gone. */
  readonly terminate: (pid: number) => Promise<void>;
  /** Null: nobody kills backends that serve it. */
  readonly deaths: Deaths | null;
}

/** The connections of one process of the server: what it asks is answered in virtual time. */
export class ServerPool implements PostgresPool {
  readonly options = {};
  readonly #parts: ServerPoolParts;
  readonly #inUse = new Set<Backend>();

  constructor(parts: ServerPoolParts) {
    this.#parts = parts;
  }

  async connect(): Promise<PostgresPoolClient> {
    const { loop, backends } = this.#parts;
    const backend = await loop.call(null, async () => {
      const taken = await backends.take();
      this.#inUse.add(taken);
      return taken;
    });
    const query = (sql: string, parameters: readonly unknown[]) =>
      loop.call(backend.pid, () => this.#ask(backend, sql, parameters));
    const release = () => {
      if (this.#inUse.delete(backend)) backends.give(backend);
    };
    return { processID: backend.pid, query: query as PostgresPoolClient['query'], release };
  }

  /** As when its process ends: what was not committed is rolled back. */
  async end(): Promise<void> {
    const backends = [...this.#inUse];
    this.#inUse.clear();
    for (const backend of backends) await this.#kill(backend);
  }

  async #kill(backend: Backend): Promise<void> {
    backend.isBroken = true;
    await this.#parts.terminate(backend.pid);
  }

  async #ask(backend: Backend, sql: string, parameters: readonly unknown[]): Promise<unknown> {
    const death = this.#parts.deaths?.next(sql) ?? null;
    if (death === 'before') await this.#kill(backend);
    const result = await backend.client.query(sql, [...parameters]);
    if (death !== 'after') return result;
    await this.#kill(backend);
    throw new Error('Connection terminated unexpectedly');
  }
}
