import type { Position, Root, SegmentReference } from '@gatehouse/shared/manifest';
import type { PeopleKind } from '@gatehouse/shared/people';
import { sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { EventKey } from '../manifest/index.js';
import type { PackedFile } from './pack-people.js';
import { readSearchKeyId } from './search-key.js';
import type { PeopleTables } from './tables.js';

/** Which files hold the people of an event, as of a position of its tickets feed. */
export interface PeopleCut extends Position {
  /** How many of whom something is known. */
  readonly people: number;
  /** Of the key that opens them; null: each ticket's own code does. */
  readonly keyId: Buffer | null;
  /** SHA-256 of each file, in the order of their index. */
  readonly files: Buffer[];
}

export function readPeopleCut(
  trx: ClosedTransaction,
  eventId: string,
  kind: PeopleKind,
): Promise<PeopleCut | undefined> {
  return trx
    .$extendTables<PeopleTables>()
    .selectFrom('checkin.peopleCut')
    .select(['start', 'count', 'people', 'keyId', 'files'])
    .where('eventId', '=', eventId)
    .where('kind', '=', kind)
    .executeTakeFirst();
}

/** Files that the new cut does not name stay for a day: until then a phone may be half way through them. */
export async function keepPeople(
  trx: ClosedTransaction,
  key: EventKey,
  { kind, cut, files }: { kind: PeopleKind; cut: PeopleCut; files: readonly PackedFile[] },
): Promise<void> {
  const db = trx.$extendTables<PeopleTables>();
  const { organisationId, eventId } = key;
  await db
    .updateTable('checkin.peopleFile')
    .set({ droppedAt: sql`now()` })
    .where('eventId', '=', eventId)
    .where('kind', '=', kind)
    .where('droppedAt', 'is', null)
    .where(sql<boolean>`sha256 <> all(${cut.files}::bytea[])`)
    .execute();
  await db
    .deleteFrom('checkin.peopleFile')
    .where('eventId', '=', eventId)
    .where(sql<boolean>`dropped_at < now() - interval '1 day'`)
    .execute();
  for (const { sha256, count, bytes } of files)
    await db
      .insertInto('checkin.peopleFile')
      .values({
        ...{ organisationId, eventId, kind, count },
        sha256: Buffer.from(sha256),
        bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
        droppedAt: null,
      })
      .onConflict((conflict) =>
        conflict.columns(['organisationId', 'eventId', 'kind', 'sha256']).doUpdateSet({ droppedAt: null }),
      )
      .execute();
  await db
    .insertInto('checkin.peopleCut')
    .values({ organisationId, eventId, kind, ...cut })
    .onConflict((conflict) => conflict.columns(['organisationId', 'eventId', 'kind']).doUpdateSet({ ...cut }))
    .execute();
}

/** What is no longer allowed is gone at once, also for phones that are half way through it. */
export async function deletePeople(trx: ClosedTransaction, eventId: string, kind: PeopleKind): Promise<void> {
  const db = trx.$extendTables<PeopleTables>();
  await db.deleteFrom('checkin.peopleCut').where('eventId', '=', eventId).where('kind', '=', kind).execute();
  await db.deleteFrom('checkin.peopleFile').where('eventId', '=', eventId).where('kind', '=', kind).execute();
}

/** @returns undefined when the event has no such file */
export async function readPeopleFile(
  trx: ClosedTransaction,
  eventId: string,
  sha256: Buffer,
): Promise<Buffer | undefined> {
  const row = await trx
    .$extendTables<PeopleTables>()
    .selectFrom('checkin.peopleFile')
    .select('bytes')
    .where('eventId', '=', eventId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.bytes;
}

/** What a root says of people. */
export interface PeopleOfRoot {
  readonly fields: Pick<Root, 'detailAt' | 'searchAt' | 'search'>;
  readonly segments: Pick<Root['segments'], 'detail' | 'search'>;
}

/**
 * What of people a root names now.
 * @param allowed whether the organiser allows names on phones, at this moment
 */
export async function readPeopleOfRoot(
  trx: ClosedTransaction,
  { eventId, allowed }: { readonly eventId: string; readonly allowed: boolean },
): Promise<PeopleOfRoot> {
  const keyId = allowed ? await readSearchKeyId(trx, eventId) : undefined;
  const detail = await readPeopleCut(trx, eventId, 'detail');
  const found = await readPeopleCut(trx, eventId, 'search');
  const search = keyId && found?.keyId?.equals(keyId) ? found : undefined;
  return {
    fields: { detailAt: positionOf(detail), searchAt: positionOf(search), search: keyId ?? null },
    segments: {
      detail: await referencesOf(trx, eventId, detail),
      search: await referencesOf(trx, eventId, search),
    },
  };
}

function positionOf(cut: PeopleCut | undefined): Position | null {
  return cut === undefined ? null : { start: cut.start, count: cut.count };
}

async function referencesOf(
  trx: ClosedTransaction,
  eventId: string,
  cut: PeopleCut | undefined,
): Promise<SegmentReference[]> {
  if (cut === undefined) return [];
  const rows = await trx
    .$extendTables<PeopleTables>()
    .selectFrom('checkin.peopleFile')
    .select(['sha256', 'count', sql<number>`octet_length(bytes)`.as('length')])
    .where('eventId', '=', eventId)
    .where(sql<boolean>`sha256 = any(${cut.files}::bytea[])`)
    .execute();
  const known = new Map(rows.map((row) => [row.sha256.toString('hex'), row]));
  return cut.files.map((sha256) => {
    const row = known.get(sha256.toString('hex'));
    if (!row) throw new Error('A file of the present people is missing.');
    return { sha256, length: row.length, count: row.count };
  });
}
