import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationProvider } from '@gatehouse/migrations';
import { startEmbeddedDatabase } from '@gatehouse/server/platform/database/embedded/index.js';
import { ensureDatabase, provision } from '@gatehouse/server/platform/database/provision.js';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import type { PostgresUrls } from './postgres.js';

const name = 'gatehouse_sim';

/** Starts a PostgreSQL of its own with this release's schema, whose folder goes with it. */
export async function startPostgres(): Promise<PostgresUrls & AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-sim-'));
  // Root's PostgreSQL runs under another account: what that cannot enter lies elsewhere, and would stay there.
  chmodSync(folder, 0o711);
  const database = await startEmbeddedDatabase({
    folder,
    log: () => undefined,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  const urls = await prepare(database.superuserUrl);
  return {
    ...urls,
    async [Symbol.asyncDispose]() {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function prepare(superuserUrl: string): Promise<PostgresUrls> {
  const passwords = { owner: password(), app: password(), system: password() };
  const urlOf = (role?: keyof typeof passwords) => {
    const url = new URL(superuserUrl);
    url.pathname = `/${name}`;
    if (role === undefined) return url.href;
    url.username = `gatehouse_${role}`;
    url.password = passwords[role];
    return url.href;
  };
  await ensureDatabase(superuserUrl, name);
  await provision(urlOf(), passwords);
  await migrate(urlOf('owner'));
  return { superuserUrl: urlOf(), appUrl: urlOf('app') };
}

function password(): string {
  return randomBytes(12).toString('hex');
}

/** Without the queue's own tables, which no world needs. */
async function migrate(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: migrationProvider, migrationTableSchema: 'migrations' });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  } finally {
    await db.destroy();
  }
}
