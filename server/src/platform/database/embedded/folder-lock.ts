import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from './errors.js';
import { startOf } from './process-info.js';

/** A Gatehouse that was told to stop may still drain while the next one starts: Ctrl-C, arrow up, Enter. */
const patienceMs = 3_000;

/**
 * Takes the data folder for this process, so that two Gatehouses never stop each other's PostgreSQL.
 * A lock whose process is gone, also one whose number was given to another process since, is taken over.
 * @returns a function that gives the folder back
 * @throws EmbeddedDatabaseError when another living process keeps holding it
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const path = join(folder, 'gatehouse.lock');
  const mine = `${process.pid}\n${startOf(process.pid)}\n`;
  const deadline = Date.now() + patienceMs;
  for (;;) {
    if (create(path, mine)) return () => release(path, mine);
    const found = read(path) ?? '';
    const pid = holderOf(found);
    if (Date.now() > deadline) throw inUse(folder, pid ?? 0);
    if (pid === undefined) removeStale(path, found);
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A link appears at once with its whole content, so nobody reads a half-written lock. */
function create(path: string, content: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, content, { mode: 0o644 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves the stale lock aside; puts it back when someone else has taken the folder in between. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (moved !== stale && moved !== undefined) create(path, moved);
  rmSync(aside, { force: true });
}

function release(path: string, mine: string): void {
  if (read(path) === mine) rmSync(path, { force: true });
}

/** The number of the living process that a lock names. */
function holderOf(lock: string): number | undefined {
  const [pid, start] = lock.split('\n');
  return start !== undefined && startOf(Number(pid)) === start ? Number(pid) : undefined;
}

function inUse(folder: string, pid: number): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The data folder ${folder} is in use by another Gatehouse (process ${pid}).`,
  );
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
