import { join } from 'node:path';
import { createLanPage, lanAddresses, prepareLan, terminalQr } from './platform/lan/index.js';
import { type Running, type StartOptions, startGatehouse } from './start.js';

/** Gatehouse on the local network. */
export interface OnLan extends AsyncDisposable {
  readonly running: Running;
  /** Where phones that trust our authority find the apps. */
  readonly url: string;
  /** Lines for the terminal: how a phone gets there. */
  readonly notes: readonly string[];
}

/** Starts Gatehouse over HTTPS for the local network, and the plain page that brings phones there. */
export async function startOnLan(options: StartOptions): Promise<OnLan> {
  const { config, log } = options;
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
  const listening = page.server.address();
  const pagePort = typeof listening === 'object' ? listening?.port : undefined;
  const phoneUrl = `http://${address}:${pagePort ?? config.port + 1}/`;
  return {
    running,
    url: `https://${address}:${httpsPort}`,
    notes: [
      `Phones on this network: ${phoneUrl}`,
      terminalQr(phoneUrl),
      `The authority that phones install has the fingerprint ${credential.authorityFingerprint}`,
    ],
    async [Symbol.asyncDispose]() {
      await page.close();
      await running[Symbol.asyncDispose]();
    },
  };
}
