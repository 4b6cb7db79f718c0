import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

/**
 * What Chromium does without. The first lines are Playwright's own list, because of two lists the last one counts. The
 * last line is the suggestions below the address bar: each is a page of its own in every window, which nobody sees here
 * and which costs more than most of ours.
 */
const withoutFeatures = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'PreloadTopChromeWebUI'],
];

export const chromiumOptions = {
  executablePath: '/usr/bin/chromium',
  args: [
    ...['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-sync'],
    `--disable-features=${withoutFeatures.join(',')}`,
  ],
};

/** How long a browser waits for a state: far longer than it takes, because a busy machine must fail no test. */
const patienceMs = 60_000;

/** Debian's Chromium, for the tests of one file. @param args of its command line, such as those of a camera */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ ...chromiumOptions, args: [...chromiumOptions.args, ...args] });
}

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

/** A page, and everything that its console complained about. */
export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: string[];
}

/** Opens a page of a fresh profile that reads English and shows no motion. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(patienceMs);
  const faults: string[] = [];
  context.on('page', (page) => watch(page, faults));
  await context.addInitScript(reportViolations);
  return { context, page: await context.newPage(), faults };
}

/** A 401 is how the server says that nobody is signed in yet; browsers print it as an error. */
const expected = /^Failed to load resource: the server responded with a status of 401/;

function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text()))
      faults.push(`${page.url()}: ${message.text()}`);
  });
}

/** Runs in the page. Reports go through the console, which is watched. */
function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    // biome-ignore lint/suspicious/noConsole: the console is what is watched.
    console.error(`violates ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
  });
}

let axeSource: Promise<string> | undefined;

/** The serious and critical findings of axe on what the page shows now, one line each. */
export async function auditPage(page: Page): Promise<string[]> {
  axeSource ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(await axeSource);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${page.url()} ${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`,
    );
}

/** A page reads in the direction of its language, and nothing has to be scrolled sideways. */
export async function layoutFaults(page: Page, direction: 'ltr' | 'rtl'): Promise<string[]> {
  const { dir, room, width } = await page.evaluate(() => {
    const { dir, clientWidth: room, scrollWidth: width } = document.documentElement;
    return { dir, room, width };
  });
  return [
    ...(dir === direction ? [] : [`${page.url()} reads ${dir || 'in no direction'}`]),
    ...(width > room ? [`${page.url()} is ${width} px wide on ${room} px`] : []),
  ];
}
