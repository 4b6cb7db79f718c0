import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LanCredential, prepareLan } from '@gatehouse/server/platform/lan/index.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBrowserHome, launchChromium } from './trust-authority.js';

let folder = '';
let lan: LanCredential;
let server: Server;
let url = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-trust-'));
  lan = await prepareLan({ folder, addresses: [], now: new Date() });
  server = createServer({ key: lan.key, cert: lan.certificate }, (request, response) => {
    const isWorker = request.url === '/worker.js';
    response.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html');
    response.end(isWorker ? '' : '<!doctype html><title>inside</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test('a browser that trusts the authority opens the page and installs a service worker', async () => {
  const home = await createBrowserHome([lan.authorityCertificate]);
  const browser = await launchChromium(home);
  try {
    const page = await browser.newPage();
    await page.goto(url);
    expect(await page.title()).toBe('inside');
    // Chromium refuses service workers on a page whose certificate it does not trust.
    const scope = await page.evaluate(async () => {
      await navigator.serviceWorker.register('/worker.js');
      return (await navigator.serviceWorker.ready).scope;
    });
    expect(scope).toBe(url);
  } finally {
    await browser.close();
    await home.remove();
  }
});

test('a browser that does not know the authority refuses the page', async () => {
  const home = await createBrowserHome([]);
  const browser = await launchChromium(home);
  try {
    const page = await browser.newPage();
    await expect(page.goto(url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
  } finally {
    await browser.close();
    await home.remove();
  }
});
