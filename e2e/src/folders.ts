import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone when it is disposed, and no process with it. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

/** @param mode who may enter; by default everybody, as in most homes and in `/srv` */
export async function makeFolder(mode = 0o755): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
  await chmod(path, mode);
  return {
    path,
    async [Symbol.asyncDispose]() {
      for (const pid of await processesOn(path)) kill(pid);
      await rm(path, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Processes whose command line names something in this folder, such as the PostgreSQL on its data. */
export async function processesOn(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_pid, index) => lines[index]?.includes(`${folder}/`)).map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
