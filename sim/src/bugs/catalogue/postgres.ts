import type { PlantedBug } from '../../seeds/planted-bug.js';

const log = 'server/src/modules/checkin/log';
const tenancy = 'server/src/platform/tenancy/tenancy.ts';
const feed = `${log}/scans-feed.ts`;

/** What only a database can get wrong: found where the server's log lies in one. */
export const postgresBugs: readonly PlantedBug[] = [
  {
    name: 'answered-before-commit',
    wrong: 'Whoever asked hears that all is done before the transaction has committed.',
    edits: [
      {
        file: tenancy,
        find: `      const result = await db.transaction().execute((trx) =>
        runInScope(trx, scope, (given) => {
          waiting.set(given, works);
          return work(given);
        }),
      );
      for (const one of works) one();
      return result;`,
        replace: `      return new Promise((answer, fail) => {
        const done = db.transaction().execute((trx) =>
          runInScope(trx, scope, async (given) => {
            waiting.set(given, works);
            answer(await work(given));
          }),
        );
        done.then(() => works.forEach((one) => one()), fail);
      });`,
      },
    ],
  },
  {
    name: 'stored-in-pieces',
    wrong: 'Each statement is kept as it comes, and not all of them or none.',
    edits: [
      {
        file: tenancy,
        find: `      const result = await db.transaction().execute((trx) =>
        runInScope(trx, scope, (given) => {
          waiting.set(given, works);`,
        replace: `      const result = await db.connection().execute((trx) =>
        runInScope(trx, scope, (given) => {
          waiting.set(given, works);`,
      },
      {
        file: tenancy,
        find: `\${scope.organisationId ?? ''}, true)`,
        replace: `\${scope.organisationId ?? ''}, false)`,
      },
    ],
  },
  {
    name: 'positions-read-then-written',
    wrong: 'Two who commit at the same time get the same positions, and a reader steps over the later one.',
    edits: [
      {
        file: feed,
        find: `    .orderBy('eventId')
    .forUpdate()
`,
        replace: `    .orderBy('eventId')
`,
      },
      {
        file: feed,
        find: `  const take = () =>
    db
      .updateTable('checkin.feed')
      .set({ count: sql<number>\`count + \${howMany}\` })`,
        replace: `  const before = await db
    .selectFrom('checkin.feed')
    .select('count')
    .where('eventId', '=', eventId)
    .executeTakeFirst();
  const take = () =>
    db
      .updateTable('checkin.feed')
      .set({ count: (before?.count ?? 0) + howMany })`,
      },
    ],
  },
  {
    name: 'page-says-more-than-it-read',
    wrong: 'A page of the feed goes as far as the feed does by now, and not as far as its rows were read.',
    edits: [
      {
        file: `${log}/scans-page.ts`,
        find: 'const to = isWhole ? position.count :',
        replace:
          'const to = isWhole ? ((await readScanPositions(trx, [event.eventId])).get(event.eventId)?.count ?? 0) :',
      },
    ],
  },
  {
    name: 'watermark-kept-once',
    wrong: 'How far a log is whole is written once and never again.',
    edits: [
      {
        file: `${log}/device-log.ts`,
        find: `on conflict (organisation_id, device_id) do update set watermark = excluded.watermark,
      watermark_hash = excluded.watermark_hash, highest = excluded.highest\``,
        replace: 'on conflict do nothing`',
      },
    ],
  },
];
