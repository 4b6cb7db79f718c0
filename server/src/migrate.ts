import { ConfigError, readVariables } from './platform/config/read-variables.js';
import { migrate } from './platform/database/migrate.js';
import { ensureDatabase, provision } from './platform/database/provision.js';

/**
 * `npm run migrate`: brings an external database to this release's schema and ends. With
 * DATABASE_SUPERUSER_URL it first creates the database and the three roles with the passwords of their addresses.
 */
try {
  const { superuserUrl, ownerUrl, roleUrls } = readAddresses();
  if (superuserUrl !== undefined) await prepare(superuserUrl, roleUrls);
  const steps = await migrate(ownerUrl);
  process.stdout.write(
    steps.length === 0 ? 'The database is up to date.\n' : `Migrated: ${steps.join(', ')}\n`,
  );
} catch (error) {
  process.stderr.write(`The migration failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function readAddresses() {
  const env = { ...process.env };
  const variables = readVariables(env);
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_SUPERUSER_URL: superuserUrl } = variables;
  if (ownerUrl === undefined) throw new ConfigError('DATABASE_OWNER_URL must be set.');
  const roleUrls = {
    owner: ownerUrl,
    app: variables.DATABASE_URL ?? '',
    system: variables.DATABASE_SYSTEM_URL ?? '',
  };
  return { superuserUrl, ownerUrl, roleUrls };
}

async function prepare(superuserUrl: string, roleUrls: { owner: string; app: string; system: string }) {
  const database = new URL(roleUrls.owner).pathname.slice(1);
  await ensureDatabase(superuserUrl, database);
  const here = new URL(superuserUrl);
  here.pathname = `/${database}`;
  const passwordOf = (name: string, url: string) => {
    const password = url === '' ? '' : decodeURIComponent(new URL(url).password);
    if (password === '') throw new ConfigError(`${name} must be set, with a password.`);
    return password;
  };
  await provision(here.href, {
    owner: passwordOf('DATABASE_OWNER_URL', roleUrls.owner),
    app: passwordOf('DATABASE_URL', roleUrls.app),
    system: passwordOf('DATABASE_SYSTEM_URL', roleUrls.system),
  });
}
