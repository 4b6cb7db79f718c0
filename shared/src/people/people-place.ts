import { MAX_SEGMENT_BITS } from '../manifest/index.js';

/** About 100 KB of details: what is read from the disk to show one name. */
const MAX_MEAN_ROWS = 1_024;

/** The fewest halvings that leave 1,024 people a file on average: a function of the count alone. */
export function peopleBits(count: number): number {
  let bits = 0;
  while (count > MAX_MEAN_ROWS * 2 ** bits && bits < MAX_SEGMENT_BITS) bits += 1;
  return bits;
}
