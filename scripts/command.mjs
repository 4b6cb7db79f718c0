import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { Failure, showProgress } from './console.mjs';
import { root } from './root.mjs';

/** The programs that run now, each the leader of a process group, so that its own children end with it. */
const running = new Set();
let interrupted = false;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, interrupt);

/** Hands the signals over to someone else, such as the server that runs in this process from now on. */
export function releaseSignals() {
  for (const signal of signals) process.off(signal, interrupt);
}

/** Ends everything that runs, the second time by force. */
function interrupt(signal) {
  signalAll(interrupted ? 'SIGKILL' : signal);
  interrupted = true;
  if (running.size === 0) process.exit(130);
}

/** Ends everything that runs; what does not go within 10 s is killed. */
export function endRunning() {
  signalAll('SIGTERM');
  setTimeout(() => signalAll('SIGKILL'), 10_000).unref();
}

function signalAll(signal) {
  for (const child of running) {
    try {
      if (process.platform === 'win32') child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
}

/**
 * Runs a program of the workspace (`node_modules/.bin`) or of the system.
 * @param {string[]} command the program and its arguments
 * @param {{ cwd?: string, env?: Record<string, string>, show?: boolean }} options `cwd` is relative to the root;
 *   `show` passes the output through instead of collecting it
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runCommand([program, ...args], { cwd = '.', env = {}, show = false } = {}) {
  const folder = join(root, cwd);
  const path = [join(folder, 'node_modules/.bin'), join(root, 'node_modules/.bin'), process.env.PATH];
  const posix = process.platform !== 'win32';
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...env, PATH: path.join(delimiter) },
    detached: posix,
    // Windows finds npx and the tools of the workspace only as .cmd files, which need a shell.
    shell: !posix,
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
  });
  running.add(child);
  return collect(child);
}

function collect(child) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => {
    const finish = (code) => {
      running.delete(child);
      if (interrupted) process.exit(130);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(1);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/**
 * Runs a command behind one line of progress; its output is shown only when it fails.
 * @throws Failure
 */
export async function runQuietly(what, command, options) {
  const done = showProgress(what);
  const { code, output } = await runCommand(command, options);
  done();
  if (code === 0) return;
  process.stderr.write(output);
  throw new Failure(`${what} failed (exit code ${code}); its output is above.`);
}
