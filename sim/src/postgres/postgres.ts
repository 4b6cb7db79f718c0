import pg from 'pg';
import { Backends } from './backends.js';
import type { Killed } from './deaths.js';

export interface PostgresUrls {
  /** Of the superuser, on the database that worlds are played in, one after another. */
  readonly superuserUrl: string;
  /** Of the role that the server signs in with, on the same one. */
  readonly appUrl: string;
}

/** What a world writes, in an order in which it can be deleted. */
const tables = [
  ...['answer', 'photo', 'conflict', 'row_decision', 'log_head', 'log_receipt'],
  ...['scan', 'log_row', 'device_log', 'feed', 'device'],
].map((name) => `checkin.${name}`);
const endsWithinMs = 10_000;

/** A migrated database that worlds are played in, one after another. */
export class Postgres implements AsyncDisposable {
  readonly urls: PostgresUrls;
  readonly backends: Backends;
  readonly killed: Killed = { statement: 0, beforeCommit: 0, afterCommit: 0 };
  /** Looks, clears and kills; what it asks takes no virtual time. */
  readonly #admin: pg.Client;

  private constructor(urls: PostgresUrls, admin: pg.Client) {
    this.urls = urls;
    this.backends = new Backends(urls.appUrl);
    this.#admin = admin;
  }

  static async open(urls: PostgresUrls): Promise<Postgres> {
    const admin = new pg.Client({ connectionString: urls.superuserUrl });
    admin.on('error', () => undefined);
    await admin.connect();
    await admin.query('create schema if not exists sim');
    for (const table of tables)
      await admin.query(`create unlogged table if not exists ${backupOf(table)} (like ${table})`);
    return new Postgres(urls, admin);
  }

  async query<R extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> {
    return (await this.#admin.query<R>(sql, values)).rows;
  }

  /** Asks several things at once. @param questions without parameters @returns the rows of each, under its name */
  async queryAll<Answers extends object>(
    questions: Readonly<Record<keyof Answers, string>>,
  ): Promise<Answers> {
    const results: unknown = await this.#admin.query(Object.values<string>(questions).join(';'));
    const rows = (results as pg.QueryResult[]).map((result) => result.rows);
    return Object.fromEntries(Object.keys(questions).map((name, index) => [name, rows[index]])) as Answers;
  }

  /** Nothing of the world before is left. */
  async clear(): Promise<void> {
    await this.query(
      tables.flatMap((table) => [`delete from ${table}`, `delete from ${backupOf(table)}`]).join(';'),
    );
  }

  /** @param life seconds since 1970 */
  async beginLife(life: number): Promise<void> {
    await this.query('delete from platform.database_life');
    await this.query('insert into platform.database_life (started_at) values (to_timestamp($1))', [life]);
  }

  /** All tables as of one moment. */
  async backUp(): Promise<void> {
    await this.#together(
      tables.flatMap((table) => [
        `delete from ${backupOf(table)}`,
        `insert into ${backupOf(table)} select * from ${table}`,
      ]),
    );
  }

  async bringBack(): Promise<void> {
    await this.#together([
      ...tables.map((table) => `delete from ${table}`),
      ...tables.toReversed().map((table) => `insert into ${table} select * from ${backupOf(table)}`),
    ]);
  }

  async terminate(pid: number): Promise<void> {
    await this.query('select pg_terminate_backend($1, $2)', [pid, endsWithinMs]);
  }

  /** The backends that stand at a lock. */
  async findHeldUp(): Promise<ReadonlySet<number>> {
    const rows = await this.query<{ pid: number }>('select distinct pid from pg_locks where not granted');
    return new Set(rows.map(({ pid }) => pid));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.backends.close();
    await this.#admin.end();
  }

  async #together(statements: readonly string[]): Promise<void> {
    await this.query(`begin isolation level repeatable read;${statements.join(';')};commit`);
  }
}

function backupOf(table: string): string {
  return table.replace('checkin.', 'sim.');
}
