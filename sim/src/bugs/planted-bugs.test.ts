import { describe, expect, it } from 'vitest';
import { playSeeds } from '../seeds/play-seeds.js';
import { plantedBugs } from './catalogue/index.js';
import { findBug, seedsFrom } from './find-bug.js';
import { readFoundAt } from './found-at.js';

const isSoak = process.env['GATEHOUSE_SOAK'] !== undefined;
/** The recorded seed holds until the world is changed; a few more are tried before somebody has to record anew. */
const EVERYDAY_SEEDS = 40;
const SHARES = 6;
const DAY_MS = 86_400_000;
const foundAt = readFoundAt();
const timeout = isSoak ? 3_600_000 : 300_000;

/** Any change to the world moves the seeds of what is seldom found: too many for a day would be tried then. */
const SELDOM_FROM = 100;

/** All of them in the soak, each looked for from the first seed on; every day a sixth, where it was found before. */
const share = Math.floor(Date.now() / DAY_MS) % SHARES;
const shown = plantedBugs.filter(
  ({ name }, index) =>
    isSoak || (index % SHARES === share && (foundAt[name] ?? Number.POSITIVE_INFINITY) < SELDOM_FROM),
);

describe('a simulator with a bug in it', () => {
  it.each(shown.map((bug) => [bug.name, bug] as const))(
    '%s is found',
    async (name, bug) => {
      const seeds = isSoak ? seedsFrom(undefined) : seedsFrom(foundAt[name], EVERYDAY_SEEDS);
      const found = await findBug(bug, seeds);
      expect(found, `${bug.wrong} Look for it with: npm run sim -- --bug ${name}`).not.toBeNull();
    },
    timeout,
  );
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
