import { join } from 'node:path';
import { type EmbeddedDatabaseError, explainThrown } from './errors.js';
import { lockFolder } from './folder-lock.js';
import { initialise } from './initialise.js';
import { stopOrphan } from './orphan.js';
import { place } from './placement.js';
import { type Postmaster, startPostmaster } from './postmaster.js';

export { EmbeddedDatabaseError } from './errors.js';

/** A running PostgreSQL of our own. */
export interface EmbeddedDatabase {
  /** Connection string of the superuser on 127.0.0.1, database `postgres`. */
  readonly superuserUrl: string;
  /** Tells of the end of PostgreSQL that nobody asked for, with the line to end the process with. At most one call. */
  onExit(listener: (error: EmbeddedDatabaseError) => void): void;
  /** Ends all connections and PostgreSQL, waits for it, and gives the folder back. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedDatabaseOptions {
  /** Folder for this database alone, such as `.data/postgres`; made when absent. */
  readonly folder: string;
  /** Receives each line that PostgreSQL prints. */
  readonly log: (line: string) => void;
  /** Further settings of PostgreSQL, such as `fsync: 'off'` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts PostgreSQL on the data of a folder, making both on the first start. Works as root, under an account
 * `postgres`, and as an ordinary user. What a killed Gatehouse left running on the folder is stopped first.
 * @throws EmbeddedDatabaseError with one line for the operator: folder in use, disk full, no permission, data of
 *   another version, unsupported system
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  let unlock = (): void => undefined;
  try {
    const placement = place(options.folder);
    unlock = await lockFolder(placement.home);
    await stopOrphan(join(placement.home, 'data'));
    const password = await initialise(placement);
    const postmaster = await startPostmaster({
      placement,
      log: options.log,
      settings: options.settings ?? {},
    });
    return handle(postmaster, password, unlock);
  } catch (error) {
    unlock();
    throw explainThrown(error, options.folder);
  }
}

function handle(postmaster: Postmaster, password: string, unlock: () => void): EmbeddedDatabase {
  let stopping: Promise<void> | undefined;
  return {
    superuserUrl: `postgres://postgres:${password}@127.0.0.1:${postmaster.port}/postgres`,
    onExit(listener) {
      postmaster.ended.then((error) => {
        if (!stopping) listener(error);
      });
    },
    stop() {
      stopping ??= postmaster.stop().then(unlock);
      return stopping;
    },
  };
}
