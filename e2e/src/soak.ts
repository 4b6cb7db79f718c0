import { test } from 'vitest';

/** Whether this run has the time of a soak. */
export const isSoak = Boolean(process.env['GATEHOUSE_SOAK']);

/** What other tests show every day in its main parts. */
export const soakTest = test.runIf(isSoak);

/** Every look in the soak; every day the last one, which should be the one that goes wrong first. */
export function someOf<T>(looks: readonly T[]): readonly T[] {
  return isSoak ? looks : looks.slice(-1);
}
