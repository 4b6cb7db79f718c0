import { invariants } from '../outcome.js';
import type { PlantedBug } from '../seeds/planted-bug.js';
import { plantedBugs } from './catalogue/index.js';
import { type Found, findBug, MOST_SEEDS, seedsFrom } from './find-bug.js';
import { readFoundAt, writeFoundAt } from './found-at.js';

type Say = (line: string) => void;

/** Puts one bug into the simulator and looks for it from the first seed on. @returns the exit code: 1 where nothing was found */
export async function showBug(name: string, say: Say): Promise<number> {
  const bug = plantedBugs.find((known) => known.name === name);
  if (bug === undefined) {
    say(`There is no bug ${name}. There are: ${plantedBugs.map((known) => known.name).join(', ')}.`);
    return 1;
  }
  for (const { file, find, replace } of bug.edits)
    say([`--- ${file}`, ...lines('-', find), ...lines('+', replace)].join('\n'));
  const found = await findBug(bug, seedsFrom(undefined));
  say(told(bug, found));
  return found === null ? 1 : 0;
}

/** The same for all bugs. @param record keeps the seeds, which the tests try first */
export async function showBugs(say: Say, { record }: { record: boolean }): Promise<number> {
  const before = readFoundAt();
  const seeds = new Map<string, number>();
  let missed = 0;
  for (const bug of plantedBugs) {
    const found = await findBug(bug, seedsFrom(undefined));
    const seed = found?.seed ?? before[bug.name];
    if (seed !== undefined) seeds.set(bug.name, seed);
    say(told(bug, found));
    if (found === null) missed += 1;
  }
  if (record) writeFoundAt(seeds);
  say(`${plantedBugs.length - missed} of ${plantedBugs.length} planted bugs were found.`);
  return missed === 0 ? 0 : 1;
}

function lines(sign: string, text: string): string[] {
  return text === '' ? [] : text.split('\n').map((line) => `${sign} ${line}`);
}

function told({ name, wrong }: PlantedBug, found: Found | null): string {
  if (found === null) return `${name}: NOT FOUND in ${MOST_SEEDS} seeds. ${wrong}`;
  const { seed, tried, invariant, detail } = found;
  const what = invariant === null ? 'the world breaks down' : `${invariant}, ${invariants[invariant]}`;
  return `${name}: found at seed ${seed}, ${tried === 1 ? '1 seed' : `${tried} seeds`} played: ${what}: ${detail.split('\n', 1)[0]}`;
}
