import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { showBug, showBugs } from './bugs/index.js';
import { invariants, type Outcome, type Size, sizes } from './outcome.js';
import { runOverPostgres } from './postgres/cli-postgres.js';
import { inOrder, withPool } from './seeds/play-seeds.js';
import type { Pool } from './seeds/pool.js';
import { type FailingSeed, shrink } from './shrink.js';
import { addUp, type Tallied } from './world/tally.js';

const keptFile = 'sim/regressions.json';

/** What a call wants. */
interface Wish {
  readonly first: number;
  readonly seeds: number;
  readonly minutes: number;
  readonly isKept: boolean;
  /** Undefined: as each seed draws it. */
  readonly size: Size | undefined;
  readonly isTabled: boolean;
  /** Null: as many as there are cores. */
  readonly threads: number | null;
}

/**
 * `--seeds N --seed S [--size SIZE] [--minutes M] [--threads T] [--keep] [--table]`: plays seeds on all cores, and
 * tells of them in their order; `--table` says what they exercised. `--bug NAME`: puts a bug in and looks for it; `--bugs [--record]`: the same for all.
 * `--postgres`: as `runOverPostgres` says.
 * @returns the exit code: 1 where something did not hold
 */
export async function runSim(args: readonly string[], say: (line: string) => void): Promise<number> {
  if (args.includes('--postgres')) return runOverPostgres(args, commit(), say);
  const [what, name = ''] = args;
  if (what === '--bug') return showBug(name, say);
  if (what === '--bugs') return showBugs(say, { record: args.includes('--record') });
  const wish = wishOf(args);
  return withPool({ bug: null, threads: wish.threads }, (pool) => playAll(pool, wish, say));
}

async function playAll(pool: Pool, wish: Wish, say: (line: string) => void): Promise<number> {
  const begun = performance.now();
  const tookMinutes = () => (performance.now() - begun) / 60_000;
  let failed = 0;
  let played = 0;
  const tallies: Tallied[] = [];
  for await (const outcome of inOrder(pool, seedsOf(wish), { size: wish.size })) {
    played += 1;
    tallies.push(outcome.tallied);
    if (outcome.violation !== null) {
      failed += 1;
      await report(outcome, { pool, wish, say });
    }
    if (tookMinutes() >= wish.minutes) break;
  }
  if (wish.isTabled) sayTable(tallies, say);
  const rate = Math.round(played / Math.max(tookMinutes(), 1e-9));
  const isCut = played < wish.seeds ? `, cut after ${wish.minutes} minutes of ${wish.seeds} seeds` : '';
  say(`${played} seeds, ${failed} failed, ${rate} seeds a minute${isCut}`);
  return failed > 0 ? 1 : 0;
}

function* seedsOf({ first, seeds }: Wish): Generator<number> {
  for (let seed = first; seed < first + seeds; seed += 1) yield seed;
}

function wishOf(args: readonly string[]): Wish {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '600' },
      keep: { type: 'boolean', default: false },
      table: { type: 'boolean', default: false },
      size: { type: 'string' },
      threads: { type: 'string' },
    },
  });
  return {
    first: Number(values.seed),
    seeds: Number(values.seeds),
    minutes: Number(values.minutes),
    isKept: values.keep,
    isTabled: values.table,
    size: sizes.find((size) => size === values.size),
    threads: values.threads === undefined ? null : Number(values.threads),
  };
}

interface Reporting {
  readonly pool: Pool;
  readonly wish: Wish;
  readonly say: (line: string) => void;
}

async function report(outcome: Outcome, { pool, wish, say }: Reporting): Promise<void> {
  const { seed, size, violation } = outcome;
  if (violation === null) return;
  const { invariant, step, detail } = violation;
  say(
    `seed ${seed} --size ${size}, commit ${commit()}: ${invariant} "${invariants[invariant]}" after step ${step}`,
  );
  say(`  ${detail}`);
  const least = await shrink(outcome, (...given) => pool.play(...given));
  say(`  the least that does it: ${least.steps} steps, faults ${least.faults.join(', ') || 'none'}`);
  if (wish.isKept) keep(least);
}

/** How many seeds exercised what, and how often. */
function sayTable(tallies: readonly Tallied[], say: (line: string) => void): void {
  for (const [what, { seeds, times }] of addUp(tallies))
    say(`${what.padEnd(28)}${String(seeds).padStart(7)} seeds${String(times).padStart(9)} times`);
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
