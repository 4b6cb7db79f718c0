import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takePrepared } from './prepared-data.js';

/** The folder of this clone. */
export const clone = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export interface GatehouseOptions {
  readonly data: string;
  /** `start` is what `npm start` runs; `server` is what it becomes. */
  readonly program?: 'start' | 'server';
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The account that runs it; this process must be root to choose one. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Where the clone lies, when it is seen under another path as well. */
  readonly clone?: string;
}

/** What the first lines of a start tell. */
export interface Announcement {
  readonly url: string;
  readonly email: string;
  /** Only on the first start. */
  readonly password: string | undefined;
  readonly mailUrl: string;
}

const programs = { start: 'scripts/start.mjs', server: 'server/dist/main.js' };
const startTimeoutMs = 90_000;
const stopTimeoutMs = 30_000;

// A test runner ends its workers with a signal, which by itself would pass over what listens to the exit.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

/** A process of Gatehouse with what it prints. It is ended with whoever started it. */
export class Gatehouse {
  stdout = '';
  stderr = '';
  readonly pid: number;
  /** The exit code; a signal that ended it counts as undefined. */
  readonly ended: Promise<number | undefined>;
  readonly #child: ChildProcess;
  readonly #endWithUs = (): void => this.signal('SIGTERM');

  constructor(options: GatehouseOptions) {
    this.#child = spawnProgram(options);
    this.pid = this.#child.pid ?? 0;
    this.#child.stdout?.on('data', (chunk) => {
      this.stdout += chunk;
    });
    this.#child.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
    process.on('exit', this.#endWithUs);
    this.ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (code) => {
        process.off('exit', this.#endWithUs);
        resolve(code ?? undefined);
      });
    });
  }

  /** Waits for a line. @throws Error with what it printed when it ends instead */
  async prints(pattern: RegExp): Promise<void> {
    const deadline = Date.now() + startTimeoutMs;
    while (!pattern.test(this.stdout)) {
      if (this.#child.exitCode !== null) throw new Error(`It ended: ${this.stderr}${this.stdout}`);
      if (Date.now() > deadline) throw new Error(`It does not start: ${this.stderr}${this.stdout}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Waits until it says where it runs. */
  async announced(): Promise<Announcement> {
    await this.prints(/^ {2}log /m);
    return readAnnouncement(this.stdout);
  }

  /** Signals the process and those that it has started, as a terminal does. */
  signal(signal: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, signal);
    } catch {
      // It has ended by itself.
    }
  }

  /** Ctrl-C. @returns the exit code */
  async stop(): Promise<number | undefined> {
    this.signal('SIGINT');
    const impatience = setTimeout(() => this.signal('SIGKILL'), stopTimeoutMs);
    const code = await this.ended;
    clearTimeout(impatience);
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

export type Started = Gatehouse & Announcement;

/** Starts Gatehouse and waits until it says where it runs. */
export async function startGatehouse(options: GatehouseOptions): Promise<Started> {
  const isServer = (options.program ?? 'server') === 'server';
  const prepared = isServer ? await takePrepared(options.data) : undefined;
  const gatehouse = new Gatehouse(options);
  try {
    const announcement = await gatehouse.announced();
    return Object.assign(gatehouse, announcement, { password: announcement.password ?? prepared });
  } catch (error) {
    await gatehouse.stop();
    throw error;
  }
}

/** The environment of a plain shell: nothing of the test run reaches the program. */
function spawnProgram({ data, program = 'server', args = [], env = {}, ...where }: GatehouseOptions) {
  const folder = where.clone ?? clone;
  return spawn(process.execPath, [join(folder, programs[program]), ...args], {
    ...where.user,
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: where.user ? '/' : process.env['HOME'],
      GATEHOUSE_DATA: data,
      PORT: '0',
      ...(program === 'server' ? { LOG_FILE: join(data, 'gatehouse.log') } : {}),
      ...env,
    },
  });
}

/** Reads the lines as a person does. */
function readAnnouncement(text: string): Announcement {
  const [, email = '', secret = ''] = /^ {2}sign in +(\S+) +(.+)$/m.exec(text) ?? [];
  return {
    url: /^Gatehouse runs at (\S+)$/m.exec(text)?.[1] ?? '',
    email,
    password: secret.startsWith('(') ? undefined : secret,
    mailUrl: /^ {2}mail +(\S+)$/m.exec(text)?.[1] ?? '',
  };
}

/** The first of `count` neighbouring ports of 127.0.0.1 that were free a moment ago. */
export async function freePorts(count = 1): Promise<number> {
  for (;;) {
    const first = await tryPort(0);
    const rest = Array.from({ length: count - 1 }, (_, index) => first + index + 1);
    const found = await Promise.all(rest.map((port) => tryPort(port).catch(() => 0)));
    if (found.every((port) => port > 0)) return first;
  }
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
