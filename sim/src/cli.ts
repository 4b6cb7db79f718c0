import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { showBug, showBugs } from './bugs/index.js';
import { invariants, type Outcome } from './outcome.js';
import { runOverPostgres } from './postgres/cli-postgres.js';
import { runSeed } from './run-seed.js';
import { type FailingSeed, shrink } from './shrink.js';

const keptFile = 'sim/regressions.json';

/** What a call wants. */
interface Wish {
  readonly first: number;
  readonly seeds: number;
  readonly minutes: number;
  readonly isKept: boolean;
}

/**
 * `--seeds N --seed S [--minutes M] [--keep]`: plays seeds one after the other. `--bug NAME`: puts a
 * bug in and looks for it; `--bugs [--record]`: the same for all. `--postgres`: as `runOverPostgres` says.
 * @returns the exit code: 1 where something did not hold
 */
export async function runSim(args: readonly string[], say: (line: string) => void): Promise<number> {
  if (args.includes('--postgres')) return runOverPostgres(args, commit(), say);
  const [what, name = ''] = args;
  if (what === '--bug') return showBug(name, say);
  if (what === '--bugs') return showBugs(say, { record: args.includes('--record') });
  const wish = wishOf(args);
  const begun = performance.now();
  const tookMinutes = () => (performance.now() - begun) / 60_000;
  let failed = 0;
  let played = 0;
  for (let seed = wish.first; seed < wish.first + wish.seeds; seed += 1) {
    if (tookMinutes() >= wish.minutes) break;
    const outcome = await runSeed(seed);
    played += 1;
    if (outcome.violation === null) continue;
    failed += 1;
    await report(outcome, wish, say);
  }
  const rate = Math.round(played / Math.max(tookMinutes(), 1e-9));
  const isCut = played < wish.seeds ? `, cut after ${wish.minutes} minutes of ${wish.seeds} seeds` : '';
  say(`${played} seeds, ${failed} failed, ${rate} seeds a minute${isCut}`);
  return failed > 0 ? 1 : 0;
}

function wishOf(args: readonly string[]): Wish {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '600' },
      keep: { type: 'boolean', default: false },
    },
  });
  return {
    first: Number(values.seed),
    seeds: Number(values.seeds),
    minutes: Number(values.minutes),
    isKept: values.keep,
  };
}

async function report(outcome: Outcome, wish: Wish, say: (line: string) => void): Promise<void> {
  const { seed, violation } = outcome;
  if (violation === null) return;
  const { invariant, step, detail } = violation;
  say(`seed ${seed}, commit ${commit()}: ${invariant} "${invariants[invariant]}" after step ${step}`);
  say(`  ${detail}`);
  const least = await shrink(outcome, runSeed);
  say(`  the least that does it: ${least.steps} steps, faults ${least.faults.join(', ') || 'none'}`);
  if (wish.isKept) keep(least);
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

function keep(least: FailingSeed): void {
  const kept: FailingSeed[] = existsSync(keptFile) ? JSON.parse(readFileSync(keptFile, 'utf8')) : [];
  const others = kept.filter(({ seed }) => seed !== least.seed);
  writeFileSync(keptFile, `${JSON.stringify([...others, least], null, 2)}\n`);
}
