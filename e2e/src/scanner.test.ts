import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AlteringProxy, startAlteringProxy } from './altering-proxy.js';
import { auditPage, launchBrowser, layoutFaults, openPage, phone } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { type Started, startGatehouse } from './gatehouse.js';
import { installScanner, keptFiles, scannerFiles } from './scanner-app.js';
import { soakTest, someOf } from './soak.js';

let folder: TemporaryFolder;
let browser: Browser;
let gatehouse: Started;
let proxy: AlteringProxy;

beforeAll(async () => {
  folder = await makeFolder();
  [gatehouse, browser] = await Promise.all([startGatehouse({ data: folder.path }), launchBrowser()]);
  proxy = await startAlteringProxy(gatehouse.url);
});

afterAll(async () => {
  await browser?.close();
  await proxy?.[Symbol.asyncDispose]();
  await gatehouse?.stop();
  await folder?.[Symbol.asyncDispose]();
});

test('the manifest lets a phone install it', async () => {
  const { context, page } = await openPage(browser, phone);
  await page.goto(`${gatehouse.url}/scanner/`);
  const link = await page.locator('link[rel=manifest]').getAttribute('href');
  const address = new URL(link ?? '', page.url());
  const manifest = await (await fetch(address)).json();
  expect(manifest).toMatchObject({ start_url: '/scanner/', scope: '/scanner/', display: 'standalone' });

  const icons: { src: string; sizes: string; type: string; purpose?: string }[] = manifest.icons;
  expect(icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  for (const { src, sizes, type } of icons) {
    const icon = await fetch(new URL(src, address));
    expect(icon.headers.get('content-type')).toContain(type);
    if (type === 'image/png') expect(pngSize(Buffer.from(await icon.arrayBuffer()))).toBe(sizes);
  }

  // Chromium's own opinion; the one thing that a test cannot have is a person who has used it for a while.
  const client = await context.newCDPSession(page);
  const { errors } = await client.send('Page.getAppManifest');
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
  expect(errors).toEqual([]);
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
    [],
  );
  await context.close();
});

test('it is kept whole, and starts without a network in the language that was chosen', async () => {
  const { context, page, faults } = await openPage(browser, phone);
  await installScanner(page, gatehouse.url);
  expect(await keptFiles(page)).toEqual(expect.arrayContaining(await scannerFiles()));
  await page.getByText('All of the app is kept on this phone.').waitFor();
  await page.getByLabel('Language').selectOption('ar');
  await page.locator('html[dir=rtl]').waitFor();

  await context.setOffline(true);
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(new URL(request.url()).pathname));
  await page.reload();
  await page.locator('html[lang=ar][dir=rtl]').waitFor();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: /[؀-ۿ]/ }).waitFor();
  await page.evaluate(() => document.fonts.ready);
  for (const locale of ['de', 'es', 'fr', 'it', 'en']) {
    await page.locator('footer select').selectOption(locale);
    await page.locator(`html[lang=${locale}]`).waitFor();
  }
  await page.getByText('The server does not answer.', { exact: false }).waitFor();
  expect(failed.filter((path) => path !== '/api/v1/health')).toEqual([]);
  expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  await context.close();
});

soakTest('a new version waits until the steward agrees', async () => {
  const { context, page, faults } = await openPage(browser, phone);
  await installScanner(page, proxy.url);
  const prompt = page.getByText('A new version is ready');
  expect(await prompt.count()).toBe(0);

  proxy.append('/scanner/sw.js', '\n// The next release.\n');
  await page.reload();
  await prompt.waitFor();
  await page.getByRole('button', { name: 'Later' }).click();
  await prompt.waitFor({ state: 'detached' });
  expect(await waitingWorkers(page)).toBe(1);

  await page.reload();
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Update now' }).click()]);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await waitingWorkers(page)).toBe(0);
  expect(await prompt.count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});

const looks = [
  { name: 'light', options: {} },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'in Arabic', options: { locale: 'ar' } },
] as const;

test.each(someOf(looks))('it is accessible, $name', async ({ options }) => {
  const { context, page, faults } = await openPage(browser, { ...phone, ...options });
  await page.goto(`${gatehouse.url}/scanner/`);
  await expect.poll(() => page.locator('.ui-spinner').count()).toBe(0);
  expect(await auditPage(page)).toEqual([]);
  expect(await layoutFaults(page, 'locale' in options ? 'rtl' : 'ltr')).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

test('an address without its slash leads to where the service worker is in charge', async () => {
  for (const app of ['scanner', 'portal']) {
    const answer = await fetch(`${gatehouse.url}/${app}?from=poster`, { redirect: 'manual' });
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe(`/${app}/?from=poster`);
  }
});

function waitingWorkers(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/scanner/');
    return registration?.waiting ? 1 : 0;
  });
}

/** From the header of the file: width and height follow its first chunk's name. */
function pngSize(file: Buffer): string {
  return `${file.readUInt32BE(16)}x${file.readUInt32BE(20)}`;
}

test('files come compressed, and those that never change are never asked for again', async () => {
  const page = await (await fetch(`${gatehouse.url}/scanner/`)).text();
  const [, script = ''] = /src="([^"]+\.js)"/.exec(page) ?? [];
  for (const encoding of ['br', 'gzip', 'identity']) {
    const answer = await fetch(`${gatehouse.url}${script}`, { headers: { 'accept-encoding': encoding } });
    expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(await answer.text()).toContain('import');
  }
});
