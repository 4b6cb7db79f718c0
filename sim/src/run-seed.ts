import { playRules } from './door/index.js';
import type { Outcome, SimOptions, Size, Violation } from './outcome.js';
import { beginOver, type OverPostgres } from './postgres/over-postgres.js';
import { takeOverTime } from './time/globals.js';
import { Loop } from './time/loop.js';
import { Random } from './time/random.js';
import { checkStep } from './world/checks.js';
import { drawDraft } from './world/draft.js';
import { Failure } from './world/failure.js';
import { checkEnd, digestOf } from './world/final-checks.js';
import { heal } from './world/heal.js';
import { drawStep, takeStep } from './world/play.js';
import { scales, sizeOf } from './world/size.js';
import { Tally } from './world/tally.js';
import { World } from './world/world.js';

export type { FaultName, InvariantId, Outcome, SimOptions, Violation } from './outcome.js';

/** The evening of every seed. */
const evening = 1_800_000_000_000;

/** Plays one seed from beginning to heal. The same seed and options come to the same digest. */
export async function runSeed(seed: number, options: SimOptions = {}): Promise<Outcome> {
  const { steps, faults, postgres } = options;
  const size = options.size ?? (postgres === undefined ? sizeOf(seed) : 'large');
  const tally = new Tally();
  const broken = await playRules(new Random(seed), { size, tally });
  if (broken !== null) {
    const violation = { ...broken, step: 0 };
    return { seed, size, steps: 0, faults: [], violation, digest: '', tallied: tally.read() };
  }
  const over =
    postgres === undefined ? null : await beginOver(postgres, { seed, now: evening, wanted: faults });
  const loop = over?.loop ?? new Loop(evening);
  const giveBack = takeOverTime(loop);
  try {
    const random = new Random(seed);
    const world = new World(loop, random.fork(), {
      draft:
        over?.withKills(drawDraft(random.fork(), faults, size)) ?? drawDraft(random.fork(), faults, size),
      newLog: over?.newLog,
      tally,
    });
    const planned = Math.min(steps ?? Number.POSITIVE_INFINITY, random.int(...scales[size].steps));
    const violation = await play(world, { seed, size, steps: planned, over });
    const drawn = [...world.draft.faults];
    const digest = digestOf(world);
    return { seed, size, steps: planned, faults: drawn, violation, digest, tallied: tally.read() };
  } finally {
    await over?.end();
    giveBack();
  }
}

interface Plan {
  readonly seed: number;
  readonly size: Size;
  readonly steps: number;
  readonly over: OverPostgres | null;
}

async function play(world: World, { seed, size, steps, over }: Plan): Promise<Violation | null> {
  const { log } = world.server;
  try {
    await world.open();
    for (; world.step < steps; world.step += 1) {
      over?.beforeStep(world);
      await takeStep(world, drawStep(seed, world.step, { size, allowed: world.draft.faults }));
      await log.look();
      checkStep(world);
    }
    over?.spare();
    await heal(world);
    await log.look();
    checkStep(world);
    await checkEnd(world);
    return null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { invariant: error.invariant, step: world.step, detail: error.message };
  }
}
