import type { Effort, Engine, Sight } from './sight.js';

const TRIALS = 6;
/** Every fourth picture goes to the other one too, because each misses codes that the other reads. */
const SECOND_OPINION_EVERY = 4;
/** It has to be clearly faster; equal is not worth two kinds of mistakes. */
const CLEARLY_FASTER = 0.7;

export interface Candidates {
  /** Null: there is only the other one. */
  readonly native: Engine | null;
  readonly wasm: Engine;
  /** Milliseconds. */
  readonly clock: () => number;
}

/**
 * Lets both read the first pictures, then keeps the browser's own if it is clearly faster and missed nothing that
 * the other read. The first time it throws, it is out.
 */
export function chooseEngine({ native, wasm, clock }: Candidates): Engine {
  let rival = native;
  let pictures = 0;
  const times = { native: [] as number[], wasm: [] as number[] };

  async function timed<T>(name: 'native' | 'wasm', work: () => Promise<T>): Promise<T> {
    const start = clock();
    const done = await work();
    times[name].push(clock() - start);
    return done;
  }

  async function compare(challenger: Engine, image: ImageData): Promise<readonly Sight[]> {
    // Both are asked for everything, because the browser's own knows no lesser effort.
    const read = await timed('wasm', () => wasm.read(image, 'whole'));
    const also = await timed('native', () => challenger.read(image, 'whole'));
    const missed = read.some(({ text }) => !also.some((sight) => sight.text === text));
    const slow = pictures === TRIALS && median(times.native) > CLEARLY_FASTER * median(times.wasm);
    if (missed || slow) rival = null;
    return read.length > 0 ? read : also;
  }

  async function withNative(challenger: Engine, image: ImageData): Promise<readonly Sight[]> {
    if (pictures <= TRIALS) return compare(challenger, image);
    const read = await challenger.read(image, 'whole');
    return read.length === 0 && pictures % SECOND_OPINION_EVERY === 0 ? wasm.read(image, 'whole') : read;
  }

  return {
    async read(image, effort: Effort) {
      if (rival === null) return wasm.read(image, effort);
      pictures += 1;
      try {
        return await withNative(rival, image);
      } catch {
        rival = null;
        return wasm.read(image, effort);
      }
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
