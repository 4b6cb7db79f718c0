import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresBugs } from '../bugs/catalogue/index.js';
import { seedsFrom } from '../bugs/find-bug.js';
import { runSeed } from '../run-seed.js';
import { readFoundAt, readKept } from './cli-postgres.js';
import { findOverPostgres, MOST_SEEDS } from './find-over-postgres.js';
import { Postgres, type PostgresUrls } from './postgres.js';
import { startPostgres } from './start-postgres.js';

const isSoak = process.env['GATEHOUSE_SOAK'] !== undefined;
/** As many seeds as there is time for. */
const soakMinutes = 8;
const timeout = isSoak ? 3_600_000 : 300_000;
const DAY_MS = 86_400_000;

let database: PostgresUrls & AsyncDisposable;
beforeAll(async () => {
  database = await startPostgres();
});
afterAll(() => database[Symbol.asyncDispose]());

it(
  'finds nothing in the seeds of every day, with backends killed in the middle of them',
  async () => {
    await using postgres = await Postgres.open(database);
    const seeds = isSoak ? 300 : 1;
    const end = performance.now() + soakMinutes * 60_000;
    for (let seed = 1; seed <= seeds && performance.now() < end; seed += 1) {
      const { violation } = await runSeed(seed, { postgres });
      expect(violation, `seed ${seed}`).toBeNull();
    }
    const { statement, beforeCommit, afterCommit } = postgres.killed;
    expect(Math.min(statement, beforeCommit, afterCommit)).toBeGreaterThan(0);
  },
  timeout,
);

it(
  'finds nothing in the seeds that once failed',
  async () => {
    await using postgres = await Postgres.open(database);
    for (const { seed, size, steps, faults } of readKept()) {
      const { violation } = await runSeed(seed, { size, steps, faults, postgres });
      expect(violation, `seed ${seed}`).toBeNull();
    }
  },
  timeout,
);

describe('a simulator whose server has a bug that only a database can show', () => {
  const recorded = readFoundAt();
  // A seed costs too much here to look for a bug that takes several of them every day.
  const known = postgresBugs.filter(({ name }) => recorded[name] === 1);
  const today = known[Math.floor(Date.now() / DAY_MS) % known.length];
  const shown = postgresBugs.filter((bug) => isSoak || bug === today);

  it.each(shown.map((bug) => [bug.name, bug] as const))(
    '%s is found',
    async (name, bug) => {
      const seeds = seedsFrom(recorded[name], isSoak ? MOST_SEEDS : 10);
      const { superuserUrl, appUrl } = database;
      const found = await findOverPostgres(bug, { urls: { superuserUrl, appUrl }, seeds });
      expect(found, bug.wrong).not.toBeNull();
    },
    timeout,
  );
});
