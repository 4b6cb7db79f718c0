import { sql } from 'kysely';
import { publish } from '../../../platform/outbox/outbox.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Event, Events } from '../../events/index.js';
import { passDatesChanged } from '../events.js';
import { type EventKey, type LockedFeed, lockFeed, takePositions } from '../feed.js';

/** Orders of a pass have numbers of their own at every date: these are for one pass, the first for the date itself. */
const groupsOfOnePass = 2 ** 20;

/** @throws AppError as `Events.createPass` */
export async function createPassWithFeed(
  trx: ClosedTransaction,
  events: Events,
  call: {
    readonly key: EventKey;
    readonly input: { readonly name: string; readonly dateIds: readonly string[] };
  },
): Promise<Event> {
  const { organisationId } = call.key;
  const { pass, passNumber } = await events.createPass(trx, call.key, call.input);
  const key = { organisationId, eventId: pass.id };
  await lockFeed(trx, key);
  await sql`update ticketing.feed set groups = ${passNumber * groupsOfOnePass}
    where event_id = ${pass.id}::uuid`.execute(trx);
  await publish(trx, passDatesChanged, { organisationId, payload: { passId: pass.id } });
  return pass;
}

/**
 * Says which dates a pass is good for. All its tickets move in the feeds, so that phones of a date which is new to it
 * hear of them; the list of a date that is taken away is cut anew without them.
 * @throws AppError events.not_a_pass, events.date_not_in_series
 */
export async function changePassDates(
  trx: ClosedTransaction,
  events: Events,
  call: { readonly key: EventKey; readonly dateIds: readonly string[] },
): Promise<void> {
  const { key, dateIds } = call;
  const { organisationId } = key;
  const before = await events.readPassDates(trx, key.eventId, 'now');
  const added = await events.setPassDates(trx, key, dateIds);
  const feed = await lockFeed(trx, key);
  if (added.length > 0) await moveAll(trx, feed);
  for (const eventId of before.filter((id) => !dateIds.includes(id)))
    await takePositions(trx, await lockFeed(trx, { organisationId, eventId }), 1);
  await publish(trx, passDatesChanged, { organisationId, payload: { passId: key.eventId } });
}

async function moveAll(trx: ClosedTransaction, feed: LockedFeed): Promise<void> {
  for (const table of ['ticket', 'dead_number', 'medium'] as const) {
    const of = sql.table(`ticketing.${table}`);
    // What stands for one text has one position.
    const place = sql`dense_rank() over (order by hash)`;
    const { rows } = await sql<{ count: number }>`
      select count(distinct hash)::int as count from ${of} where event_id = ${feed.eventId}::uuid`.execute(
      trx,
    );
    const howMany = rows[0]?.count ?? 0;
    if (howMany === 0) continue;
    const first = await takePositions(trx, feed, howMany);
    await sql`with placed as (select hash, ${place} - 1 as place from ${of}
        where event_id = ${feed.eventId}::uuid group by hash)
      update ${of} as row set feed_start = ${first.start}::bigint, feed_count = ${first.count}::bigint + placed.place
      from placed where row.event_id = ${feed.eventId}::uuid and row.hash = placed.hash`.execute(trx);
  }
}
