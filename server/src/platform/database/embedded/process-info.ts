import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A text that tells two processes apart that had the same number at different times; undefined when no such
 * process lives. A zombie counts as gone: it holds nothing any more.
 */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') return startOnLinux(pid);
  if (process.platform === 'win32') return exists(pid) ? 'alive' : undefined;
  const line = ps('lstart=', pid);
  return line === '' ? undefined : line;
}

/** The arguments of a living process, the program first; empty when it is gone or hidden from us. */
export function argumentsOf(pid: number): string[] {
  if (process.platform === 'linux') return readText(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
  if (process.platform === 'win32') return [];
  return ps('args=', pid).split(' ');
}

/** Waits until the process is gone. @returns false when it still lives after `timeoutMs` */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (startOf(pid) !== undefined) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

/** The start is counted in ticks since the machine's start, so the name of that start belongs to it. */
function startOnLinux(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is the program's name in parentheses and may itself hold blanks and parentheses.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  const ticks = rest[18];
  return `${readText('/proc/sys/kernel/random/boot_id')?.trim() ?? ''} ${ticks}`;
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function ps(format: string, pid: number): string {
  const result = spawnSync('ps', ['-o', format, '-p', String(pid)], {
    encoding: 'utf8',
    env: { LC_ALL: 'C' },
  });
  return result.stdout?.trim() ?? '';
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
