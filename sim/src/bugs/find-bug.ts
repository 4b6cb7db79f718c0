import type { SimOptions, Violation } from '../outcome.js';
import type { PlantedBug } from '../seeds/planted-bug.js';
import { playSeeds } from '../seeds/play-seeds.js';

/** As far as a bug is looked for. */
export const MOST_SEEDS = 1_000;

export interface Found {
  readonly seed: number;
  /** How many seeds were played until then, this one among them. */
  readonly tried: number;
  /** Null: the world itself broke down, as `detail` says. */
  readonly invariant: Violation['invariant'] | null;
  readonly detail: string;
}

/** @returns null when all of these seeds hold although the bug is in the program */
export async function findBug(
  bug: PlantedBug,
  seeds: readonly number[],
  options: SimOptions = { size: bug.size },
): Promise<Found | null> {
  const { outcomes, broke } = await playSeeds(bug, seeds, options);
  if (broke !== null)
    return { seed: broke.seed, tried: outcomes.length + 1, invariant: null, detail: broke.error };
  const last = outcomes.at(-1);
  if (last === undefined || last.violation === null) return null;
  const { invariant, detail } = last.violation;
  return { seed: last.seed, tried: outcomes.length, invariant, detail };
}

/** @param first found there before: tried first */
export function seedsFrom(first: number | undefined, count = MOST_SEEDS): number[] {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  return first === undefined ? all : [first, ...all.filter((seed) => seed !== first)].slice(0, count);
}
