import { parseArgs } from 'node:util';
import { runSeed } from './run-seed.js';

/** `--seeds N --seed S`: plays seeds one after the other. @returns the exit code: 1 where something did not hold */
export async function runSim(args: readonly string[], say: (line: string) => void): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
    },
  });
  const first = Number(values.seed);
  for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
    const { violation } = await runSeed(seed);
    if (violation === null) continue;
    say(`seed ${seed}: ${violation.detail}`);
    return 1;
  }
  return 0;
}
