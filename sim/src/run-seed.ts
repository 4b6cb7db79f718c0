import { playDoor } from './door/play-door.js';
import { playReview } from './door/play-review.js';
import type { Outcome, SimOptions } from './outcome.js';
import { Random } from './time/random.js';

export type { FaultName, InvariantId, Outcome, SimOptions, Violation } from './outcome.js';

/** Plays one seed from beginning to heal. The same seed and options come to the same digest. */
export async function runSeed(seed: number, { steps = 40 }: SimOptions = {}): Promise<Outcome> {
  const wrong = playReview(new Random(seed)) ?? (await playDoor(new Random(seed)));
  return {
    seed,
    steps,
    violation: wrong === null ? null : { invariant: 10, step: 0, detail: wrong },
    digest: '',
  };
}
