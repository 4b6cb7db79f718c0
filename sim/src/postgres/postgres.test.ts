import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {} from '../../../server/test/global-setup.js';
import { createTestDatabase, type TestDatabase } from '../../../server/test/test-database.js';
import { postgresBugs } from '../bugs/catalogue/index.js';
import { seedsFrom } from '../bugs/find-bug.js';
import { runSeed } from '../run-seed.js';
import { readFoundAt, readKept } from './cli-postgres.js';
import { findOverPostgres, MOST_SEEDS } from './find-over-postgres.js';
import { Postgres } from './postgres.js';

const isSoak = process.env['GATEHOUSE_SOAK'] !== undefined;
const timeout = isSoak ? 3_600_000 : 300_000;
const DAY_MS = 86_400_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

it(
  'finds nothing in the seeds of every day, with backends killed in the middle of them',
  async () => {
    await using postgres = await Postgres.open(database);
    const seeds = isSoak ? 300 : 3;
    for (let seed = 1; seed <= seeds; seed += 1) {
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
    for (const { seed, steps, faults } of readKept()) {
      const { violation } = await runSeed(seed, { steps, faults, postgres });
      expect(violation, `seed ${seed}`).toBeNull();
    }
  },
  timeout,
);

describe('a simulator whose server has a bug that only a database can show', () => {
  const today = Math.floor(Date.now() / DAY_MS) % postgresBugs.length;
  const shown = postgresBugs.filter((_, index) => isSoak || index === today);
  const recorded = readFoundAt();

  it.each(shown.map((bug) => [bug.name, bug] as const))(
    '%s is found',
    async (name, bug) => {
      const seeds = seedsFrom(recorded[name], isSoak ? MOST_SEEDS : 20);
      const { superuserUrl, appUrl } = database;
      const found = await findOverPostgres(bug, { urls: { superuserUrl, appUrl }, seeds });
      expect(found, bug.wrong).not.toBeNull();
    },
    timeout,
  );
});
