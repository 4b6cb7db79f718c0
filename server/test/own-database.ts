import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../src/platform/database/embedded/index.js';
import { migrate } from '../src/platform/database/migrate.js';
import { ensureDatabase, provision } from '../src/platform/database/provision.js';
import { databaseUrl, testPasswords } from './database-urls.js';
import { freePort } from './redis.js';
import type { TestDatabase } from './test-database.js';

const name = 'gatehouse';

/** A PostgreSQL for one test alone, which may end it at any moment. It comes back under the same address. */
export class OwnDatabase implements TestDatabase {
  readonly #folder: string;
  readonly #port: number;
  #running: EmbeddedDatabase | undefined;
  #superuserUrl = '';

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  static async start(): Promise<OwnDatabase> {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-own-'));
    // Root's PostgreSQL runs under another account: what that cannot enter lies elsewhere, and would stay there.
    chmodSync(folder, 0o711);
    const database = new OwnDatabase(folder, await freePort());
    await database.comeBack();
    await ensureDatabase(database.#superuserUrl, name);
    await provision(database.superuserUrl, testPasswords);
    await migrate(database.ownerUrl);
    return database;
  }

  get superuserUrl(): string {
    return databaseUrl(this.#superuserUrl, name);
  }

  get appUrl(): string {
    return databaseUrl(this.#superuserUrl, name, 'app');
  }

  get systemUrl(): string {
    return databaseUrl(this.#superuserUrl, name, 'system');
  }

  get ownerUrl(): string {
    return databaseUrl(this.#superuserUrl, name, 'owner');
  }

  async query<R extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> {
    const client = new pg.Client({ connectionString: this.superuserUrl });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<R>(sql, values)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** As an administrator does it: open transactions are broken off, what was committed is written out. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  /** As when its memory runs out: the next start finds nothing but its log. */
  async crash(): Promise<void> {
    const [row] = await this.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    const [pid] = readFileSync(join(row?.folder ?? '', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await this.stop();
  }

  async comeBack(): Promise<void> {
    this.#running = await startEmbeddedDatabase({
      folder: join(this.#folder, 'postgres'),
      log: () => undefined,
      // A process that dies takes nothing along that the system was handed, so nobody waits for the disk here.
      settings: { port: String(this.#port), fsync: 'off', max_connections: '60' },
    });
    const url = new URL(this.#running.superuserUrl);
    url.port = String(this.#port);
    this.#superuserUrl = url.href;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
