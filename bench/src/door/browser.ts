import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { answerAsCouch } from './couch.js';

const entries = {
  door: fileURLToPath(import.meta.resolve('@gatehouse/scanner/door-page')),
  pouch: fileURLToPath(new URL('pouch-page.js', import.meta.url)),
};
const conditions = ['source', 'module', 'browser', 'development|production'];

/** A Chromium whose disk outlives it, as a phone's does. */
export interface DoorBrowser extends AsyncDisposable {
  /** A process with nothing in memory. */
  restart(): Promise<DoorPage>;
}

export interface DoorPage {
  readonly page: Page;
  /** Calls one of the page's measures. */
  measure<T>(name: string, input?: unknown): Promise<T>;
  /** The same of what PouchDB does. */
  pouch<T>(name: string, input?: unknown): Promise<T>;
  /** @param rate 4: everything takes the main thread four times as long */
  throttle(rate: number): Promise<void>;
  /** Bytes of JavaScript objects and of buffers, after all that nobody needs is gone. */
  memory(): Promise<{ objects: number; buffers: number }>;
}

export async function openDoorBrowser(): Promise<DoorBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'));
  const server = await servePage(await bundle(entries.door), await bundle(entries.pouch));
  let running: BrowserContext | null = null;
  const stop = async (): Promise<void> => {
    await running?.close();
    running = null;
  };
  return {
    async restart() {
      await stop();
      running = await chromium.launchPersistentContext(folder, {
        executablePath: '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-sync'],
      });
      return openPage(await running.newPage(), server.url);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openPage(page: Page, url: string): Promise<DoorPage> {
  await page.goto(url);
  await page.waitForFunction('globalThis.gatehouseDoor && globalThis.gatehousePouch');
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  return {
    page,
    measure: (name, input) => page.evaluate(call('gatehouseDoor', name, input)),
    pouch: (name, input) => page.evaluate(call('gatehousePouch', name, input)),
    throttle: async (rate) => {
      await session.send('Emulation.setCPUThrottlingRate', { rate });
    },
    async memory() {
      for (let turn = 0; turn < 3; turn++) await session.send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
      return { objects: usedSize, buffers: backingStorageSize };
    },
  };
}

function call(measures: string, name: string, input: unknown): string {
  return `${measures}[${JSON.stringify(name)}](${JSON.stringify(input) ?? ''})`;
}

/** Sources as the browser needs them, in one file. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    // PouchDB wants Node's own of that name, which browsers lack.
    resolve: { conditions, alias: { events: fileURLToPath(import.meta.resolve('events/')) } },
    build: { write: false, target: 'esnext', lib: { entry, formats: ['es'] } },
  });
  for (const { output } of [built].flat() as { output: { type: string; code?: string }[] }[])
    for (const { code } of output) if (code !== undefined) return code;
  throw new Error('The page was not built.');
}

const html =
  '<!doctype html><script type="module" src="/door.js"></script><script type="module" src="/pouch.js"></script>';

async function servePage(door: string, pouch: string): Promise<{ url: string; close(): Promise<void> }> {
  const scripts: Readonly<Record<string, string>> = { '/door.js': door, '/pouch.js': pouch };
  const server = createServer(async (request, response) => {
    if (await answerAsCouch(request, response)) return;
    const code = scripts[request.url ?? ''];
    response.setHeader('content-type', code === undefined ? 'text/html' : 'text/javascript');
    response.end(code ?? html);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
