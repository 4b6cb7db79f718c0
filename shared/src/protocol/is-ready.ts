import type { ReadinessFinding } from './readiness.js';

/** A phone whose storage may be cleared scans all the same; everything else has to be good, or not to be known. */
export function isReady(findings: readonly Pick<ReadinessFinding, 'check' | 'level'>[]): boolean {
  return findings.every(
    ({ check, level }) =>
      level === 'good' || level === 'unknown' || (check === 'storage' && level === 'attention'),
  );
}
