import { join } from 'node:path';
import lighthouse, { type RunnerResult } from 'lighthouse';
import { chromium } from 'playwright-core';
import { chromiumOptions, phone } from '../browser.js';
import { makeCamera } from '../camera.js';
import { makeFolder } from '../folders.js';
import { freePorts } from '../gatehouse.js';
import { beginShift, type Door } from '../phone/begin-shift.js';
import { layCable } from '../phone/cable.js';
import { PATIENCE_MS } from '../phone/until.js';

/** From 0 to 100, as Lighthouse gives them on the phone that it plays: a slow processor on a slow network. */
export interface Scores {
  readonly page: string;
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  /** What keeps it from all the points, one line each. */
  readonly lost: readonly string[];
}

const categories = ['performance', 'accessibility', 'best-practices'] as const;

/** Judges the scanner as it comes on a new phone, and as it comes at the door on a phone that was paired. */
export async function judgeScanner(server: string, door: Door): Promise<readonly Scores[]> {
  await using folder = await makeFolder();
  await using camera = await makeCamera();
  await using cable = await layCable(server);
  const port = await freePorts();
  const context = await chromium.launchPersistentContext(join(folder.path, 'profile'), {
    ...chromiumOptions,
    ...phone,
    args: [...chromiumOptions.args, ...camera.args, `--remote-debugging-port=${port}`],
    locale: 'en-GB',
  });
  try {
    context.setDefaultTimeout(PATIENCE_MS);
    const start = await judge({ page: 'start', url: `${server}/scanner/`, port });
    const page = context.pages()[0] ?? (await context.newPage());
    await context.grantPermissions(['camera'], { origin: cable.url });
    await beginShift({ page, cable }, door, 'Judged');
    // The log of a phone is written by one page at a time.
    await page.goto('about:blank');
    return [start, await judge({ page: 'scan', url: `${cable.url}/scanner/`, port })];
  } finally {
    await context.close();
  }
}

async function judge(what: { page: string; url: string; port: number }): Promise<Scores> {
  const result = await lighthouse(what.url, {
    port: what.port,
    logLevel: 'error',
    onlyCategories: [...categories],
    // What a phone keeps is what the second page is about.
    disableStorageReset: true,
  });
  if (result === undefined) throw new Error(`Lighthouse said nothing of ${what.url}.`);
  const [performance, accessibility, bestPractices] = categories.map((name) => scoreOf(result, name));
  return {
    page: what.page,
    performance: performance ?? 0,
    accessibility: accessibility ?? 0,
    bestPractices: bestPractices ?? 0,
    lost: lostBy(result),
  };
}

function scoreOf({ lhr }: RunnerResult, category: string): number {
  return Math.round(100 * (lhr.categories[category]?.score ?? 0));
}

function lostBy({ lhr }: RunnerResult): string[] {
  const counted = Object.values(lhr.categories).flatMap(({ auditRefs }) =>
    auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id),
  );
  return [...new Set(counted)].flatMap((id) => {
    const { score, title, displayValue = '' } = lhr.audits[id] ?? {};
    return typeof score === 'number' && score < 1 ? [`${id} ${score}: ${title} ${displayValue}`.trim()] : [];
  });
}
