import type { FaultName, Outcome, SimOptions, Size } from './outcome.js';

/** A seed that fails, and the least that makes it fail. */
export interface FailingSeed {
  readonly seed: number;
  readonly size: Size;
  readonly steps: number;
  readonly faults: readonly FaultName[];
  readonly invariant: number;
}

/** Plays a seed with less in it. */
type Play = (seed: number, options: SimOptions) => Promise<Outcome>;

/** Leaves out steps and faults for as long as the same thing goes wrong, in so many tries at most. */
export async function shrink(failed: Outcome, play: Play, most = 60): Promise<FailingSeed> {
  const { seed, size, violation } = failed;
  const invariant = violation?.invariant ?? 0;
  let left = most;
  const fails = async (steps: number, faults: readonly FaultName[]) => {
    left -= 1;
    return left >= 0 && (await play(seed, { size, steps, faults })).violation?.invariant === invariant;
  };
  let steps = Math.min(failed.steps, (violation?.step ?? failed.steps) + 1);
  let faults = failed.faults;
  if (!(await fails(steps, faults))) steps = failed.steps;
  for (const fault of failed.faults) {
    const fewer = faults.filter((one) => one !== fault);
    if (await fails(steps, fewer)) faults = fewer;
  }
  for (let cut = steps >> 1; cut > 0; cut >>= 1) {
    while (steps > cut && (await fails(steps - cut, faults))) steps -= cut;
  }
  return { seed, size, steps, faults, invariant };
}
