import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inOrder, withPool } from './seeds/play-seeds.js';
import type { FailingSeed } from './shrink.js';
import { addUp, type Tallied } from './world/tally.js';

const kept: readonly FailingSeed[] = JSON.parse(
  readFileSync(new URL('../regressions.json', import.meta.url), 'utf8'),
);

const isSoak = process.env['GATEHOUSE_SOAK'] !== undefined;
const DAY_MS = 86_400_000;
/** So many seeds together exercise everything. */
const WIDE = 2_000;
/** As many as there is time for: every day all of them, unless a machine is slower than two cores with all else. */
const most = isSoak ? 100_000 : WIDE;
const minutes = isSoak ? 10 : 9;
const DAYS = 1_000;
/** Every day the same, so that a change is to blame for what fails; the soak has seeds of its own for each day. */
const before = isSoak ? (Math.floor(Date.now() / DAY_MS) % DAYS) * most : 0;

function* seeds(): Generator<number> {
  for (let index = 1; index <= most; index += 1) yield before + index;
}

it('comes to the same digest with the same seed', () =>
  withPool({ bug: null, threads: 1 }, async (pool) => {
    const first = await pool.play(3);
    await pool.play(4);
    expect((await pool.play(3)).digest).toBe(first.digest);
  }));

it(
  'finds nothing in the seeds',
  () =>
    withPool({ bug: null }, async (pool) => {
      const end = performance.now() + minutes * 60_000;
      const tallies: Tallied[] = [];
      for await (const { seed, size, violation, tallied } of inOrder(pool, seeds())) {
        tallies.push(tallied);
        const again = `npm run sim -- --seeds 1 --seed ${seed} --size ${size} --keep`;
        expect(violation, `seed ${seed}: ${again}`).toBeNull();
        if (performance.now() > end) break;
      }
      process.stdout.write(`${tallies.length} of ${most} seeds, from ${before + 1}, were played.\n`);
      // A busy machine may not come far enough to meet what is seldom.
      if (tallies.length < WIDE) return;
      const never = [...addUp(tallies)].flatMap(([what, { times }]) => (times === 0 ? [what] : []));
      expect(never, 'what no seed exercises').toEqual([]);
    }),
  (minutes + 3) * 60_000,
);

it('finds nothing in the seeds that once failed', () =>
  withPool({ bug: null, threads: 1 }, async (pool) => {
    for (const { seed, size, steps, faults } of kept) {
      const { violation } = await pool.play(seed, { size, steps, faults });
      expect(violation, `seed ${seed}`).toBeNull();
    }
  }));
