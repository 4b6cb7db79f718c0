import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { chromiumOptions } from './browser.js';

const run = promisify(execFile);

/** A home folder of its own for a browser, with the authorities that its user has installed. */
export interface BrowserHome {
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Makes a fresh home whose certificate store trusts these authorities (PEM), as a person would have installed them.
 * Needs `certutil` of Debian's package libnss3-tools.
 */
export async function createBrowserHome(authorities: readonly string[]): Promise<BrowserHome> {
  const path = await mkdtemp(join(tmpdir(), 'gatehouse-home-'));
  const store = join(path, '.pki/nssdb');
  await mkdir(store, { recursive: true });
  await run('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
  for (const [index, authority] of authorities.entries()) {
    const file = join(path, `authority-${index}.crt`);
    await writeFile(file, authority);
    await run('certutil', ['-A', '-d', `sql:${store}`, '-n', `authority ${index}`, '-t', 'C,,', '-i', file]);
  }
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Debian's Chromium with that home; it checks every certificate, as on a phone. */
export function launchChromium(home: BrowserHome): Promise<Browser> {
  const env = { HOME: home.path, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' };
  return chromium.launch({ ...chromiumOptions, env });
}
