import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';

const friend = 'https://shop.example';
let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([
    startGatehouse({ data: folder.path, env: { CORS_ORIGINS: friend } }),
    launchBrowser(),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

/** By what does not change while the page draws them. */
function namesOf(operations: readonly Element[]): string[] {
  return operations.map((operation) => {
    const path = operation.querySelector('[data-path]')?.getAttribute('data-path');
    return `${operation.querySelector('.opblock-summary-method')?.textContent} ${path}`;
  });
}

test('the description of the API shows its operations and needs no exception', async () => {
  const { context, page, faults } = await openPage(browser);
  await page.goto(`${gatehouse.url}/docs`);
  const operation = page.locator('.opblock', { hasText: '/api/v1/auth/sign-in' });
  await operation.waitFor();
  await operation.locator('.opblock-summary').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  const body = operation.locator('textarea');
  await body.fill('{"email":"nobody@gatehouse.invalid","password":"wrong"}');
  await operation.getByRole('button', { name: 'Execute' }).click();
  await operation.locator('.live-responses-table', { hasText: 'identity.wrong_credentials' }).waitFor();
  const described = await (await fetch(`${gatehouse.url}/docs/json`)).json();
  expect(described.openapi).toMatch(/^3\.1\./);
  const operations = Object.values<object>(described.paths).flatMap((path) => Object.keys(path)).length;
  await operation.locator('.opblock-summary').click();
  // Of so many the page draws only those that are near what is seen.
  const seen = new Set<string>();
  const scroll = async () => {
    for (const shown of await page.locator('.opblock').evaluateAll(namesOf)) seen.add(shown);
    await page.mouse.wheel(0, 400);
    return seen.size;
  };
  await expect.poll(scroll).toBe(operations);
  expect(faults).toEqual([]);
  await context.close();
});

test.each(['/', '/portal/', '/scanner/', '/api/v1/health', '/docs', '/mail', '/nothing/here/at/all'])(
  'safe headers on %s',
  async (path) => {
    const { headers } = await fetch(`${gatehouse.url}${path}`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/unsafe-inline|unsafe-hashes|'unsafe-eval'|\*|https?:/);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.includes("'wasm-unsafe-eval'")).toBe(path === '/scanner/');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(headers.get('permissions-policy')).toContain('camera=(self)');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  },
);

test('only the origins on the list may call the API from a browser', async () => {
  const ask = async (origin: string, method = 'GET') => {
    const asked = { origin, 'access-control-request-method': 'POST' };
    return (await fetch(`${gatehouse.url}/api/v1/health`, { method, headers: asked })).headers;
  };
  for (const method of ['GET', 'OPTIONS']) {
    expect((await ask(friend, method)).get('access-control-allow-origin')).toBe(friend);
    expect((await ask('https://stranger.example', method)).get('access-control-allow-origin')).toBeNull();
    expect((await ask('null', method)).get('access-control-allow-origin')).toBeNull();
  }
  expect((await ask(friend)).get('vary')?.toLowerCase()).toContain('origin');
});

test('files with a fingerprint are kept for a year, all others are asked for again', async () => {
  for (const app of ['portal', 'scanner']) {
    const page = await fetch(`${gatehouse.url}/${app}/`);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const assets = [...(await page.text()).matchAll(/(?:src|href)="([^"]*\/assets\/[^"]+)"/g)];
    expect(assets.length).toBeGreaterThan(1);
    for (const [, path] of assets) {
      const asset = await fetch(`${gatehouse.url}${path}`);
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  }
  for (const path of ['/scanner/sw.js', '/scanner/manifest.webmanifest', '/scanner/mark.svg', '/'])
    expect((await fetch(`${gatehouse.url}${path}`)).headers.get('cache-control')).toBe('no-cache');
  // Each way of packing a file is known by a tag of its own.
  const packed = { 'accept-encoding': 'gzip' };
  const unchanged = await fetch(`${gatehouse.url}/scanner/sw.js`, { headers: packed });
  const etag = unchanged.headers.get('etag') ?? '';
  const again = await getExactly(gatehouse.url, '/scanner/sw.js', { ...packed, 'if-none-match': etag });
  expect(again.status).toBe(304);
});

test('an address inside an app is its start page; a file that is not there is not', async () => {
  for (const app of ['portal', 'scanner']) {
    const start = await (await fetch(`${gatehouse.url}/${app}/`)).text();
    const deep = await fetch(`${gatehouse.url}/${app}/events/some-event?tab=access`);
    expect(deep.status).toBe(200);
    expect(await deep.text()).toBe(start);
    const missing = await fetch(`${gatehouse.url}/${app}/assets/gone-AbCd1234.js`);
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-type')).not.toContain('html');
    expect(missing.headers.get('cache-control') ?? '').not.toContain('immutable');
  }
});

test.each([
  '/portal/../../../package.json',
  '/portal/..%2f..%2f..%2fpackage.json',
  '/portal/%2e%2e/%2e%2e/package.json',
  '/scanner/%2e%2e/package.json',
  '/scanner/..%5c..%5cpackage.json',
  '/scanner/assets/%252e%252e/%252e%252e/package.json',
  '/scanner/%00.js',
  '/scanner/%E0%A4%A.js',
  '/mail/..%2fsecrets%2fdemo-password',
  '/mail/%2e%2e%2f%2e%2e%2fpackage.json.eml',
  '/portal//etc/passwd',
  '/docs/static/..%2f..%2fpackage.json',
])('%s leads nowhere', async (path) => {
  const { status, body } = await getExactly(gatehouse.url, path);
  // An app may answer any address inside it with its start page.
  if (status === 200) expect(body).toBe(await startPageOf(path));
  else expect([400, 403, 404]).toContain(status);
});

async function startPageOf(path: string): Promise<string> {
  const folders: Record<string, string> = { portal: 'portal/dist/client', scanner: 'scanner/dist' };
  const folder = folders[path.split('/')[1] ?? ''];
  return await readFile(new URL(`../../${folder}/index.html`, import.meta.url), 'utf8');
}

/** `fetch` tidies addresses up before it sends them, and adds headers about caches. */
function getExactly(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    get({ host: hostname, port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });
}
