import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from './binaries.js';
import { EmbeddedDatabaseError, explain } from './errors.js';
import type { Placement } from './placement.js';

/**
 * Makes the database cluster on the first start and checks its version on every other.
 * A first start that was interrupted leaves only a draft, which the next one throws away.
 * @returns the superuser's password
 */
export async function initialise(placement: Placement): Promise<string> {
  const data = join(placement.home, 'data');
  const passwordFile = join(placement.home, 'password');
  if (!existsSync(data)) {
    const draft = join(placement.home, 'data.draft');
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, randomBytes(32).toString('hex'), { mode: 0o600 });
    if (placement.user) {
      for (const path of [draft, passwordFile]) chownSync(path, placement.user.uid, placement.user.gid);
    }
    await runInitdb(placement, draft, passwordFile);
    renameSync(draft, data);
  }
  checkVersion(placement, data);
  return readFileSync(passwordFile, 'utf8').trim();
}

/** PostgreSQL's own C.UTF-8 sorts and folds alike on every system, whatever locales are installed. */
function runInitdb(placement: Placement, data: string, passwordFile: string): Promise<void> {
  const args = [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--text-search-config=simple',
  ];
  const options = { ...placement.user, cwd: placement.home, env: { LC_ALL: 'C' }, detached: true };
  return new Promise((resolve, reject) => {
    const child = spawn(program(placement.binaries, 'initdb'), args, {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', (error) => reject(explain(error.message, placement.home)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(explain(output, placement.home))));
  });
}

function checkVersion(placement: Placement, data: string): void {
  const major = placement.binaries.version.split('.')[0];
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found === major) return;
  throw new EmbeddedDatabaseError(
    `The database in ${placement.home} is of PostgreSQL ${found}, but this Gatehouse runs PostgreSQL ${major}.`,
  );
}
