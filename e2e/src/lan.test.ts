import { X509Certificate } from 'node:crypto';
import { get } from 'node:https';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, phone, type Watched } from './browser.js';
import { makeFolder, type TemporaryFolder } from './folders.js';
import { freePorts, Gatehouse } from './gatehouse.js';
import { installScanner, keptFiles, scannerFiles } from './scanner-app.js';
import { createBrowserHome, launchChromium } from './trust-authority.js';

let folder: TemporaryFolder;
let gatehouse: Gatehouse;
let password = '';
let email = '';
let announcedUrl = '';
let plainUrl = '';
let secureUrl = '';

beforeAll(async () => {
  folder = await makeFolder();
  const port = await freePorts(2);
  plainUrl = `http://127.0.0.1:${port + 1}`;
  secureUrl = `https://127.0.0.1:${port}`;
  gatehouse = new Gatehouse({ data: folder.path, args: ['--lan'], env: { PORT: String(port) } });
  const announced = await gatehouse.announced();
  announcedUrl = announced.url;
  [email, password] = [announced.email, announced.password ?? ''];
  expect(announcedUrl).toMatch(new RegExp(`^https://[\\d.]+:${port}$`));
  await gatehouse.prints(/fingerprint/);
});

afterAll(async () => {
  expect(await gatehouse?.stop()).toBe(0);
  await folder?.[Symbol.asyncDispose]();
});

test('the plain page explains the way in six languages and hands out the authority', async () => {
  const titles = new Set<string>();
  for (const language of ['en', 'ar', 'de', 'es', 'fr', 'it']) {
    const answer = await fetch(plainUrl, { headers: { 'accept-language': language } });
    const html = await answer.text();
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(html).toContain(`href="${announcedUrl}/scanner/"`);
    titles.add(/<h1>(.+)<\/h1>/.exec(html)?.[1] ?? '');
  }
  expect(titles.size).toBe(6);

  const download = await fetch(`${plainUrl}/gatehouse-ca.crt`);
  expect(download.headers.get('content-type')).toBe('application/x-x509-ca-cert');
  const authority = new X509Certificate(Buffer.from(await download.arrayBuffer()));
  expect(authority.ca).toBe(true);
  expect(gatehouse.stdout).toContain(authority.fingerprint256);
  expect(await statusOverTls(`${secureUrl}/api/v1/ready`, authority.toString())).toBe(200);
});

test('nothing of Gatehouse itself travels unencrypted', async () => {
  for (const path of ['/portal/', '/scanner/', '/api/v1/health', '/docs', '/mail'])
    expect((await fetch(`${plainUrl}${path}`)).status).toBe(404);
});

test('a browser that does not know the authority is kept out', async () => {
  await inBrowser([], async ({ page }) => {
    await expect(page.goto(`${secureUrl}/scanner/`)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
  });
});

test('a browser that trusts the authority installs the scanner, and it starts without a network', async () => {
  const authority = new X509Certificate(
    Buffer.from(await (await fetch(`${plainUrl}/gatehouse-ca.crt`)).arrayBuffer()),
  );
  await inBrowser([authority.toString()], async ({ context, page, faults }) => {
    await installScanner(page, secureUrl);
    expect(await keptFiles(page)).toEqual(expect.arrayContaining(await scannerFiles()));
    await signInOverTls(context);

    await context.setOffline(true);
    await page.reload();
    await page.getByText('All of the app is kept on this phone.').waitFor();
    expect(faults.filter((fault) => fault.startsWith(secureUrl) && !/ERR_INTERNET_DISC/.test(fault))).toEqual(
      [],
    );
  });
});

/** Uses a fresh profile that trusts these authorities (PEM) and ignores no certificate error. */
async function inBrowser(authorities: string[], use: (watched: Watched) => Promise<void>): Promise<void> {
  const home = await createBrowserHome(authorities);
  const browser = await launchChromium(home);
  try {
    await use(await openPage(browser, phone));
  } finally {
    await browser.close();
    await home.remove();
  }
}

async function signInOverTls(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${secureUrl}/portal/`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: /Robin/ }).waitFor();
  expect(await context.cookies(`${secureUrl}/api/v1/auth`)).toMatchObject([
    { name: 'gatehouse_refresh', secure: true, httpOnly: true, sameSite: 'Strict' },
  ]);
  await page.close();
}

function statusOverTls(url: string, ca: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
}
