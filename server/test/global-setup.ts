import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedDatabase } from '../src/platform/database/embedded/index.js';
import { migrate } from '../src/platform/database/migrate.js';
import { ensureDatabase, provision } from '../src/platform/database/provision.js';
import { databaseUrl, templateName, testPasswords } from './database-urls.js';

let end = async (): Promise<void> => undefined;

/** One PostgreSQL for the whole run; each test file gets a copy of a migrated template in some 50 ms. */
export async function setup(project: TestProject): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-test-'));
  // Root's PostgreSQL runs under another account: what that cannot enter lies elsewhere, and would stay there.
  chmodSync(folder, 0o711);
  const database = await startEmbeddedDatabase({
    folder,
    log: () => undefined,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  const { superuserUrl } = database;
  end = async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await ensureDatabase(superuserUrl, templateName);
  await provision(databaseUrl(superuserUrl, templateName), testPasswords);
  await migrate(databaseUrl(superuserUrl, templateName, 'owner'));
  project.provide('superuserUrl', superuserUrl);
}

export const teardown = (): Promise<void> => end();

declare module 'vitest' {
  interface ProvidedContext {
    superuserUrl: string;
  }
}
