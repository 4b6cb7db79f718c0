import { type FaultName, faultNames, type Size } from '../outcome.js';
import { Random } from '../time/random.js';
import type { Actor } from './actor.js';
import { faults, hindered, reopen, scanAndDie } from './faults.js';
import { count, drawHeld, scan, undoLast } from './people.js';
import { scales } from './size.js';
import type { World } from './world.js';

/** One thing that happens, drawn by the seed and its number alone, so that others can be left out. */
export interface Step {
  readonly kind: 'scan' | 'undo' | 'count' | 'wait' | 'scan-and-die' | FaultName;
  readonly random: Random;
}

/** Faults that happen in the middle of the evening and not before it. */
const sudden = faultNames.filter((name) => faults[name] !== undefined);

export interface StepOf {
  readonly size: Size;
  /** The faults that may happen. */
  readonly allowed: ReadonlySet<FaultName>;
}

export function drawStep(seed: number, index: number, { size, allowed }: StepOf): Step {
  const { faultChance } = scales[size];
  const random = new Random(Math.imul(seed, 31) + Math.imul(index + 1, 1_000_003));
  const what = random.next();
  // In an order of the step's own, so that one fault less changes only the steps at which it came.
  const fault = shuffled(sudden, random).find((name) => allowed.has(name));
  if (what < faultChance && fault !== undefined) {
    const isDeath = fault === 'kill' || fault === 'power-loss';
    return { kind: isDeath && random.chance(0.6) ? 'scan-and-die' : fault, random };
  }
  if (what < 0.72) return { kind: 'scan', random };
  if (what < 0.79) return { kind: 'undo', random };
  return { kind: what < 0.83 ? 'count' : 'wait', random };
}

function shuffled<T>(things: readonly T[], random: Random): T[] {
  const order = things.map((thing) => ({ thing, at: random.next() }));
  return order.sort((a, b) => a.at - b.at).map(({ thing }) => thing);
}

export async function takeStep(world: World, { kind, random }: Step): Promise<void> {
  const actor = random.pick(world.actors);
  if (actor.tab === null && !actor.isBroken) await reopen(world, actor);
  await does(world, { kind, random }, actor);
  await world.loop.runFor(random.pick([0, 0, 20, 300, 1_000, 3_000, 9_000]));
}

async function does(world: World, { kind, random }: Step, actor: Actor): Promise<void> {
  switch (kind) {
    case 'scan':
    case 'scan-and-die': {
      const held = await drawHeld(world, random, actor);
      const direction = world.draft.list.entry === 're-entry' && random.chance(0.3) ? 'out' : 'in';
      if (held === null) return;
      world.tally.note(`does ${kind}`);
      if (direction === 'out' && kind === 'scan') world.tally.note('does exit');
      const [tab = null, second] = actor.machine.tabs;
      const isInSecond = second !== undefined && random.chance(0.5);
      if (kind === 'scan') return scan(world, actor, { held, direction, tab: isInSecond ? second : tab });
      return scanAndDie(world, random, { actor, held });
    }
    case 'undo':
      return undoLast(world, random, actor);
    case 'count':
      return count(world, random, actor);
    case 'wait':
      world.tally.note('does wait');
      return world.loop.runFor(random.int(1_000, 20_000));
    default:
      if ((await faults[kind]?.(world, random, actor)) !== hindered) world.tally.note(`fault ${kind}`);
  }
}
