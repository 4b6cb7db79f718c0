import { migrationProvider } from '@gatehouse/migrations';
import { runMigrations as migrateJobs } from 'bullmq';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { jobsSchema } from '../queue/queue.js';

/**
 * Brings the database to this release's schema, connected as `gatehouse_owner`. Two at once wait for each other.
 * @returns the names of the steps that ran now
 * @throws the error of the step that failed; that step left nothing behind
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: migrationProvider, migrationTableSchema: 'migrations' });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    await migrateQueue(pool);
    return (results ?? [])
      .filter((result) => result.status === 'Success')
      .map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

/**
 * The queue's own tables come with the queue's library; only the worker's role may use them. Its functions make a
 * sequence for each queue as they run, hence `create` in this one schema.
 */
async function migrateQueue(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`create schema if not exists ${jobsSchema};
      grant usage, create on schema ${jobsSchema} to gatehouse_system;
      alter default privileges in schema ${jobsSchema}
        grant select, insert, update, delete, truncate on tables to gatehouse_system;
      alter default privileges in schema ${jobsSchema}
        grant usage, select, update on sequences to gatehouse_system`);
    await migrateJobs(client, jobsSchema);
  } finally {
    client.release();
  }
}
