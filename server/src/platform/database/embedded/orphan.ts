import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from './errors.js';
import { argumentsOf, waitUntilGone } from './process-info.js';

/**
 * Ends the PostgreSQL that a killed Gatehouse left running on this data. Only for the holder of the folder's lock.
 * @throws EmbeddedDatabaseError when it does not end
 */
export async function stopOrphan(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (argumentsOf(pid).includes(data)) await stop(pid, data);
  if (existsSync(pidFile)) disown(pidFile);
}

async function stop(pid: number, data: string): Promise<void> {
  process.kill(pid, 'SIGINT');
  if (await waitUntilGone(pid, 20_000)) return;
  process.kill(pid, 'SIGQUIT');
  if (await waitUntilGone(pid, 5_000)) return;
  throw new EmbeddedDatabaseError(`An earlier PostgreSQL (process ${pid}) on ${data} does not stop.`);
}

/**
 * The number in the file may by now be a stranger's, or a zombie's that nobody collects in a container; for both
 * PostgreSQL would refuse to start. It does accept its own parent's number as stale. The file itself stays, because
 * PostgreSQL reads from its other lines whether processes of the earlier server still use the data.
 */
function disown(pidFile: string): void {
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^-?\d+/, String(process.pid)));
}
