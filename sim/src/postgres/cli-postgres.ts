import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { postgresBugs } from '../bugs/catalogue/index.js';
import { type Found, seedsFrom } from '../bugs/find-bug.js';
import { invariants, type Outcome, type SimOptions } from '../outcome.js';
import { runSeed } from '../run-seed.js';
import type { PlantedBug } from '../seeds/planted-bug.js';
import { simFolder } from '../seeds/repository-root.js';
import { type FailingSeed, shrink } from '../shrink.js';
import { findOverPostgres, MOST_SEEDS } from './find-over-postgres.js';
import { Postgres, type PostgresUrls } from './postgres.js';
import { startPostgres } from './start-postgres.js';

type Say = (line: string) => void;

const kept = join(simFolder, 'postgres-regressions.json');
const foundAt = join(simFolder, 'src/postgres/found-at.json');

/**
 * `--postgres --seeds N --seed S [--minutes M] [--keep]`: plays seeds whose server has its log in a real PostgreSQL,
 * one after the other. `--postgres --bug NAME`, `--postgres --bugs [--record]`: looks for what only a database can get wrong.
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
      record: { type: 'boolean', default: false },
    },
  });
  await using urls = await startPostgres();
  if (values.bugs || values.bug !== undefined)
    return await showBugs(urls, { name: values.bug ?? null, isRecorded: values.record }, say);
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

/** Bug → the seed that found it last: tried first. */
export function readFoundAt(): Readonly<Record<string, number>> {
  return JSON.parse(readFileSync(foundAt, 'utf8'));
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

interface WantedBugs {
  /** Null: all. */
  readonly name: string | null;
  /** Keeps the seeds, which the tests try first. */
  readonly isRecorded: boolean;
}

async function showBugs(
  { superuserUrl, appUrl }: PostgresUrls,
  { name, isRecorded }: WantedBugs,
  say: Say,
): Promise<number> {
  const wanted = postgresBugs.filter((bug) => name === null || bug.name === name);
  if (wanted.length === 0)
    say(`There is no bug ${name}. There are: ${postgresBugs.map((bug) => bug.name).join(', ')}.`);
  let missed = wanted.length === 0 ? 1 : 0;
  const seeds = new Map(Object.entries(readFoundAt()));
  for (const bug of wanted) {
    const tried = seedsFrom(seeds.get(bug.name), MOST_SEEDS);
    const found = await findOverPostgres(bug, { urls: { superuserUrl, appUrl }, seeds: tried });
    if (found === null) missed += 1;
    else seeds.set(bug.name, found.seed);
    say(sayFound(bug, found));
  }
  if (isRecorded)
    writeFileSync(foundAt, `${JSON.stringify(Object.fromEntries([...seeds].sort()), null, 2)}\n`);
  return missed === 0 ? 0 : 1;
}

function sayFound({ name, wrong }: PlantedBug, found: Found | null): string {
  if (found === null) return `${name}: NOT FOUND in ${MOST_SEEDS} seeds. ${wrong}`;
  const { seed, tried, invariant, detail } = found;
  const what = invariant === null ? 'the world breaks down' : `${invariant}, ${invariants[invariant]}`;
  const [line] = detail.split('\n', 1);
  return `${name}: found over PostgreSQL at seed ${seed}, ${tried} played: ${what}: ${line}`;
}
