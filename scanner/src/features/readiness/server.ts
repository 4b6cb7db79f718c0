import type { Finding } from './finding.js';

const toleratedSkewMs = 2000;
/** The server's date comes in whole seconds, so that half of one is a guess. */
const guessMs = 500;
const timeoutMs = 5000;

/**
 * @param url an address that answers quickly and is never cached
 * @param away what is said when nobody answers
 */
export async function checkServer(url: string, away: Finding = unreachable): Promise<Finding> {
  const sentMs = Date.now();
  try {
    const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) });
    const date = response.headers.get('date');
    if (!response.ok || date === null) return away;
    const middleMs = (sentMs + Date.now()) / 2;
    return describeSkew(Date.parse(date) + guessMs - middleMs);
  } catch {
    return away;
  }
}

const unreachable: Finding = { level: 'attention', say: (t) => t('scanner.server.bad') };

/** @param when the clock was last compared, in words: its age is all that there is without a network */
export function describeAway(when: string): Finding {
  return { level: 'unknown', say: (t) => t('scanner.server.away', { ago: when }) };
}

/** @param skewMs how far the server's clock is ahead of this phone's */
export function describeSkew(skewMs: number): Finding {
  const value = Math.abs(skewMs);
  if (value <= toleratedSkewMs + guessMs)
    return { level: 'good', value, say: (t) => t('scanner.server.good') };
  const count = Math.round(value / 1000);
  return { level: 'attention', value, say: (t) => t('scanner.server.clock', { count }) };
}
