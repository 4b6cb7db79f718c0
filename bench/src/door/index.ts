import { availableParallelism, loadavg } from 'node:os';
import { type DoorBrowser, type DoorPage, openDoorBrowser } from './browser.js';

const sizes = [10_000, 100_000, 1_000_000];
const scans = 300;
const KIB = 1024;
const MIB = 1024 * KIB;

interface Import {
  readonly ms: number;
  readonly bytes: number;
}

interface Scans {
  readonly verdicts: readonly number[];
  readonly rows: readonly number[];
}

/** What a phone takes at the door: from a code's text to a verdict on the disk, and the way of the list to there. */
export async function benchDoor(): Promise<void> {
  await using browser = await openDoorBrowser();
  console.log(`  ${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}`);
  for (const tickets of sizes) {
    console.log(`  ${tickets.toLocaleString('en')} tickets`);
    await measureImport(browser, tickets);
    await measureStart(browser, 'from cache to ready');
    await measureScans(browser, tickets);
    for (const share of [0.01, 0.24]) await measurePages(browser, { tickets, share });
  }
}

async function measureImport(browser: DoorBrowser, tickets: number): Promise<void> {
  const page = await browser.restart();
  // Made once before, so that neither side is measured while its code is compiled.
  await page.measure('importRows', 1000);
  await page.measure('importList', 1000);
  const rows = await page.measure<{ ms: number }>('importRows', tickets);
  const lists: Import[] = [];
  for (let round = 0; round < 3; round++) lists.push(await page.measure('importList', tickets));
  const list = lists.sort((a, b) => a.ms - b.ms)[1] ?? { ms: 0, bytes: 0 };
  print('import of verified parts', millis(list.ms), `${mib(list.bytes)} on the disk`);
  print('  the same as Dexie rows', millis(rows.ms), `${(rows.ms / list.ms).toFixed(0)} times as long`);
}

async function measureStart(browser: DoorBrowser, name: string): Promise<void> {
  const blank = await (await browser.restart()).memory();
  const page = await browser.restart();
  const { ms } = await page.measure<{ ms: number }>('startFromCache');
  const { objects, buffers } = await page.memory();
  const memory = `objects ${mib(objects - blank.objects)}, buffers ${mib(buffers - blank.buffers)}`;
  print(name, millis(ms), memory);
  await (await restarted(browser, 4)).measure<{ ms: number }>('startFromCache').then(({ ms: slow }) => {
    print('  with the main thread at 4 times', millis(slow));
  });
}

async function restarted(browser: DoorBrowser, rate: number): Promise<DoorPage> {
  const page = await browser.restart();
  await page.throttle(rate);
  return page;
}

async function measureScans(browser: DoorBrowser, tickets: number): Promise<void> {
  const first = 1 + 2 * scans * sizes.indexOf(tickets);
  const page = await browser.restart();
  for (const [round, rate] of [1, 4].entries()) {
    await page.throttle(rate);
    const taken = await page.measure<Scans>('scan', { first: first + round * scans, count: scans });
    printScans(rate === 1 ? 'code to durable verdict' : '  with the main thread at 4 times', taken.verdicts);
    printScans('  a bare row of the same length', taken.rows);
  }
}

async function measurePages(
  browser: DoorBrowser,
  { tickets, share }: { tickets: number; share: number },
): Promise<void> {
  const page = await browser.restart();
  await page.measure('importList', tickets);
  const taken = await page.measure<Import & { pages: number }>('takePages', tickets * share);
  const name = `${taken.pages} pages of ${share * 100} % changed`;
  print(name, millis(taken.ms), `${(taken.bytes / KIB).toFixed(0)} KiB`);
  await measureStart(browser, '  from cache to ready with them');
}

function printScans(name: string, ms: readonly number[]): void {
  const at = (share: number) => ms[Math.min(ms.length - 1, Math.ceil(share * ms.length) - 1)] ?? 0;
  print(
    name,
    `p50 ${at(0.5).toFixed(1)} ms`,
    `p99 ${at(0.99).toFixed(1)} ms, slowest ${at(1).toFixed(1)} ms`,
  );
}

function print(name: string, figure: string, beside = ''): void {
  console.log(`    ${name.padEnd(44)} ${figure.padStart(12)}  ${beside}`.trimEnd());
}

const millis = (ms: number): string => `${ms.toFixed(0)} ms`;
const mib = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;
