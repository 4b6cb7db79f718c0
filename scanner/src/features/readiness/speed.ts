import { readKept, writeKept } from '@gatehouse/shared/ui';
import type { Finding, Remedy } from './finding.js';

const key = 'gatehouse.speed';
const mostMs = 100;

/** What was measured last on this phone: it is slow because of what it is, not of when. */
export function checkSpeed(): Finding {
  const ms = Number(readKept(key) ?? 0);
  return ms > 0
    ? describeSpeed(ms)
    : { level: 'attention', say: (t) => t('scanner.speed.unknown'), remedy: measure };
}

/** @param ms of a picture, in the worker that reads */
export function describeSpeed(ms: number): Finding {
  const value = Math.max(1, Math.round(ms));
  if (value <= mostMs)
    return { level: 'good', value, say: (t) => t('scanner.speed.good', { ms: value }), others: [measure] };
  return { level: 'attention', value, say: (t) => t('scanner.speed.slow', { ms: value }), remedy: measure };
}

const measure: Remedy = {
  label: (t) => t('scanner.speed.action'),
  async apply() {
    const ms = await import('./measure-speed.js')
      .then(({ measureSpeed }) => measureSpeed())
      .catch(() => null);
    if (ms === null) return { level: 'attention', say: (t) => t('scanner.speed.failed'), remedy: measure };
    writeKept(key, String(ms));
    return describeSpeed(ms);
  },
};
