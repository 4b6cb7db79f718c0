import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseUrl, templateName } from './database-urls.js';

/** A database of its own for one test file. */
export interface TestDatabase extends AsyncDisposable {
  readonly superuserUrl: string;
  readonly appUrl: string;
  readonly systemUrl: string;
  readonly ownerUrl: string;
  /** Runs SQL past row-level security, to look at what the code under test left behind. */
  query<R extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<R[]>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const superuserUrl = inject('superuserUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runOnce(superuserUrl, `create database ${name} template ${templateName} strategy file_copy`);
  const client = new pg.Client({ connectionString: databaseUrl(superuserUrl, name) });
  await client.connect();
  client.on('error', () => undefined);
  return {
    superuserUrl: databaseUrl(superuserUrl, name),
    appUrl: databaseUrl(superuserUrl, name, 'app'),
    systemUrl: databaseUrl(superuserUrl, name, 'system'),
    ownerUrl: databaseUrl(superuserUrl, name, 'owner'),
    query: async (sql, values = []) => (await client.query(sql, values)).rows,
    async [Symbol.asyncDispose]() {
      await client.end();
      await runOnce(superuserUrl, `drop database ${name} with (force)`);
    },
  };
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
