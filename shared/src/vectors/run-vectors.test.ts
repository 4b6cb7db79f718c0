import { expect, it } from 'vitest';
import { runVectors } from './test/run-vectors.js';

it('runs every vector without a test runner, as browsers do', async () => {
  const report = await runVectors();
  expect(report.faults).toEqual([]);
  expect(report.decisions).toBeGreaterThanOrEqual(200);
  expect(report.judged).toBeGreaterThan(2_000);
  expect(report.formats).toHaveLength(8);
});
