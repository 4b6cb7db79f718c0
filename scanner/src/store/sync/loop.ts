import { backoffMs } from './backoff.js';

/** `again`: there is more to do. `failed`: the same once more after a while; `retryMs`: after the time that was named. */
export type Round = 'idle' | 'again' | 'failed' | { readonly retryMs: number };

export interface LoopOptions {
  /** Never runs twice at once. What it throws is reported, and counts as failed. */
  readonly work: () => Promise<Round>;
  /** The shortest time from the start of one round to the start of the next; the first after a pause starts at once. */
  readonly gapMs: number;
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly onFault: (error: unknown) => void;
}

/** Work that is done when there is a reason, and again after a while when it failed. */
export interface Loop {
  /** Something happened. While the loop waits after a failure it goes on waiting. */
  wake(): void;
  /** There is reason to believe that it works now: waits no longer. */
  hurry(): void;
  /** Hurries; settles when a round that began after this call has ended, or the loop was stopped. */
  round(): Promise<void>;
  /** Settles when nothing runs any more. */
  stop(): Promise<void>;
}

/** For work that is never done. */
export const noLoop: Loop = {
  wake: () => undefined,
  hurry: () => undefined,
  round: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

export function createLoop({ work, gapMs, monotonic, random, onFault }: LoopOptions): Loop {
  let phase: 'idle' | 'pacing' | 'running' | 'backing-off' | 'stopped' = 'idle';
  let wanted = false;
  let hurried = false;
  let failures = 0;
  let startedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();
  const waiters: (() => void)[] = [];

  function pace(): void {
    phase = 'pacing';
    schedule(Math.max(0, startedAt + gapMs - monotonic()));
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = runOnce();
    }, ms);
  }

  async function runOnce(): Promise<void> {
    phase = 'running';
    wanted = false;
    hurried = false;
    startedAt = monotonic();
    const served = waiters.splice(0);
    const result = await orFailed(work, onFault);
    for (const settle of served) settle();
    if (!isStopped()) goOn(result);
  }

  function goOn(result: Round): void {
    failures = result === 'failed' ? failures + 1 : 0;
    const waitMs = waitAfter(result, failures, random);
    if (waitMs !== null && !hurried) {
      phase = 'backing-off';
      schedule(waitMs);
    } else if (result !== 'idle' || wanted || hurried) pace();
    else phase = 'idle';
  }

  /** Asked through a function, because `stop` may have been called during an `await`. */
  function isStopped(): boolean {
    return phase === 'stopped';
  }

  function wake(): void {
    wanted = true;
    if (phase === 'idle') pace();
  }

  function hurry(): void {
    wanted = true;
    hurried = true;
    if (phase === 'idle' || phase === 'backing-off') pace();
  }

  return {
    wake,
    hurry,
    round() {
      if (isStopped()) return Promise.resolve();
      const ended = new Promise<void>((resolve) => waiters.push(resolve));
      hurry();
      return ended;
    },
    async stop() {
      phase = 'stopped';
      clearTimeout(timer);
      for (const settle of waiters.splice(0)) settle();
      await running;
    },
  };
}

function orFailed(work: LoopOptions['work'], onFault: LoopOptions['onFault']): Promise<Round> {
  return work().catch((error: unknown): Round => {
    onFault(error);
    return 'failed';
  });
}

/** Up to half as long again as was named, so that not all phones come back in the same moment. */
function waitAfter(result: Round, failures: number, random: () => number): number | null {
  if (typeof result === 'object') return result.retryMs * (1 + random() / 2);
  return result === 'failed' ? backoffMs(failures, random) : null;
}
