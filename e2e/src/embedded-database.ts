import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** The database that a Gatehouse with this data folder has started, as its superuser: what would take too long by hand. */
export async function connectToEmbedded(data: string): Promise<pg.Client> {
  const home = join(data, 'postgres');
  const password = (await readFile(join(home, 'password'), 'utf8')).trim();
  // The fourth line of what PostgreSQL says of itself.
  const port = Number((await readFile(join(home, 'data', 'postmaster.pid'), 'utf8')).split('\n')[3]);
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'gatehouse',
  });
  await client.connect();
  return client;
}
