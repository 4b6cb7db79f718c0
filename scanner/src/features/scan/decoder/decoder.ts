import type { Effort, Sight } from './sight.js';

/** One picture for the worker. */
export interface DecoderRequest {
  readonly number: number;
  readonly image: ImageData;
  readonly effort: Effort;
}

export interface DecoderAnswer {
  readonly number: number;
  /** The nearest to the middle first; null: the reader broke down. */
  readonly sights: readonly Sight[] | null;
}

/** Reads codes in pictures, away from the thread that draws. */
export interface Decoder {
  /**
   * @param image its bytes go to the worker and are empty afterwards
   * @returns each code once, the nearest to the middle first. Never rejects: without an answer there is no code.
   */
  decode(image: ImageData, effort?: Effort): Promise<readonly Sight[]>;
  /** It broke down several times in a row; somebody should type the codes. */
  isFailing(): boolean;
  close(): void;
}

/** The part of a worker that is used here. */
export type DecoderThread = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export interface DecoderOptions {
  readonly spawn: () => DecoderThread;
  /** How long one picture may take before the worker counts as hung, in milliseconds. */
  readonly patienceMs: number;
  /** The first picture waits for the WebAssembly as well. */
  readonly firstPatienceMs: number;
  /** After n failures in a row the next worker waits n times this long. */
  readonly restMs: number;
}

const FAILING_AFTER = 3;
const MOST_RESTS = 20;

const defaults: DecoderOptions = {
  spawn: () => new Worker(new URL('./decoder-worker.ts', import.meta.url), { type: 'module' }),
  patienceMs: 5000,
  firstPatienceMs: 20_000,
  restMs: 250,
};

type Settle = (sights: readonly Sight[] | null) => void;

/** One picture at a time; a worker that breaks down or hangs is replaced, so that no picture ever jams the door. */
export function createDecoder(options: Partial<DecoderOptions> = {}): Decoder {
  const { spawn, patienceMs, firstPatienceMs, restMs } = { ...defaults, ...options };
  let thread: DecoderThread | null = null;
  let proven = false;
  let number = 0;
  let pending: { readonly number: number; readonly settle: Settle } | null = null;
  let failures = 0;
  let restUntil = 0;

  function start(): DecoderThread {
    const fresh = spawn();
    proven = false;
    fresh.addEventListener('message', ({ data }: MessageEvent<DecoderAnswer>) => {
      if (fresh === thread && data.number === pending?.number) pending.settle(data.sights);
    });
    fresh.addEventListener('error', () => fresh === thread && pending?.settle(null));
    return fresh;
  }

  function stop(): void {
    thread?.terminate();
    thread = null;
  }

  function learn(sights: readonly Sight[] | null): void {
    if (sights !== null) {
      failures = 0;
      proven = true;
      return;
    }
    failures += 1;
    restUntil = performance.now() + restMs * Math.min(failures, MOST_RESTS);
    stop();
  }

  async function ask(image: ImageData, effort: Effort): Promise<readonly Sight[] | null> {
    const mine = ++number;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      thread ??= start();
      const target = thread;
      return await new Promise<readonly Sight[] | null>((settle) => {
        pending = { number: mine, settle };
        timer = setTimeout(() => settle(null), proven ? patienceMs : firstPatienceMs);
        target.postMessage({ number: mine, image, effort } satisfies DecoderRequest, [image.data.buffer]);
      });
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
      pending = null;
    }
  }

  return {
    async decode(image, effort = 'whole') {
      if (pending !== null || performance.now() < restUntil) return [];
      const sights = await ask(image, effort);
      learn(sights);
      return sights ?? [];
    },
    isFailing: () => failures >= FAILING_AFTER,
    close() {
      pending?.settle([]);
      stop();
    },
  };
}
