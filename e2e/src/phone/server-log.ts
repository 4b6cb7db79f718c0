import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** How many requests of phones the server of this folder has answered, by its own log. */
export async function phoneRequests(dataFolder: string): Promise<number> {
  const lines = (await readFile(join(dataFolder, 'gatehouse.log'), 'utf8')).split('\n');
  return lines.filter((line) => /"route":"\/api\/v1\/(?:device|live)[/"]/.test(line)).length;
}

/** Asks the database in this folder, past everything that the server does. */
export async function queryDatabase<Row extends pg.QueryResultRow>(
  dataFolder: string,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const home = join(dataFolder, 'postgres');
  const [password, pidFile] = await Promise.all([
    readFile(join(home, 'password'), 'utf8'),
    readFile(join(home, 'data/postmaster.pid'), 'utf8'),
  ]);
  // The fourth line of PostgreSQL's own file.
  const port = Number(pidFile.split('\n')[3]);
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port, user: 'postgres', password: password.trim(), database: 'gatehouse' },
  });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
