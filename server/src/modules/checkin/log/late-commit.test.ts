import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DoorWorld, startDoorWorld } from '../../../../test/door-world.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { lockScans, takeScanPositions } from './scans-feed.js';

let world: DoorWorld;
beforeAll(async () => {
  world = await startDoorWorld({ tickets: 1 });
  await world.gatehouse.database.query(`grant usage on schema public to gatehouse_app;
    create sequence public.unguarded;
    grant usage on sequence public.unguarded to gatehouse_app;
    create table public.told (feed text, position bigint, name text);
    grant insert on public.told to gatehouse_app`);
});
afterAll(() => world[Symbol.asyncDispose]());

type Take = (trx: ClosedTransaction) => Promise<number>;

/** As in service: positions of an event are given to one transaction at a time, until it has ended. */
const guarded: Take = async (trx) => {
  const { organisationId, eventId } = world.place;
  const [scans] = await lockScans(trx, organisationId, [eventId]);
  if (!scans) throw new Error('There is no feed.');
  return (await takeScanPositions(trx, scans, 1)).count;
};

/** As a sequence or a column that counts by itself gives them: at once, whatever becomes of the transaction. */
const unguarded: Take = async (trx) => {
  const { rows } = await sql<{ position: number }>`select nextval('public.unguarded') as position`.execute(
    trx,
  );
  return rows[0]?.position ?? 0;
};

interface Writing {
  readonly feed: string;
  readonly take: Take;
  readonly name: string;
  /** What the writer waits for before it commits. */
  readonly before: () => Promise<void>;
}

function write({ feed, take, name, before }: Writing): Promise<void> {
  const { organisationId } = world.place;
  return world.gatehouse.app.platform.tenancy.run({ organisationId }, async (trx) => {
    const position = await take(trx);
    await sql`insert into public.told values (${feed}, ${position}, ${name})`.execute(trx);
    await before();
  });
}

/** Asks for what lies behind the last that it has seen, as phones do. */
function newReader(feed: string) {
  const seen: string[] = [];
  let after = 0;
  const read = async () => {
    const rows = await world.gatehouse.database.query<{ position: string; name: string }>(
      'select position, name from public.told where feed = $1 and position > $2 order by position',
      [feed, after],
    );
    for (const { position, name } of rows) {
      seen.push(name);
      after = Number(position);
    }
  };
  return { seen, read };
}

const waiting = () =>
  world.gatehouse.database.query(
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );

/** One writer has its position and commits late; the other one is quick, and a reader looks in between. */
async function race(feed: string, take: Take): Promise<readonly string[]> {
  let commit = (): void => undefined;
  let isQuickDone = false;
  const reader = newReader(feed);
  let late: Promise<void> = Promise.resolve();
  await new Promise<void>((hasPosition, fail) => {
    const before = () => {
      hasPosition();
      return new Promise<void>((resolve) => {
        commit = resolve;
      });
    };
    late = write({ feed, take, name: 'late', before });
    late.catch(fail);
  });
  const quick = write({ feed, take, name: 'quick', before: async () => undefined }).then(() => {
    isQuickDone = true;
  });
  await expect.poll(async () => isQuickDone || (await waiting()).length > 0).toBe(true);
  await reader.read();
  commit();
  await Promise.all([quick, late]);
  await reader.read();
  return reader.seen;
}

test('a reader of the feed never steps over what is committed late', async () => {
  expect(await race('guarded', guarded)).toEqual(['late', 'quick']);
});

test('it would, if positions were given without the lock', async () => {
  expect(await race('unguarded', unguarded)).toEqual(['quick']);
});
