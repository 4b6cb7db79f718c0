import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { seedDemo } from './demo/seed-demo.js';
import type { Config } from './platform/config/config.js';
import { explainFailure } from './platform/errors/explain-failure.js';
import { createLanPage, lanAddresses, prepareLan, terminalQr } from './platform/lan/index.js';
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
  try {
    const started = await startAll(options);
    running = started;
    if (stopping) return void (await started[Symbol.asyncDispose]());
    started.onLoss((error) => {
      process.stderr.write(`${error.message}\n`);
      void stop(1);
    });
  } catch (error) {
    process.stderr.write(`${explainFailure(error, options.config)}\n`);
    process.exit(1);
  }
}

async function startAll(options: RunOptions): Promise<Pick<Running, 'onLoss'> & AsyncDisposable> {
  if (options.lan) return startOnLan(options);
  const running = await startGatehouse(options);
  await announce(running, options.config, running.localUrl);
  return running;
}

async function startOnLan({ config, log }: RunOptions): Promise<Pick<Running, 'onLoss'> & AsyncDisposable> {
  const addresses = lanAddresses();
  const [address = '127.0.0.1'] = addresses;
  const credential = await prepareLan({ folder: join(config.dataFolder, 'lan'), addresses, now: new Date() });
  const publicUrl = config.publicUrl ?? `https://${address}:${config.port}`;
  const running = await startGatehouse({
    config: { ...config, host: '0.0.0.0', publicUrl },
    log,
    https: { key: credential.key, cert: credential.certificate },
  });
  const httpsPort = Number(new URL(running.localUrl).port);
  const page = createLanPage({
    authorityCertificate: credential.authorityCertificate,
    addresses: addresses.length > 0 ? addresses : ['127.0.0.1'],
    httpsPort,
  });
  try {
    await page.listen({ host: '0.0.0.0', port: config.port === 0 ? 0 : config.port + 1 });
  } catch (error) {
    await running[Symbol.asyncDispose]();
    throw error;
  }
  await announce(running, config, `https://${address}:${httpsPort}`);
  const listening = page.server.address();
  const pagePort = typeof listening === 'object' ? listening?.port : undefined;
  const phoneUrl = `http://${address}:${pagePort ?? config.port + 1}/`;
  print(['', `Phones on this network: ${phoneUrl}`, terminalQr(phoneUrl)]);
  return {
    onLoss: running.onLoss,
    async [Symbol.asyncDispose]() {
      await page.close();
      await running[Symbol.asyncDispose]();
    },
  };
}

/** The address first, then what a newcomer needs; only where somebody tries things out. */
async function announce(running: Running, config: Config, url: string): Promise<void> {
  if (config.environment !== 'development' || config.process === 'worker') return;
  const demo =
    config.database.kind === 'embedded' ? await seedDemo(running.app, config.dataFolder) : undefined;
  print([
    `Gatehouse runs at ${url}`,
    `  portal    ${url}/portal/`,
    `  scanner   ${url}/scanner/`,
    `  API       ${url}/docs`,
    ...(config.smtpUrl ? [] : [`  mail      ${running.localUrl}/mail`]),
    ...(demo ? [`  sign in   ${demo.email}  ${demo.password ?? `(password in ${demo.passwordFile})`}`] : []),
  ]);
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
