import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { program } from './binaries.js';
import { EmbeddedDatabaseError, explain } from './errors.js';
import type { Placement } from './placement.js';

export interface PostmasterOptions {
  readonly placement: Placement;
  readonly log: (line: string) => void;
  readonly settings: Readonly<Record<string, string>>;
}

/** Failures that pass: a port taken since it was found free; processes of a killed server that still end. */
const passing = /Address already in use|could not bind|shared memory block .* still in use/;

/**
 * Runs PostgreSQL on a free port of 127.0.0.1 in a session of its own, so that Ctrl-C in a terminal reaches only
 * us and we choose when it stops.
 * @returns once it accepts connections
 * @throws EmbeddedDatabaseError when it does not start
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const postmaster = new Postmaster(options, await freePort());
    try {
      await postmaster.ready;
      return postmaster;
    } catch (error) {
      if (attempt === 20 || !passing.test(postmaster.recentOutput)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

export class Postmaster {
  /** Resolves when it accepts connections; rejects when it ends before. */
  readonly ready: Promise<void>;
  /** Resolves when the process has ended, with the reason as far as its output tells. */
  readonly ended: Promise<EmbeddedDatabaseError>;
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #recentLines: string[] = [];
  readonly #signalOnExit = (): void => {
    this.#child.kill('SIGINT');
  };

  constructor(options: PostmasterOptions, port: number) {
    this.port = port;
    const { placement } = options;
    this.#child = spawn(program(placement.binaries, 'postgres'), argumentsFor(options, port), {
      ...placement.user,
      cwd: placement.home,
      env: { LC_ALL: 'C' },
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    process.on('exit', this.#signalOnExit);
    this.ended = this.#watchEnd(placement.home);
    this.ready = this.#watchOutput(options.log);
  }

  /** The last lines that it printed. */
  get recentOutput(): string {
    return this.#recentLines.join('\n');
  }

  /** Ends all connections and the server, and waits for it. A server that hangs for 30 s is ended without a checkpoint. */
  async stop(): Promise<void> {
    this.#child.kill('SIGINT');
    const impatience = setTimeout(() => this.#child.kill('SIGQUIT'), 30_000);
    await this.ended;
    clearTimeout(impatience);
  }

  #watchEnd(home: string): Promise<EmbeddedDatabaseError> {
    return new Promise((resolve) => {
      const end = (reason: string): void => {
        process.off('exit', this.#signalOnExit);
        resolve(explain(reason, home));
      };
      this.#child.on('error', (error) => end(error.message));
      this.#child.on('close', (code, signal) =>
        end(this.recentOutput || `PostgreSQL ended with ${signal ?? code}`),
      );
    });
  }

  #watchOutput(log: (line: string) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.ended.then(reject);
      if (!this.#child.stderr) return;
      createInterface({ input: this.#child.stderr }).on('line', (line) => {
        log(line);
        if (this.#recentLines.push(line) > 30) this.#recentLines.shift();
        if (line.includes('ready to accept connections')) resolve();
      });
    });
  }
}

function argumentsFor({ placement, settings }: PostmasterOptions, port: number): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    lc_messages: 'C',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Said again, because clusters exist whose own settings name it in a way that parallel workers refuse.
    default_text_search_config: 'pg_catalog.simple',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', join(placement.home, 'data'), ...flags];
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new EmbeddedDatabaseError('No free port on 127.0.0.1.'));
      });
    });
  });
}
