import { letGo, type Picture, transferOf } from './picture.js';
import type { Effort, Sight } from './sight.js';

/** One picture for the worker. */
export interface DecoderRequest {
  readonly number: number;
  readonly picture: Picture;
  readonly effort: Effort;
}

export interface DecoderAnswer {
  readonly number: number;
  /** The nearest to the middle first; null: the reader broke down. */
  readonly sights: readonly Sight[] | null;
  /** The worker has nothing to draw frames on; it wants pixels. */
  readonly cannotDraw?: boolean;
}

/** Reads codes in pictures, away from the thread that draws. */
export interface Decoder {
  /**
   * @param picture goes to the worker: its bytes are empty afterwards, its frame is closed
   * @returns each code once, the nearest to the middle first. Never rejects: without an answer there is no code.
   */
  decode(picture: Picture, effort?: Effort): Promise<readonly Sight[]>;
  /** Whether it takes pictures that were not drawn yet; a worker may turn out to be unable to. */
  takesFrames(): boolean;
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
  /** Whether this browser has frames, and lets workers draw. */
  readonly hasFrames: boolean;
}

const FAILING_AFTER = 3;
const MOST_RESTS = 20;

const defaults: DecoderOptions = {
  spawn: () => new Worker(new URL('./decoder-worker.ts', import.meta.url), { type: 'module' }),
  patienceMs: 5000,
  firstPatienceMs: 20_000,
  restMs: 250,
  hasFrames: 'VideoFrame' in globalThis && 'OffscreenCanvas' in globalThis,
};

type Settle = (sights: readonly Sight[] | null) => void;

/** How often in a row it broke down, and how long it rests for that. */
function createTally(restMs: number) {
  let failures = 0;
  let restUntil = 0;
  return {
    note(worked: boolean): void {
      failures = worked ? 0 : failures + 1;
      if (!worked) restUntil = performance.now() + restMs * Math.min(failures, MOST_RESTS);
    },
    isResting: () => performance.now() < restUntil,
    isFailing: () => failures >= FAILING_AFTER,
  };
}

function handOver(thread: DecoderThread, request: DecoderRequest): void {
  thread.postMessage(request, transferOf(request.picture));
}

function turnAway(picture: Picture): readonly Sight[] {
  letGo(picture);
  return [];
}

/** One picture at a time; a worker that breaks down or hangs is replaced, so that no picture ever jams the door. */
export function createDecoder(options: Partial<DecoderOptions> = {}): Decoder {
  const { spawn, patienceMs, firstPatienceMs, restMs, hasFrames } = { ...defaults, ...options };
  let takesFrames = hasFrames;
  let thread: DecoderThread | null = null;
  let proven = false;
  let number = 0;
  let pending: { readonly number: number; readonly settle: Settle } | null = null;
  const tally = createTally(restMs);

  function start(): DecoderThread {
    const fresh = spawn();
    proven = false;
    fresh.addEventListener('message', ({ data }: MessageEvent<DecoderAnswer>) => {
      if (data.cannotDraw === true) takesFrames = false;
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
    tally.note(sights !== null);
    if (sights === null) stop();
    else proven = true;
  }

  async function ask(picture: Picture, effort: Effort): Promise<readonly Sight[] | null> {
    const mine = ++number;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      thread ??= start();
      const target = thread;
      return await new Promise<readonly Sight[] | null>((settle) => {
        pending = { number: mine, settle };
        timer = setTimeout(() => settle(null), proven ? patienceMs : firstPatienceMs);
        handOver(target, { number: mine, picture, effort });
      });
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
      letGo(picture);
      pending = null;
    }
  }

  return {
    async decode(picture, effort = 'whole') {
      if (pending !== null || tally.isResting()) return turnAway(picture);
      const sights = await ask(picture, effort);
      learn(sights);
      return sights ?? [];
    },
    takesFrames: () => takesFrames,
    isFailing: tally.isFailing,
    close() {
      pending?.settle([]);
      stop();
    },
  };
}
