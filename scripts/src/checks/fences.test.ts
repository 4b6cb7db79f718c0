import { describe, expect, it } from 'vitest';
import { environmentFence } from './environment-fence.js';
import { briefly, source } from './fixture.js';
import { moduleFences } from './module-fences.js';
import { packageFences } from './package-fences.js';
import { tableFence } from './table-fence.js';

/** Runs a check over one file with one line. */
function one(check: typeof moduleFences, path: string, text: string): string[] {
  return briefly(check([source(path, text)])).map((line) => line.slice(path.length + 1));
}

describe('module fences', () => {
  const inOrders = 'server/src/modules/orders/commands/pay.ts';
  it.each([
    ['a later module', inOrders, "import { x } from '../../checkin/index.js';"],
    ['a later module, types only', inOrders, "import type { X } from '../../checkin/index.js';"],
    ['a later module as a type expression', inOrders, "type X = import('../../checkin/index.js').X;"],
    ['a later module at run time', inOrders, "await import('../../checkin/index.js');"],
    ['a re-export of a later module', inOrders, "export * from '../../checkin/index.js';"],
    ['the inside of an earlier module', inOrders, "import { x } from '../../payments/queries.js';"],
    ['the plugin of an earlier module', inOrders, "import { x } from '../../payments/plugin.js';"],
    ['the start of the server', inOrders, "import { x } from '../../../app.js';"],
    ['a test helper', inOrders, "import { x } from '../../../../test/database.js';"],
    [
      'a module from the platform',
      'server/src/platform/db/x.ts',
      "import { x } from '../../modules/orders/index.js';",
    ],
    ['the start from the platform', 'server/src/platform/db/x.ts', "import { x } from '../../main.js';"],
    [
      'the inside of a module from the start',
      'server/src/app.ts',
      "import { x } from './modules/orders/rules.js';",
    ],
  ])('refuses %s', (_what, path, text) => {
    expect(one(moduleFences, path, text)).toEqual(['1 module-fence']);
  });

  it.each([
    ['its own inside', inOrders, "import { x } from '../rules.js';"],
    ['the index of an earlier module', inOrders, "import { x } from '../../payments/index.js';"],
    ['the platform', inOrders, "import { x } from '../../../platform/clock/clock.js';"],
    ['plugins from the start', 'server/src/app.ts', "import { x } from './modules/orders/plugin.js';"],
    [
      'the platform from the platform',
      'server/src/platform/db/x.ts',
      "import { x } from '../clock/clock.js';",
    ],
    [
      'anything of the server in a test',
      'server/src/modules/orders/pay.test.ts',
      "import { x } from '../checkin/queries.js';",
    ],
    [
      'anything of the server in a helper',
      'server/test/helper.ts',
      "import { x } from '../src/modules/checkin/queries.js';",
    ],
  ])('allows %s', (_what, path, text) => {
    expect(one(moduleFences, path, text)).toEqual([]);
  });

  it('refuses a module without a place in the order', () => {
    expect(one(moduleFences, 'server/src/modules/surprise/index.ts', '')).toEqual(['1 module-order']);
  });
});

