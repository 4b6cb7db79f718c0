import { availableParallelism, loadavg } from 'node:os';
import { type DoorBrowser, type DoorPage, openDoorBrowser } from './browser.js';
import { firstAttendee } from './couch.js';
import { type Sizes, weigh } from './wire.js';

/** `GATEHOUSE_BENCH_TICKETS=10000,100000`: other sizes, for a machine that is short of time. */
const sizes = (process.env['GATEHOUSE_BENCH_TICKETS'] ?? '10000,100000,1000000').split(',').map(Number);
/** Replicating a million takes PouchDB too long to wait for. */
const mostReplicated = 100_000;
const scans = 300;
const KIB = 1024;
const MIB = 1024 * KIB;

interface Import {
  readonly ms: number;
  readonly bytes: number;
}

interface Scans {
  readonly verdicts: readonly number[];
  readonly painted: readonly number[];
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
    await measureOtherStarts(browser, tickets);
    measureWire(tickets);
    await measureScans(browser, tickets);
    for (const share of [0.01, 0.24]) await measurePages(browser, { tickets, share });
  }
}

async function measureImport(browser: DoorBrowser, tickets: number): Promise<void> {
  const page = await browser.restart();
  // Made once before, so that no side is measured while its code is compiled.
  for (const name of ['importRows', 'importList', 'importParts']) await page.measure(name, 1000);
  const replicate = (attendees: number) =>
    page.pouch<{ ms: number }>('replicate', {
      url: new URL(`/attendees-${attendees}`, page.page.url()).href,
      attendees,
    });
  await replicate(1000);
  const rows = await page.measure<{ ms: number }>('importRows', tickets);
  const lists: Import[] = [];
  for (let round = 0; round < 3; round++) lists.push(await page.measure('importList', tickets));
  const list = lists.sort((a, b) => a.ms - b.ms)[1] ?? { ms: 0, bytes: 0 };
  print('import: root checked, parts checked and kept', millis(list.ms), `${mib(list.bytes)} on the disk`);
  const parts = await page.measure<Record<string, number>>('importParts', tickets);
  for (const [name, ms] of Object.entries(parts)) print(`  of it, each alone: ${name}`, millis(ms));
  print('  the same as Dexie rows', millis(rows.ms), times(rows.ms, list.ms));
  if (tickets > mostReplicated) return;
  const pouch = await replicate(tickets);
  print('  replicated by PouchDB, over loopback', millis(pouch.ms), times(pouch.ms, list.ms));
}

/** Rows and documents stay on the disk, where one of them is found; our own list is all of it in memory then. */
async function measureOtherStarts(browser: DoorBrowser, tickets: number): Promise<void> {
  const rows = await (await browser.restart()).measure<{ ms: number }>('startFromRows');
  print('  Dexie rows: opened and one ticket found', millis(rows.ms));
  if (tickets <= mostReplicated) {
    const pouch = await (await browser.restart()).pouch<{ ms: number }>('start', firstAttendee);
    print('  PouchDB: opened and one attendee found', millis(pouch.ms));
  }
  const page = await browser.restart();
  await page.measure('dropRows');
  await page.pouch('drop');
}

function measureWire(tickets: number): void {
  const { core, json } = weigh(tickets);
  const figures = ({ bare, gzip, brotli }: Sizes) =>
    `bare ${bare.toFixed(2)}, gzip ${gzip.toFixed(2)}, brotli ${brotli.toFixed(2)}`;
  print('bytes a ticket on the wire, 8 classes', core.brotli.toFixed(2), figures(core));
  print('  the same as JSON', json.brotli.toFixed(2), `${figures(json)}; ${times(json.brotli, core.brotli)}`);
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
    printScans('  and painted', taken.painted);
    printScans('  a bare row of the same length', taken.rows);
    const [p50, p99] = [0.5, 0.99].map(
      (share) => quantile(taken.verdicts, share) / quantile(taken.rows, share),
    );
    print('  a verdict in bare rows', `p50 ${p50?.toFixed(1)}`, `p99 ${p99?.toFixed(1)}`);
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

/** @param ms ascending */
function quantile(ms: readonly number[], share: number): number {
  return ms[Math.min(ms.length - 1, Math.ceil(share * ms.length) - 1)] ?? 0;
}

function printScans(name: string, ms: readonly number[]): void {
  const at = (share: number) => quantile(ms, share);
  print(
    name,
    `p50 ${at(0.5).toFixed(1)} ms`,
    `p99 ${at(0.99).toFixed(1)} ms, slowest ${at(1).toFixed(1)} ms`,
  );
}

function print(name: string, figure: string, beside = ''): void {
  console.log(`    ${name.padEnd(44)} ${figure.padStart(12)}  ${beside}`.trimEnd());
}

/** How many times as much the other takes. */
const times = (other: number, own: number): string =>
  `${(other / own).toFixed(other / own < 10 ? 1 : 0)} times ours`;
const millis = (ms: number): string => `${ms.toFixed(0)} ms`;
const mib = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;
