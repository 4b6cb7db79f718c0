import { createState, type Readable } from '../readable.js';

const WRONG_CODES = 10;
const MINUTE_MS = 60_000;

/** Ten wrong typed codes within a minute stop typing for a minute: nobody finds a code by trying. */
export interface TypingGuard {
  readonly stopped: Readable<boolean>;
  wrong(): void;
  /** Looks at the clock: a stop ends by itself. */
  look(): void;
}

/** @param monotonic milliseconds */
export function createTypingGuard(monotonic: () => number): TypingGuard {
  const stopped = createState(false);
  let wrongAt: number[] = [];
  let until = 0;

  return {
    stopped,
    wrong() {
      const now = monotonic();
      wrongAt = [...wrongAt.filter((at) => now - at < MINUTE_MS), now];
      if (wrongAt.length < WRONG_CODES) return;
      wrongAt = [];
      until = now + MINUTE_MS;
      stopped.set(true);
    },
    look() {
      if (stopped.get() && monotonic() >= until) stopped.set(false);
    },
  };
}
