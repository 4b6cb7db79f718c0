import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Binaries, packagedBinaries, reachableBinaries } from './binaries.js';
import { EmbeddedDatabaseError } from './errors.js';
import { canEnter, isRoot, type OsUser, ownerOf, postgresUser } from './os-user.js';

/** Where root keeps data and programs that the account `postgres` must reach. */
const sharedFolder = '/var/lib/gatehouse';

/** Where a database lies, which programs run it, and under which account (undefined: our own). */
export interface Placement {
  /** Absolute path; holds the lock, the password and `data`. */
  readonly home: string;
  readonly binaries: Binaries;
  readonly user: OsUser | undefined;
}

/**
 * Decides where the database of a data folder lies, and makes that folder. Normally it is the folder itself.
 * Root cannot run PostgreSQL; when the account that does cannot enter the folder (a clone below root's home),
 * the data lies in a shared place, and a file `LOCATION` in the folder says so.
 */
export function place(folder: string): Placement {
  const packaged = packagedBinaries();
  mkdirSync(folder, { recursive: true });
  const recorded = recordedHome(folder);
  const home = recorded ?? resolve(folder);
  if (!isRoot()) return { home, binaries: packaged, user: undefined };
  const user = ownerOf(join(home, 'data')) ?? postgresUser();
  return {
    home: recorded ?? reachableHome(folder, user),
    binaries: reachableBinaries(packaged, user, sharedFolder),
    user,
  };
}

function recordedHome(folder: string): string | undefined {
  const path = join(folder, 'LOCATION');
  if (!existsSync(path)) return undefined;
  const home = readFileSync(path, 'utf8')
    .split('\n')
    .find((line) => line.startsWith('/'));
  if (home === undefined || !existsSync(home)) {
    throw new EmbeddedDatabaseError(
      `The database is not where ${path} says; bring it back or remove that file to begin a new one.`,
    );
  }
  return home;
}

function reachableHome(folder: string, user: OsUser): string {
  const home = resolve(folder);
  if (canEnter(home, user)) return home;
  const elsewhere = makeSharedHome(home);
  writeFileSync(
    join(folder, 'LOCATION'),
    `The database of this folder lies in\n${elsewhere}\nbecause PostgreSQL does not run as root, and the user that runs it cannot enter this folder.\n`,
  );
  return elsewhere;
}

/** A folder that was never used: what an earlier, deleted clone at the same path left behind is not adopted. */
function makeSharedHome(folder: string): string {
  mkdirSync(sharedFolder, { recursive: true });
  chmodSync(sharedFolder, 0o755);
  const name = join(sharedFolder, createHash('sha256').update(folder).digest('hex').slice(0, 16));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (existsSync(candidate)) continue;
    mkdirSync(candidate);
    chmodSync(candidate, 0o711);
    return candidate;
  }
}
