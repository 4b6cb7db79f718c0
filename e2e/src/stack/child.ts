import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository: commands run where the image runs them, beside `server`. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface ChildOptions {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const running = new Set<ChildProcess>();
// A test run that is cut short must not leave servers behind.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A program of its own. Disposing asks it to end and, when it does not within twenty seconds, kills it. */
export class Child implements AsyncDisposable {
  readonly name: string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly #process: ChildProcess;
  #output = '';

  constructor({ name, command, env = {} }: ChildOptions) {
    const [program = '', ...words] = command;
    this.name = name;
    this.#process = spawn(program === 'node' ? process.execPath : program, words, {
      cwd: root,
      // Nothing of the machine's own environment but the way to its programs.
      env: { PATH: [process.env['PATH'], '/usr/sbin'].join(delimiter), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this.#process);
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
      });
    this.ended = new Promise((resolve) => {
      this.#process.once('error', (error) => {
        this.#output += error.message;
        resolve(127);
      });
      this.#process.once('close', (code, signal) => resolve(code ?? signal ?? 1));
    });
    void this.ended.then(() => running.delete(this.#process));
  }

  /** Everything that it has printed. */
  get output(): string {
    return this.#output;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal('SIGTERM');
    const force = setTimeout(() => this.signal('SIGKILL'), 20_000);
    await this.ended;
    clearTimeout(force);
  }
}

/** Runs a program to its end. @returns what it printed @throws Error with that when it fails */
export async function runToEnd(options: ChildOptions): Promise<string> {
  const child = new Child(options);
  const result = await child.ended;
  if (result !== 0) throw new Error(`${options.name} ended with ${result}: ${child.output}`);
  return child.output;
}

/** Asks every 50 ms until the answer is yes. @throws Error that names what did not come about */
export async function waitUntil(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 90_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`After 90 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
