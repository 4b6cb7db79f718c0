import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  isTenantTable,
  readLooseReferences,
  readSideDoors,
  readTables,
  type Table,
} from './tenant-tables.js';
import { startTwoOrganisations, type TwoOrganisations } from './two-organisations.js';

let world: TwoOrganisations;
let tables: Table[];
let tenantTables: Table[];
let app: pg.Client;

beforeAll(async () => {
  world = await startTwoOrganisations();
  tables = await readTables(world.gatehouse.database);
  tenantTables = tables.filter(isTenantTable);
  app = new pg.Client({ connectionString: world.gatehouse.database.appUrl });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await world[Symbol.asyncDispose]();
});

describe('every table, as the catalogue describes it', () => {
  test('belongs to an organisation in every key, or says why it is global', () => {
    expect(tenantTables.length).toBeGreaterThan(10);
    for (const { name, columns, uniqueBy, hasPrimaryKey } of tenantTables) {
      expect(columns['organisation_id'], name).toBe('uuid not null');
      expect(hasPrimaryKey, name).toBe(true);
      for (const [index, first] of Object.entries(uniqueBy)) expect(first, index).toBe('organisation_id');
    }
  });

  test('is locked to its organisation, also for its owner', () => {
    for (const { name, rowSecurity, forced } of tenantTables)
      expect({ name, rowSecurity, forced }).toEqual({ name, rowSecurity: true, forced: true });
  });

  test('is owned by the role that migrates, and cannot be emptied by the one that serves', () => {
    for (const { name, owner, grants } of tables) {
      expect(owner, name).toBe('gatehouse_owner');
      for (const privilege of ['truncate', 'trigger', 'references'])
        expect(grants, name).not.toContain(privilege);
    }
  });

  test('knows who wrote a row and when', () => {
    const whoAndWhen = {
      created_at: 'timestamp with time zone not null',
      updated_at: 'timestamp with time zone not null',
      created_by: 'uuid',
      updated_by: 'uuid',
    };
    for (const { name, columns } of tenantTables) expect(columns, name).toMatchObject(whoAndWhen);
  });

  test('has no way around it: no view, no function with its owner’s rights, no reference across', async () => {
    expect(await readSideDoors(world.gatehouse.database)).toEqual([]);
    expect(await readLooseReferences(world.gatehouse.database)).toEqual([]);
  });
});

describe('every tenant table, to the role that serves requests', () => {
  test('holds rows of both organisations, or the tests below would see nothing and say well done', async () => {
    for (const { name } of tenantTables) {
      for (const tenant of [world.a, world.b])
        expect(await countOf(name, tenant.owner.organisationId), name).toBeGreaterThan(0);
    }
  });

  test('shows one organisation its own rows and nobody else’s', async () => {
    for (const { name } of tenantTables) {
      const own = await countOf(name, world.a.owner.organisationId);
      expect(await rowsAs(world.a.owner.organisationId, `select from ${name}`), name).toBe(own);
      expect(
        await rowsAs(world.a.owner.organisationId, `select from ${name} where organisation_id = $1`, [
          world.b.owner.organisationId,
        ]),
        name,
      ).toBe(0);
    }
  });

  test('lets none of the other’s rows be changed or deleted', async () => {
    for (const { name, grants } of tenantTables) {
      for (const [privilege, statement] of [
        ['update', `update ${name} set updated_at = updated_at where organisation_id = $1`],
        ['delete', `delete from ${name} where organisation_id = $1`],
      ] as const) {
        const outcome = await outcomeAs(world.a.owner.organisationId, statement, [
          world.b.owner.organisationId,
        ]);
        expect(outcome, statement).toBe(grants.includes(privilege) ? 0 : refused);
      }
    }
  });

  test('takes no row for the other, neither new nor moved', async () => {
    const ids = [world.a.owner.organisationId, world.b.owner.organisationId];
    for (const { name, grants } of tenantTables) {
      expect(await insertCopy(name, ids[1], ids[0]), `insert into ${name}`).toBe(refused);
      if (!grants.includes('update')) continue;
      const moved = await outcomeAs(ids[0], `update ${name} set organisation_id = $1`, [ids[1]]);
      expect(moved, `move rows of ${name}`).toBe(refused);
    }
  });

  test('shows, takes and changes nothing while nobody has said which organisation', async () => {
    for (const { name, grants } of tenantTables) {
      expect(await rowsAs(undefined, `select from ${name}`), name).toBe(0);
      expect(await insertCopy(name, world.a.owner.organisationId, undefined), name).toBe(refused);
      if (grants.includes('update'))
        expect(await outcomeAs(undefined, `update ${name} set updated_at = updated_at`), name).toBe(0);
      if (grants.includes('delete')) expect(await outcomeAs(undefined, `delete from ${name}`), name).toBe(0);
    }
  });
});

/** PostgreSQL's insufficient_privilege: a missing grant, or a row that a policy does not let in. */
const refused = '42501';

async function countOf(table: string, organisationId: string): Promise<number> {
  const rows = await world.gatehouse.database.query(`select from ${table} where organisation_id = $1`, [
    organisationId,
  ]);
  return rows.length;
}

/** Tries to insert, in `scope`, a row that is like one of the organisation's. */
async function insertCopy(table: string, organisationId: string | undefined, scope: string | undefined) {
  const [row] = await world.gatehouse.database.query(
    `select to_jsonb(t) as copy from ${table} t where organisation_id = $1 limit 1`,
    [organisationId],
  );
  return outcomeAs(scope, `insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, [
    row?.['copy'],
  ]);
}

async function rowsAs(scope: string | undefined, statement: string, values: unknown[] = []): Promise<number> {
  const outcome = await outcomeAs(scope, statement, values);
  expect(outcome, statement).toBeTypeOf('number');
  return Number(outcome);
}

/** Runs a statement as the app's role in an organisation's scope and undoes it: how many rows, or the error's code. */
async function outcomeAs(scope: string | undefined, statement: string, values: unknown[] = []) {
  await app.query('begin');
  try {
    if (scope !== undefined)
      await app.query(`select set_config('gatehouse.organisation', $1, true)`, [scope]);
    return (await app.query(statement, values)).rowCount;
  } catch (error) {
    return (error as pg.DatabaseError).code;
  } finally {
    await app.query('rollback');
  }
}
