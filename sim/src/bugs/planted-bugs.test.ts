import { describe, expect, it } from 'vitest';
import { plantedBugs } from './catalogue/index.js';
import { findBug, seedsFrom } from './find-bug.js';
import { readFoundAt } from './found-at.js';
import { playSeeds } from './play-seeds.js';

const isSoak = process.env['GATEHOUSE_SOAK'] !== undefined;
const SHARES = 3;
const DAY_MS = 86_400_000;
const foundAt = readFoundAt();

/** All of them in the soak, each looked for from the first seed on; every day a third, where it was found before. */
const share = Math.floor(Date.now() / DAY_MS) % SHARES;
const shown = plantedBugs.filter((_, index) => isSoak || index % SHARES === share);

describe('a simulator with a bug in it', () => {
  it.each(shown.map((bug) => [bug.name, bug] as const))('%s is found', async (name, bug) => {
    const found = await findBug(bug, seedsFrom(isSoak ? undefined : foundAt[name]));
    expect(found, bug.wrong).not.toBeNull();
  });
});

describe('a simulator without one', () => {
  it('holds at the seeds that find the bugs', async () => {
    const seeds = [...new Set(shown.flatMap(({ name }) => foundAt[name] ?? []))];
    const { outcomes, broke } = await playSeeds(null, seeds);
    expect(broke).toBeNull();
    expect(outcomes.filter(({ violation }) => violation !== null)).toEqual([]);
    expect(outcomes).toHaveLength(seeds.length);
  });
});
