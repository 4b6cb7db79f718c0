import { playRules } from './door/index.js';
import type { Outcome, SimOptions } from './outcome.js';
import { takeOverTime } from './time/globals.js';
import { Loop } from './time/loop.js';
import { Random } from './time/random.js';
import { drawDraft } from './world/draft.js';
import { World } from './world/world.js';

export type { FaultName, InvariantId, Outcome, SimOptions, Violation } from './outcome.js';

const start = 1_800_000_000_000;

/** Plays one seed from beginning to heal. The same seed and options come to the same digest. */
export async function runSeed(seed: number, { steps = 40, faults }: SimOptions = {}): Promise<Outcome> {
  const broken = await playRules(new Random(seed));
  if (broken !== null) return { seed, steps, violation: { ...broken, step: 0 }, digest: '' };
  const loop = new Loop(start);
  const giveBack = takeOverTime(loop);
  try {
    const random = new Random(seed);
    const world = new World(loop, random.fork(), drawDraft(random.fork(), faults));
    await world.open();
    return { seed, steps, violation: null, digest: '' };
  } finally {
    giveBack();
  }
}
