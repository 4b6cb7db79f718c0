import type { FastifyBaseLogger } from 'fastify';

const everyMs = 10_000;
const keptMessages = 100;

/**
 * Logs trouble that may come back thousands of times a second: each message at most every ten seconds, with how
 * often it came in between.
 */
export function calmLog(log: FastifyBaseLogger, about: string): (error: Error) => void {
  const seen = new Map<string, { nextAt: number; times: number }>();
  return (error) => {
    const now = performance.now();
    const before = seen.get(error.message);
    if (before && now < before.nextAt) {
      before.times += 1;
      return;
    }
    if (seen.size >= keptMessages) seen.clear();
    seen.set(error.message, { nextAt: now + everyMs, times: 0 });
    log.warn({ err: error, ...(before && before.times > 0 ? { again: before.times } : {}) }, about);
  };
}
