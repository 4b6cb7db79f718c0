import type { FastifyBaseLogger } from 'fastify';
import { seedDemo } from './demo/seed-demo.js';
import type { Config } from './platform/config/config.js';
import { explainFailure } from './platform/errors/explain-failure.js';
import { type Running, startGatehouse } from './start.js';

export interface RunOptions {
  readonly config: Config;
  readonly log: FastifyBaseLogger;
  /** Serve phones on the local network over HTTPS. */
  readonly lan: boolean;
}

const drainMs = 30_000;

/** Runs a process until it is told to stop. What goes wrong on the way is one line, not a stack. */
export async function runUntilStopped(options: RunOptions): Promise<void> {
  let running: AsyncDisposable | undefined;
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) process.exit(code || 1);
    stopping = true;
    setTimeout(() => process.exit(code || 1), drainMs).unref();
    await running?.[Symbol.asyncDispose]();
    process.exit(code);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGHUP', () => void stop(0));
  try {
    const started = await startAll(options);
    running = started;
    if (stopping) return void (await started[Symbol.asyncDispose]());
    started.onLoss((error) => {
      process.stderr.write(`${error.message}\n`);
      void stop(1);
    });
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exit(1);
  }
}

async function startAll(options: RunOptions): Promise<Pick<Running, 'onLoss'> & AsyncDisposable> {
  if (options.lan) {
    // Certificates are needed for this alone, so their library is loaded for this alone.
    const { startOnLan } = await import('./start-on-lan.js');
    const onLan = await startOnLan(options);
    await announce(onLan.running, options.config, onLan.url);
    print(['', ...onLan.notes]);
    return { onLoss: onLan.running.onLoss, [Symbol.asyncDispose]: () => onLan[Symbol.asyncDispose]() };
  }
  const running = await startGatehouse(options);
  await announce(running, options.config, running.localUrl);
  return running;
}

/** The address first, then what a newcomer needs; only where somebody tries things out. */
async function announce(running: Running, config: Config, url: string): Promise<void> {
  if (config.environment !== 'development' || config.process === 'worker') return;
  const demo =
    config.database.kind === 'embedded' ? await seedDemo(running.app, config.dataFolder) : undefined;
  print([
    `Gatehouse runs at ${url}`,
    ...(demo ? [`  sign in   ${demo.email}  ${demo.password ?? `(password in ${demo.passwordFile})`}`] : []),
    ...(config.smtpUrl ? [] : [`  mail      ${running.localUrl}/mail`]),
    `  portal    ${url}/portal/`,
    `  scanner   ${url}/scanner/`,
    `  API       ${url}/docs`,
    ...(config.logFile ? [`  log       ${config.logFile}`] : []),
  ]);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
