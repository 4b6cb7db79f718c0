import { getHeapStatistics } from 'node:v8';
import { toHex } from '../../bytes/index.js';
import { createRandom, type Random } from './random.js';

/** What is tried, and what would be wrong with it. */
export interface FuzzTarget {
  make(random: Random): Uint8Array;
  /** @returns what is wrong, or null */
  check(bytes: Uint8Array): Promise<string | null> | string | null;
}

/** The first input that went wrong, as small as it was easily made. */
export interface Finding {
  /** `GATEHOUSE_FUZZ=seed:case` tries this one alone. */
  readonly replay: string;
  readonly fault: string;
  readonly input: string;
}

/** More than any input of this size has a right to: it promised a length that it did not have. */
const MAX_BYTES_OF_A_CASE = 48 * 2 ** 20;
const MAX_CPU_MICROS = 1_500_000;
const SHRINK_TRIES = 2_000;
const CASE_STEP = 0x9e37_79b1;

const [replaySeed, replayCase] = (process.env['GATEHOUSE_FUZZ'] ?? '').split(':');

/** Of this run, unless a failure is to be seen again. */
export const fuzzSeed = replaySeed ? Number(replaySeed) : Math.floor(Math.random() * 2 ** 31);

/** How many cases of a share of all: 50,000 every day, a million in the soak. */
export function fuzzCases(share: number): number {
  return Math.ceil(share * (process.env['GATEHOUSE_SOAK'] ? 1_000_000 : 50_000));
}

export const fuzzTimeoutMs = process.env['GATEHOUSE_SOAK'] ? 3_600_000 : 240_000;

/** @returns null when nothing went wrong */
export async function runFuzz(
  target: FuzzTarget,
  { cases, seed = fuzzSeed }: { cases: number; seed?: number },
): Promise<Finding | null> {
  const only = replayCase === undefined ? null : Number(replayCase);
  for (let index = only ?? 0; index < (only === null ? cases : only + 1); index++) {
    const bytes = target.make(createRandom(seed + Math.imul(index, CASE_STEP)));
    const fault = await faultOf(target, bytes);
    if (fault === null) continue;
    const smallest = await shrink(target, bytes);
    return {
      replay: `${seed}:${index}`,
      fault: (await faultOf(target, smallest)) ?? fault,
      input: toHex(smallest),
    };
  }
  return null;
}

async function faultOf(target: FuzzTarget, bytes: Uint8Array): Promise<string | null> {
  let fault: string | null = null;
  const greedy = await greed(async () => {
    try {
      fault = await target.check(bytes);
    } catch (error) {
      fault = `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
  });
  return fault ?? greedy;
}

/**
 * @returns what is wrong when a piece of work took more memory, or ten thousand times the work, that its input has a
 * right to; null otherwise. The time is the processor's own: it does not pass while others are served.
 */
export async function greed(work: () => unknown): Promise<string | null> {
  const [heldBefore, cpuBefore] = [held(), process.cpuUsage()];
  await work();
  const took = held() - heldBefore;
  if (took > MAX_BYTES_OF_A_CASE) return `took ${took} bytes of memory`;
  const { user } = process.cpuUsage(cpuBefore);
  return user > MAX_CPU_MICROS ? `took ${user} µs of a processor` : null;
}

function held(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

/** Leaves out what the fault does not need: halves, then quarters, down to single bytes. */
async function shrink(target: FuzzTarget, failing: Uint8Array): Promise<Uint8Array> {
  let smallest = failing;
  let tries = 0;
  for (let size = smallest.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < smallest.length && tries < SHRINK_TRIES; tries++) {
      const shorter = Uint8Array.from([...smallest.subarray(0, at), ...smallest.subarray(at + size)]);
      if ((await faultOf(target, shorter)) === null) at += size;
      else smallest = shorter;
    }
  }
  return smallest;
}
