import { setTimeout as delay } from 'node:timers/promises';
import { type BenchDoor, nextBatch, type PhoneLog, type PreparedBatch, sendBatch } from './batches.js';
import { percentile, seconds } from './measure.js';

const quietScans = 20;
const pauseMs = 250;
const rowsOfBatch = 1_000;

/**
 * Phones come back all at once with what they wrote offline, each batch by batch, while the last ones scan on: how long
 * a live scan takes to be answered then, beside how long it takes when nobody else is there.
 */
export async function benchReconnect(
  url: string,
  door: BenchDoor,
  { live: howManyLive, scans }: { readonly live: number; readonly scans: number },
): Promise<void> {
  const coming = door.logs.slice(0, -howManyLive);
  const backlogs: PreparedBatch[][] = [];
  for (const log of coming) backlogs.push(await prepareBacklog(log, door, scans));
  const live = prepareLive(url, door, door.logs.slice(-howManyLive));
  const quiet = await live(async (scan) => {
    for (let count = 0; count < quietScans; count++) await scan();
  });
  const started = performance.now();
  let tookMs: number | undefined;
  const handingOver = Promise.all(
    backlogs.map(async (batches) => {
      for (const batch of batches) await sendBatch(url, batch);
    }),
  ).then(() => {
    tookMs = performance.now() - started;
  });
  const busy = await live(async (scan) => {
    while (tookMs === undefined) await scan();
  });
  await handingOver;
  console.log(`${coming.length} phones with ${scans} scans each handed over in ${seconds(tookMs ?? 0)}`);
  const figures = (of: readonly number[]) =>
    `p50 ${seconds(percentile(of, 50))}, p99 ${seconds(percentile(of, 99))}`;
  console.log(`a live scan meanwhile: ${figures(busy)}; with nobody else: ${figures(quiet)}`);
}

async function prepareBacklog(log: PhoneLog, door: BenchDoor, scans: number): Promise<PreparedBatch[]> {
  const batches: PreparedBatch[] = [];
  for (let left = scans; left > 0; left -= rowsOfBatch)
    batches.push(await nextBatch(log, door, { tickets: door.take(Math.min(left, rowsOfBatch)) }));
  return batches;
}

type Scanning = (scan: () => Promise<void>) => Promise<void>;

/** @returns runs phones side by side and gives how long each of their scans took, in milliseconds */
function prepareLive(
  url: string,
  door: BenchDoor,
  logs: readonly PhoneLog[],
): (scanning: Scanning) => Promise<number[]> {
  return async (scanning) => {
    const times: number[] = [];
    await Promise.all(
      logs.map((log) =>
        scanning(async () => {
          const batch = await nextBatch(log, door, { tickets: door.take(1) });
          const started = performance.now();
          await sendBatch(url, batch);
          times.push(performance.now() - started);
          await delay(pauseMs);
        }),
      ),
    );
    return times;
  };
}
