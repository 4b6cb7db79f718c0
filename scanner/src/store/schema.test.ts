import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { PhoneDatabase } from './database.js';
import { databaseName } from './database-name.js';
import { LogDatabase } from './log/database.js';
import { createDisk } from './test/test-phone.js';

/** What phones have on their disks, by the version that made it. What stands here is never edited, only added to. */
const phoneSchemas: readonly Readonly<Record<string, string>>[] = [
  { values: 'key', roots: 'event', segments: 'address', pages: '[event+start+to]' },
  { secrets: 'event' },
  {
    peopleFiles: '[event+kind+address]',
    peoplePages: '[event+kind+to]',
    peopleSets: '[event+kind]',
    searchKeys: 'event',
  },
  { helpCalls: 'id' },
];
const logSchemas: typeof phoneSchemas = [
  {
    rows: 'seq',
    verdicts: 'seq',
    generations: 'ticket',
    blocks: 'number',
    feeds: 'event',
    marks: 'key',
  },
  { histories: '[event+start]' },
  { photos: 'sha256, seq' },
];

const databases = [
  { name: databaseName, schemas: phoneSchemas, Newest: PhoneDatabase },
  { name: 'gatehouse-log', schemas: logSchemas, Newest: LogDatabase },
] as const;

const steps = databases.flatMap(({ schemas, ...database }) =>
  schemas.map((_, index) => ({ ...database, version: index + 1, schemas: schemas.slice(0, index + 1) })),
);

/** Something in every field that a key or an index is made of. */
const row = {
  ...{ key: 'k', event: 7, address: 'a', start: 1, to: 2, kind: 'detail', id: 'i', seq: 3 },
  ...{ ticket: 't', number: 4, sha256: 's', kept: new Uint8Array([1, 2, 3]) },
};

test.each(steps)('$name of version $version keeps all it has', async ({ name, schemas, Newest }) => {
  const disk = createDisk();
  const before = new Dexie(name, disk);
  schemas.forEach((stores, index) => void before.version(index + 1).stores(stores));
  const tables = schemas.flatMap((stores) => Object.keys(stores));
  for (const table of tables) await before.table(table).add(row);
  before.close();
  const now = new Newest(disk);
  for (const table of tables) expect(await now.table(table).toArray(), table).toEqual([row]);
  // A version that is not listed above came without its line here.
  expect(now.verno).toBe(databases.find((one) => one.name === name)?.schemas.length);
  now.close();
});
