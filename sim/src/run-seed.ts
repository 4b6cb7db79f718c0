import { playRules } from './door/index.js';
import type { Outcome, SimOptions, Violation } from './outcome.js';
import { takeOverTime } from './time/globals.js';
import { Loop } from './time/loop.js';
import { Random } from './time/random.js';
import { checkStep } from './world/checks.js';
import { drawDraft } from './world/draft.js';
import { Failure } from './world/failure.js';
import { checkEnd, digestOf } from './world/final-checks.js';
import { heal } from './world/heal.js';
import { drawStep, takeStep } from './world/play.js';
import { World } from './world/world.js';

export type { FaultName, InvariantId, Outcome, SimOptions, Violation } from './outcome.js';

/** The evening of every seed. */
const evening = 1_800_000_000_000;

/** Plays one seed from beginning to heal. The same seed and options come to the same digest. */
export async function runSeed(seed: number, { steps, faults }: SimOptions = {}): Promise<Outcome> {
  const broken = await playRules(new Random(seed));
  if (broken !== null) return { seed, steps: 0, faults: [], violation: { ...broken, step: 0 }, digest: '' };
  const loop = new Loop(evening);
  const giveBack = takeOverTime(loop);
  try {
    const random = new Random(seed);
    const world = new World(loop, random.fork(), { draft: drawDraft(random.fork(), faults) });
    const planned = Math.min(steps ?? Number.POSITIVE_INFINITY, random.int(16, 36));
    const violation = await play(world, seed, planned);
    const drawn = [...world.draft.faults];
    return { seed, steps: planned, faults: drawn, violation, digest: digestOf(world) };
  } finally {
    giveBack();
  }
}

async function play(world: World, seed: number, steps: number): Promise<Violation | null> {
  try {
    await world.open();
    for (; world.step < steps; world.step += 1) {
      await takeStep(world, drawStep(seed, world.step, world.draft.faults));
      checkStep(world);
    }
    await heal(world);
    checkStep(world);
    checkEnd(world);
    return null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { invariant: error.invariant, step: world.step, detail: error.message };
  }
}
