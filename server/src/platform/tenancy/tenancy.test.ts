import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { type ClosedDatabase, connectDatabase } from '../database/connect.js';
import { isolationGaps } from '../database/role-check.js';
import { type ClosedTransaction, createTenancy, type Tenancy } from './tenancy.js';

let database: TestDatabase;
let pool: ClosedDatabase;
let tenancy: Tenancy;

const [mine, theirs] = [crypto.randomUUID(), crypto.randomUUID()];

const connect = (url: string, poolSize = 2) => connectDatabase({ url, poolSize, onError: () => undefined });

beforeAll(async () => {
  database = await createTestDatabase();
  pool = connect(database.appUrl);
  tenancy = createTenancy(pool);
  for (const [organisationId, slug] of [
    [mine, 'mine'],
    [theirs, 'theirs'],
  ] as const)
    await database.query(
      `insert into organisations.organisation (organisation_id, slug, name, locale, time_zone) values ($1, $2, $2, 'en', 'UTC')`,
      [organisationId, slug],
    );
});
afterAll(async () => {
  await pool.destroy();
  await database[Symbol.asyncDispose]();
});

async function visibleSlugs(trx: ClosedTransaction | Kysely<object>): Promise<string[]> {
  const { rows } = await sql<{
    slug: string;
  }>`select slug from organisations.organisation order by slug`.execute(trx);
  return rows.map((row) => row.slug);
}

