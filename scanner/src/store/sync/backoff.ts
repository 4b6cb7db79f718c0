const FIRST_MS = 250;
const LONGEST_MS = 10_000;

/**
 * Full jitter: anything from nothing to a limit that doubles, so that the phones of a door that lost its network do
 * not all come back in the same moment.
 * @param failures in a row, 1 for the first
 * @param random as `Math.random`
 */
export function backoffMs(failures: number, random: () => number): number {
  const limit = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
  return Math.floor(random() * limit);
}
