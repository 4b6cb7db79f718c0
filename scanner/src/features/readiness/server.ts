import type { Finding } from './finding.js';

/** The server's clock comes in whole seconds, and half a round trip is a guess. */
const toleratedSkewMs = 3000;
const timeoutMs = 5000;

/** @param url an address that answers quickly and is never cached */
export async function checkServer(url: string): Promise<Finding> {
  const sentMs = Date.now();
  try {
    const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) });
    const date = response.headers.get('date');
    if (!response.ok || date === null) return unreachable;
    const middleMs = (sentMs + Date.now()) / 2;
    // The header names the second that has begun, so on average half of it is over.
    return describeSkew(Date.parse(date) + 500 - middleMs);
  } catch {
    return unreachable;
  }
}

const unreachable: Finding = { level: 'attention', say: (t) => t('scanner.server.bad') };

/** @param skewMs how far the server's clock is ahead of this phone's */
export function describeSkew(skewMs: number): Finding {
  if (Math.abs(skewMs) <= toleratedSkewMs) return { level: 'good', say: (t) => t('scanner.server.good') };
  const count = Math.round(Math.abs(skewMs) / 1000);
  return { level: 'attention', say: (t) => t('scanner.server.clock', { count }) };
}