describe('a transaction', () => {
  test('sees its own organisation and nothing else; without one it sees none', async () => {
    expect(await tenancy.run({ organisationId: mine }, visibleSlugs)).toEqual(['mine']);
    expect(await tenancy.run({ organisationId: theirs }, visibleSlugs)).toEqual(['theirs']);
    expect(await tenancy.run({}, visibleSlugs)).toEqual([]);
    expect(await tenancy.run({ personId: crypto.randomUUID() }, visibleSlugs)).toEqual([]);
  });

  test('cannot write for another organisation, nor move or remove its rows', async () => {
    const run = (statement: string) =>
      tenancy.run({ organisationId: mine }, (trx) => sql.raw(statement).execute(trx));
    await expect(
      run(
        `insert into organisations.organisation (organisation_id, slug, name, locale, time_zone) values (gen_random_uuid(), 'x', 'x', 'en', 'UTC')`,
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(run(`update organisations.organisation set organisation_id = '${theirs}'`)).rejects.toThrow(
      /row-level security/,
    );
    const changed = await run(
      `update organisations.organisation set name = 'x' where organisation_id = '${theirs}'`,
    );
    expect(changed.numAffectedRows).toBe(0n);
    await expect(run('delete from organisations.organisation')).rejects.toThrow(/permission denied/);
    await expect(run('truncate organisations.organisation')).rejects.toThrow(/permission denied/);
    await expect(run('alter table organisations.organisation disable row level security')).rejects.toThrow(
      /must be owner/,
    );
  });

  test('leaves its scope behind: the next one on the same connection sees nothing', async () => {
    const single = connect(database.appUrl, 1);
    const ownTenancy = createTenancy(single);
    expect(await ownTenancy.run({ organisationId: mine, personId: theirs }, visibleSlugs)).toEqual(['mine']);
    expect(await visibleSlugs(single)).toEqual([]);
    await expect(
      ownTenancy.run({ organisationId: mine }, () => Promise.reject(new Error('broken'))),
    ).rejects.toThrow('broken');
    expect(await visibleSlugs(single)).toEqual([]);
    expect(await ownTenancy.run({}, visibleSlugs)).toEqual([]);
    await single.destroy();
  });

  test('keeps scopes apart when many run at once', async () => {
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        tenancy.run({ organisationId: index % 2 === 0 ? mine : theirs }, async (trx) => {
          await sql`select pg_sleep(0.002)`.execute(trx);
          return visibleSlugs(trx);
        }),
      ),
    );
    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => [index % 2 === 0 ? 'mine' : 'theirs']));
  });

  test('that has ended runs no more queries, whether it was kept or rolled back', async () => {
    let kept: ClosedTransaction | undefined;
    await tenancy.run({ organisationId: mine }, async (trx) => {
      kept = trx;
    });
    if (!kept) throw new Error('There was no transaction.');
    const leaked = kept;
    await expect(visibleSlugs(leaked)).rejects.toThrow('a transaction that has ended');
    await expect(
      tenancy.run({ organisationId: mine }, async (trx) => {
        kept = trx;
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    await expect(visibleSlugs(kept)).rejects.toThrow('a transaction that has ended');
  });

  test('for reading sees one moment and writes nothing', async () => {
    const rename = (name: string) =>
      tenancy.run({ organisationId: theirs }, (trx) =>
        sql`update organisations.organisation set name = ${name}`.execute(trx),
      );
    const nameOf = async (trx: ClosedTransaction) => {
      const { rows } = await sql<{ name: string }>`select name from organisations.organisation`.execute(trx);
      return rows.map(({ name }) => name).join();
    };
    await tenancy.snapshot({ organisationId: theirs }, async (trx) => {
      const before = await nameOf(trx);
      await rename('renamed');
      expect(await nameOf(trx)).toBe(before);
    });
    expect(await tenancy.snapshot({ organisationId: theirs }, nameOf)).toBe('renamed');
    await expect(
      tenancy.snapshot({ organisationId: theirs }, (trx) =>
        sql`update organisations.organisation set name = 'x'`.execute(trx),
      ),
    ).rejects.toThrow('read-only transaction');
  });

  test('rolls back everything when the work fails', async () => {
    await expect(
      tenancy.run({ organisationId: mine }, async (trx) => {
        await sql`update organisations.organisation set name = 'changed'`.execute(trx);
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    const rows = await database.query<{ name: string }>(
      'select name from organisations.organisation where organisation_id = $1',
      [mine],
    );
    expect(rows).toEqual([{ name: 'mine' }]);
  });

  test('notes who changed a row', async () => {
    const personId = crypto.randomUUID();
    await tenancy.run({ organisationId: theirs, personId }, (trx) =>
      sql`update organisations.organisation set locale = 'de'`.execute(trx),
    );
    const rows = await database.query(
      'select updated_by from organisations.organisation where organisation_id = $1',
      [theirs],
    );
    expect(rows).toEqual([{ updated_by: personId }]);
  });
});

describe('memberships', () => {
  const [person, colleague] = [crypto.randomUUID(), crypto.randomUUID()];

  beforeAll(async () => {
    for (const id of [person, colleague])
      await database.query(
        `insert into identity.person (id, email, name, locale, password_hash) values ($1, $2, 'x', 'en', 'x')`,
        [id, `${id}@example.org`],
      );
    await database.query(
      'insert into identity.membership (organisation_id, person_id) values ($1, $2), ($3, $2), ($3, $4)',
      [mine, person, theirs, colleague],
    );
  });

  const memberships = async (trx: ClosedTransaction): Promise<string[]> => {
    const { rows } = await sql<{ at: string; who: string }>`
      select organisation_id as at, person_id as who from identity.membership order by 1, 2`.execute(trx);
    return rows
      .map((row) => `${row.who === person ? 'me' : 'other'} at ${row.at === mine ? 'mine' : 'theirs'}`)
      .sort();
  };

  test('are visible to the person they are of, in whatever organisation', async () => {
    expect(await tenancy.run({ personId: person }, memberships)).toEqual(['me at mine', 'me at theirs']);
    expect(await tenancy.run({ personId: colleague }, memberships)).toEqual(['other at theirs']);
    expect(await tenancy.run({ organisationId: theirs }, memberships)).toEqual([
      'me at theirs',
      'other at theirs',
    ]);
    expect(await tenancy.run({}, memberships)).toEqual([]);
  });

  test('of another organisation cannot be changed or taken over by the person they are of', async () => {
    const move = tenancy.run({ organisationId: theirs, personId: person }, (trx) =>
      sql`update identity.membership set organisation_id = ${theirs}, person_id = ${person}, created_by = ${person}
        where organisation_id = ${mine}`.execute(trx),
    );
    expect((await move).numAffectedRows).toBe(0n);
  });
});

describe('the check before a start', () => {
  async function gapsOf(url: string): Promise<string[]> {
    const db = connect(url);
    try {
      return await isolationGaps(db);
    } finally {
      await db.destroy();
    }
  }

  test('is satisfied with the app’s own role', async () => {
    expect(await gapsOf(database.appUrl)).toEqual([]);
  });

  test('refuses a superuser and the owner of the tables', async () => {
    expect((await gapsOf(database.superuserUrl)).join()).toMatch(/may bypass row-level security/);
    expect((await gapsOf(database.ownerUrl)).join()).toMatch(/the role owns checkin\./);
  });

  // Roles belong to the whole server, so these run where no other test can see the change: in a transaction.
  test.each([
    ['the right to bypass', 'alter role gatehouse_app bypassrls', /gatehouse_app, which may bypass/],
    ['membership in the owner', 'grant gatehouse_owner to gatehouse_app', /the role owns/],
    [
      'a table without force',
      'alter table events.event no force row level security',
      /^events\.event has no forced row-level security$/,
    ],
    [
      'a table without policies',
      'alter table events.event disable row level security',
      /^events\.event has no forced row-level security$/,
    ],
    [
      'a new table that nobody protected',
      'create table events.forgotten (organisation_id uuid)',
      /^events\.forgotten has no forced row-level security$/,
    ],
  ])('refuses %s', async (_name, change, gap) => {
    const db = connect(database.superuserUrl, 1);
    const undo = new Error('undo');
    let gaps: string[] = [];
    await db
      .transaction()
      .execute(async (trx) => {
        await sql.raw(change).execute(trx);
        await sql`set local role gatehouse_app`.execute(trx);
        gaps = await isolationGaps(trx);
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    await db.destroy();
    expect(gaps.join('\n')).toMatch(gap);
  });
});
