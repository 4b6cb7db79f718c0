import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { FaultName } from './outcome.js';
import { runSeed } from './run-seed.js';

interface Kept {
  readonly seed: number;
  readonly steps: number;
  readonly faults: readonly FaultName[];
}

const kept: readonly Kept[] = JSON.parse(
  readFileSync(new URL('../regressions.json', import.meta.url), 'utf8'),
);

it('comes to the same digest with the same seed', async () => {
  const first = await runSeed(3);
  await runSeed(4);
  expect((await runSeed(3)).digest).toBe(first.digest);
});

it('finds nothing in the seeds of every day', async () => {
  const seeds = process.env['GATEHOUSE_SOAK'] ? 2_000 : 20;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { violation } = await runSeed(seed);
    expect(violation, `seed ${seed}`).toBeNull();
  }
});

it('finds nothing in the seeds that once failed', async () => {
  for (const { seed, steps, faults } of kept) {
    const { violation } = await runSeed(seed, { steps, faults });
    expect(violation, `seed ${seed}`).toBeNull();
  }
});
