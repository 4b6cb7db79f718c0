import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { postgresBugs } from '../bugs/catalogue/index.js';
import { seedsFrom } from '../bugs/find-bug.js';
import { simFolder } from '../seeds/repository-root.js';
import { invariants, type Outcome, type SimOptions } from '../outcome.js';
import { runSeed } from '../run-seed.js';
import { type FailingSeed, shrink } from '../shrink.js';
import { findOverPostgres, MOST_SEEDS } from './find-over-postgres.js';
import { Postgres, type PostgresUrls } from './postgres.js';
import { startPostgres } from './start-postgres.js';

type Say = (line: string) => void;

const kept = join(simFolder, 'postgres-regressions.json');

/**
 * `--postgres --seeds N --seed S [--minutes M] [--keep]`: plays seeds whose server has its log in a real PostgreSQL,
 * one after the other. `--postgres --bug NAME`, `--postgres --bugs`: looks for what only a database can get wrong.
 * @param commit of the sources, for who reads of a failure
 * @returns the exit code: 1 where something did not hold
 */
export async function runOverPostgres(args: readonly string[], commit: string, say: Say): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      postgres: { type: 'boolean' },
      seeds: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '600' },
      keep: { type: 'boolean', default: false },
      bug: { type: 'string' },
      bugs: { type: 'boolean', default: false },
    },
  });
  await using urls = await startPostgres();
  if (values.bugs || values.bug !== undefined) return showBugs(urls, values.bug ?? null, say);
  await using postgres = await Postgres.open(urls);
  const play = (seed: number, options: SimOptions = {}) => runSeed(seed, { ...options, postgres });
  const begun = performance.now();
  const minutes = () => (performance.now() - begun) / 60_000;
  const [first, seeds] = [Number(values.seed), Number(values.seeds)];
  let [played, failed] = [0, 0];
  for (; played < seeds && minutes() < Number(values.minutes); played += 1) {
    const outcome = await play(first + played);
    if (outcome.violation === null) continue;
    failed += 1;
    tell(outcome, commit, say);
    const least = await shrink(outcome, play, 30);
    say(`  the least that does it: ${least.steps} steps, faults ${least.faults.join(', ') || 'none'}`);
    if (values.keep) keep(least);
  }
  const rate = Math.round(played / Math.max(minutes(), 1e-9));
  say(`${played} seeds over PostgreSQL, ${failed} failed, ${rate} seeds a minute; ${sayKilled(postgres)}`);
  return failed > 0 ? 1 : 0;
}

/** Failing seeds of before, which tests play again. */
export function readKept(): readonly FailingSeed[] {
  return JSON.parse(readFileSync(kept, 'utf8'));
}

function keep(least: FailingSeed): void {
  const others = readKept().filter(({ seed }) => seed !== least.seed);
  writeFileSync(kept, `${JSON.stringify([...others, least], null, 2)}\n`);
}

function tell({ seed, violation }: Outcome, commit: string, say: Say): void {
  if (violation === null) return;
  const { invariant, step, detail } = violation;
  say(
    `seed ${seed} over PostgreSQL, commit ${commit}: ${invariant} "${invariants[invariant]}" after step ${step}`,
  );
  say(`  ${detail}`);
}

function sayKilled({ killed: { statement, beforeCommit, afterCommit } }: Postgres): string {
  return `backends killed: ${statement} at a statement, ${beforeCommit} before a commit, ${afterCommit} after one`;
}

async function showBugs(
  { superuserUrl, appUrl }: PostgresUrls,
  name: string | null,
  say: Say,
): Promise<number> {
  const wanted = postgresBugs.filter((bug) => name === null || bug.name === name);
  if (wanted.length === 0)
    say(`There is no bug ${name}. There are: ${postgresBugs.map((bug) => bug.name).join(', ')}.`);
  let missed = wanted.length === 0 ? 1 : 0;
  const urls = { superuserUrl, appUrl };
  const seeds = seedsFrom(undefined, MOST_SEEDS);
  for (const bug of wanted) {
    const found = await findOverPostgres(bug, { urls, seeds });
    if (found === null) missed += 1;
    const what = found?.invariant
      ? `${found.invariant}, ${invariants[found.invariant]}`
      : 'the world breaks down';
    say(
      found === null
        ? `${bug.name}: NOT FOUND in ${MOST_SEEDS} seeds. ${bug.wrong}`
        : `${bug.name}: found at seed ${found.seed}, ${found.tried} seeds played: ${what}: ${found.detail.split('\n', 1)[0]}`,
    );
  }
  return missed === 0 ? 0 : 1;
}
