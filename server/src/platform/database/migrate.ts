import { migrationProvider } from '@gatehouse/migrations';
import { Kysely, Migrator, PostgresDialect } from 'kysely';
import pg from 'pg';

/**
 * Brings the database to this release's schema, connected as `gatehouse_owner`. Two at once wait for each other.
 * @returns the names of the steps that ran now
 * @throws the error of the step that failed; that step left nothing behind
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: ownerUrl, max: 2 }) }),
  });
  try {
    const migrator = new Migrator({ db, provider: migrationProvider, migrationTableSchema: 'migrations' });
    const { error, results } = await migrator.migrateToLatest();
    if (error) throw error;
    return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}