describe('package fences', () => {
  it.each([
    ['package-fence', 'portal/src/a.ts', "import { x } from '@gatehouse/server';"],
    ['package-fence', 'scanner/src/a.test.ts', "import { x } from '@gatehouse/portal';"],
    ['package-fence', 'shared/src/ui/a.ts', "import { x } from '@gatehouse/portal';"],
    ['package-fence', 'portal/src/a.ts', "import { x } from '../../shared/src/i18n/index.js';"],
    ['package-fence', 'server/src/a.ts', "new Worker(new URL('../../scripts/x.mjs', import.meta.url));"],
    ['package-fence', 'server/src/a.ts', "import { x } from '@gatehouse/server/b.js';"],
    ['pure-shared', 'shared/src/checkin/a.ts', "import { x } from 'preact';"],
    ['pure-shared', 'shared/src/checkin/a.ts', "import { x } from 'node:crypto';"],
    ['pure-shared', 'shared/src/checkin/a.ts', "import type { X } from '../ui/verdict.js';"],
    ['pure-shared', 'shared/src/checkin/a.ts', "import { x } from '@gatehouse/shared/ui';"],
    ['web-runtime', 'shared/src/ui/a.tsx', "import { x } from 'node:fs';"],
    ['web-runtime', 'portal/src/a.ts', "import { x } from 'fs';"],
    ['migrations-only-kysely', 'migrations/src/a.ts', "import { x } from 'pg';"],
    ['routes-no-sql', 'server/src/modules/orders/routes/a.ts', "import { sql } from 'kysely';"],
    ['import-literal', 'server/src/a.ts', 'await import(name);'],
    ['import-literal', 'portal/src/a.ts', "require('x');"],
    ['import-literal', 'server/src/a.ts', 'const r = createRequire(import.meta.url);'],
  ])('%s in %s: %s', (rule, path, text) => {
    expect(one(packageFences, path, text)).toEqual([`1 ${rule}`]);
  });

  it.each([
    ['portal/src/a.ts', "import { x } from '@gatehouse/shared/ui';"],
    ['portal/vite.config.ts', "import { x } from 'node:path';"],
    ['shared/src/checkin/a.ts', "import { x } from '@noble/curves/ed25519';"],
    ['shared/src/checkin/a.test.ts', "import { x } from 'node:fs';"],
    ['shared/src/ui/a.tsx', "import { x } from '../i18n/index.js';"],
    ['shared/src/ui/a.tsx', "import { x } from '@gatehouse/shared/i18n';"],
    ['shared/src/checkin/a.ts', "import { x } from '@gatehouse/shared/i18n';"],
    ['server/src/platform/database/embedded/binaries.ts', 'createRequire(import.meta.url);'],
    ['migrations/src/a.ts', "import { sql } from 'kysely';"],
    ['migrations/src/a.ts', "import type { Migration } from 'kysely/migration';"],
    ['server/src/modules/orders/queries.ts', "import { sql } from 'kysely';"],
    ['scripts/src/a.ts', 'await import(name);'],
  ])('allows in %s: %s', (path, text) => {
    expect(one(packageFences, path, text)).toEqual([]);
  });
});

describe('environment fence', () => {
  it.each([
    ['server/src/platform/a.ts', 'process.env.PORT'],
    ['server/src/platform/a.ts', "globalThis.process['env']"],
    ['server/src/platform/a.ts', 'const { env } = process;'],
    ['server/src/platform/a.ts', "import { env } from 'node:process';"],
    ['server/src/app.ts', 'process.env'],
    ['portal/src/a.ts', 'process.env.MODE'],
  ])('refuses in %s: %s', (path, text) => {
    expect(one(environmentFence, path, text)).toEqual(['1 process-env']);
  });

  it.each([
    ['server/src/main.ts', 'process.env'],
    ['server/src/migrate.ts', 'process.env'],
    ['server/src/platform/a.test.ts', 'process.env'],
    ['portal/vite.config.ts', 'process.env'],
    ['scripts/start.mjs', 'process.env'],
    ['server/src/platform/a.ts', 'request.env; process.argv'],
  ])('allows in %s: %s', (path, text) => {
    expect(one(environmentFence, path, text)).toEqual([]);
  });
});

describe('table fence', () => {
  const tables = source('server/src/modules/identity/tables.ts', "export interface T { 'identity.user': U }");
  const path = 'server/src/modules/orders/queries.ts';

  it.each([
    ["const name = 'identity.user as u';"],
    ["db.selectFrom('identity.whatever')"],
    ["db.selectFrom(['orders.item', 'identity.whatever'])"],
    ["db.selectFrom('orders.item').innerJoin('identity.whatever as w', 'a', 'b')"],
    ['sql`select id from identity.whatever`'],
    ['interface Foreign { "identity.user": U }'],
  ])('refuses %s', (text) => {
    expect(briefly(tableFence([tables, source(path, text)]))).toEqual([`${path}:1 table-fence`]);
  });

  it("allows its own tables, others' event names and error codes, and tests", () => {
    const own = "db.selectFrom('orders.item'); sql`select 1 from orders.item`; on('identity.user_created');";
    const test = source('server/src/modules/orders/a.test.ts', "db.selectFrom('identity.user')");
    expect(briefly(tableFence([tables, source(path, own), test]))).toEqual([]);
  });

  it('keeps the tables of modules out of the platform', () => {
    const platform = 'server/src/platform/audit/a.ts';
    const text = "db.insertInto('orders.item')";
    expect(briefly(tableFence([source(platform, text)]))).toEqual([`${platform}:1 table-fence`]);
  });
});
