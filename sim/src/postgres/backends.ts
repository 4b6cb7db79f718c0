import pg from 'pg';

/** A connection, and the process of the database that serves it. */
export interface Backend {
  readonly client: pg.Client;
  readonly pid: number;
  isBroken: boolean;
}

/** Connections of the app's role. They outlive the worlds that use them, because opening one costs as much as a batch. */
export class Backends {
  readonly #url: string;
  readonly #idle: Backend[] = [];

  constructor(url: string) {
    this.#url = url;
  }

  async take(): Promise<Backend> {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) if (!idle.isBroken) return idle;
    const client = new pg.Client({ connectionString: this.#url, application_name: 'gatehouse' });
    const listen = { isBroken: false };
    client.on('error', () => {
      listen.isBroken = true;
    });
    client.on('end', () => {
      listen.isBroken = true;
    });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return Object.assign(listen, { client, pid: rows[0]?.pid ?? 0 });
  }

  /** For others; no transaction may be open on it. */
  give(backend: Backend): void {
    if (!backend.isBroken) this.#idle.push(backend);
  }

  async close(): Promise<void> {
    for (const { client } of this.#idle.splice(0)) await client.end();
  }
}
