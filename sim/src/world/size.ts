import type { Size } from '../outcome.js';
import { Random } from '../time/random.js';

/** How much there is in a world; what a large one has is drawn where it is used. */
export interface Scale {
  readonly phones: readonly number[];
  /** The fewest and the most of each. */
  readonly tickets: readonly [number, number];
  readonly steps: readonly [number, number];
  /** How many kinds of faults may happen; null: each of them with the same chance. */
  readonly faults: readonly [number, number] | null;
  /** How likely a step is one of them. */
  readonly faultChance: number;
  /** How likely each of the games that need no phones is played. */
  readonly gameChance: number;
  /** How many logs are drawn for the review in its game. */
  readonly logs: number;
}

const large = {
  phones: [2, 2, 2, 3, 3, 4],
  tickets: [5, 16],
  steps: [16, 36],
  faults: null,
  faultChance: 0.3,
  gameChance: 1,
  logs: 2,
} as const;

/**
 * Nearly whatever goes wrong in a large world goes wrong in a small one, which is played in a fraction of the time:
 * most worlds are small, and one in twenty-five is large, for what takes many rows or phones.
 */
export const scales: Readonly<Record<Size, Scale>> = {
  small: {
    phones: [1, 1, 2, 2, 2, 3],
    tickets: [2, 5],
    steps: [3, 9],
    faults: [1, 4],
    faultChance: 0.45,
    gameChance: 0.2,
    logs: 1,
  },
  middle: {
    phones: [2, 2, 3],
    tickets: [3, 8],
    steps: [10, 18],
    faults: [1, 6],
    faultChance: 0.4,
    gameChance: 0.5,
    logs: 1,
  },
  large,
};

/** Of a line of its own: a world of a given size is the same, whether the size was drawn or asked for. */
export function sizeOf(seed: number): Size {
  const drawn = new Random(Math.imul(seed, 53) + 11).next();
  if (drawn < 0.87) return 'small';
  return drawn < 0.96 ? 'middle' : 'large';
}
