import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { EmbeddedDatabaseError } from './errors.js';

/** The account that PostgreSQL runs under; part of the options of `spawn`. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

/** The tools of Debian and most others first, then Alpine's. */
const waysToCreate: readonly string[][][] = [
  [
    ['groupadd', '--system', 'postgres'],
    ['useradd', '--system', '--no-create-home', '--gid', 'postgres', 'postgres'],
  ],
  [
    ['addgroup', '-S', 'postgres'],
    ['adduser', '-S', '-D', '-H', '-G', 'postgres', 'postgres'],
  ],
];

/** True when this process may do everything, which PostgreSQL refuses to run with. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The unprivileged account `postgres` of this machine, made when it is absent. Only for root.
 * @throws EmbeddedDatabaseError when there is none and none can be made
 */
export function postgresUser(): OsUser {
  const existing = findPostgresUser();
  if (existing) return existing;
  for (const commands of waysToCreate) {
    for (const [program = '', ...args] of commands) spawnSync(program, args, { stdio: 'ignore' });
    const created = findPostgresUser();
    if (created) return created;
  }
  throw new EmbeddedDatabaseError(
    'PostgreSQL does not run as root and no user "postgres" can be made; start Gatehouse as an ordinary user.',
  );
}

/** The owner of a file or folder; undefined when it does not exist or belongs to root. */
export function ownerOf(path: string): OsUser | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

/** Asks the system itself, because modes alone do not tell of access lists and mount options. */
export function canEnter(folder: string, user: OsUser): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, stdio: 'ignore' }).status === 0;
}

/** True when the account can execute the program and load its libraries. */
export function canExecute(program: string, user: OsUser): boolean {
  return spawnSync(program, ['--version'], { ...user, stdio: 'ignore', env: {} }).status === 0;
}

function findPostgresUser(): OsUser | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const result = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    return result.status === 0 ? Number(result.stdout.trim()) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}
