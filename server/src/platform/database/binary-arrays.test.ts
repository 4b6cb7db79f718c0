import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { bigints, booleans, byteas, integers, smallints, texts, uuids } from './binary-arrays.js';
import { type ClosedDatabase, connectDatabase } from './connect.js';

let database: TestDatabase;
let pool: ClosedDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = connectDatabase({ url: database.appUrl, poolSize: 1, onError: () => undefined });
});
afterAll(async () => {
  await pool.destroy();
  await database[Symbol.asyncDispose]();
});

async function cameBack(array: Buffer, type: string): Promise<unknown> {
  const result = await sql<{ value: unknown }>`select value
    from unnest(${array}::${sql.raw(type)}[]) with ordinality as row(value, place) order by place`.execute(
    pool,
  );
  return result.rows.map(({ value }) => value);
}

const id = '01900000-abcd-7ef0-8000-0123456789ab';

test.each([
  ['boolean', booleans, [true, null, false]],
  ['smallint', smallints, [-32_768, 0, null, 255, 32_767]],
  ['integer', integers, [-2_147_483_648, null, 65_535, 2_147_483_647]],
  ['bigint', bigints, [0, null, -1, 2 ** 32 - 1, 2 ** 32, 1_800_000_000_000, 2 ** 53 - 1, -(2 ** 53) + 1]],
  ['uuid', uuids, [id, null, 'ffffffff-ffff-ffff-ffff-ffffffffffff']],
  ['text', texts, ['', null, 'a "quoted", {braced} \\ text', 'ñ – 😀', 'NULL']],
  ['bytea', byteas, [Buffer.alloc(0), null, Buffer.from([0, 92, 255, 34])]],
] as const)('values of %s come back as they were', async (type, array, values) => {
  expect(await cameBack((array as (values: readonly unknown[]) => Buffer)(values), type)).toEqual(values);
  expect(await cameBack(array([]), type)).toEqual([]);
});
