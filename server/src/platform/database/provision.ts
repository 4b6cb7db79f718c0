import { provisionStatements, type RolePasswords } from '@gatehouse/migrations';
import pg from 'pg';

/** Creates or updates the roles that Gatehouse signs in with; `url` is a superuser's, on Gatehouse's database. */
export async function provision(url: string, passwords: RolePasswords): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`begin; ${provisionStatements(passwords).join(';\n')}; commit`);
  } finally {
    await client.end();
  }
}

/** Creates the database where it is missing. */
export async function ensureDatabase(superuserUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
