import { DigestSum } from '@gatehouse/shared/digest';
import type { Position } from '@gatehouse/shared/manifest';
import { sql } from 'kysely';
import { readLifeStart } from '../../../platform/database/life.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import { ownEstimate, readScanPositions, whatIsSaid } from '../log/index.js';
import type { PlacedDigest } from './kept-digests.js';

const HASH_BYTES = 32;
/** As ids that are not there. */
const noId = sql`'\\x00000000000000000000000000000000'::bytea`;
const noTicket = sql`'\\x0000000000000000'::bytea`;

/** How far an event's scans feed has come in the present life of the database. */
export async function scansPosition(trx: ClosedTransaction, eventId: string): Promise<Position> {
  const feed = (await readScanPositions(trx, [eventId])).get(eventId);
  const start = await readLifeStart(trx);
  // Nothing has come since a restore, or ever: the feed begins with the first row.
  return feed === undefined || (feed.count === 0 && feed.start < start) ? { start, count: 0 } : feed;
}

/** The review of a row, as pages carry it. */
const review = sql`substring(int4send(array_position(array['stands', 'extra', 'stale', 'quarantined', 'undone'],
      standing::text) - 1) from 4)
    || substring(int4send(sure::integer + 2 * answered::integer) from 4)
    || coalesce(uuid_send(first_id), ${noId})
    || substring(int4send(octet_length(told)) from 4) || convert_to(told, 'UTF8')`;

/** At most 255 bytes, and no half character. */
const cutToLength = sql`case when octet_length(what) <= 255 then what else (
    select left(what, length) from generate_series(63, 255) as length
    where octet_length(left(what, length)) <= 255 order by length desc limit 1) end`;

/**
 * The digest of an event's scans at the present end of its feed. PostgreSQL puts the elements together as
 * `scanElement` does and hashes them, so that this process only adds up.
 * @param trx a snapshot
 */
export async function digestScansOf(trx: ClosedTransaction, eventId: string): Promise<PlacedDigest> {
  const position = await scansPosition(trx, eventId);
  const { rows } = await sql<{ hashes: Buffer }>`
    with fed as (
      select kind, id, device_id, ticket_hash, list_id, gate_id, effect, persons, named_id, standing, sure, first_id,
        answered, ${ownEstimate} as own, ${whatIsSaid}
      from checkin.scan join checkin.log_row using (organisation_id, device_id, seq)
      where not fork and event_id = ${eventId}::uuid and feed_start = ${position.start}::bigint
        and feed_count <= ${position.count}::bigint
        and (kind = 'undo' or (kind = 'scan' and effect in ('entry', 'exit', 'person')))
    ), said as (select fed.*, ${cutToLength} as told from fed)
    select string_agg(sha256(case kind when 'undo'
        then '\\x05'::bytea || substring(uuid_send(id) from 9) || uuid_send(device_id)
          || coalesce(uuid_send(named_id), ${noId}) || ${review}
        else '\\x04'::bytea || substring(uuid_send(id) from 9) || coalesce(ticket_hash, ${noTicket}) || own
          || uuid_send(device_id) || coalesce(uuid_send(list_id), ${noId}) || coalesce(uuid_send(gate_id), ${noId})
          || substring(int4send(array_position(array['entry', 'exit', 'person'], effect::text) - 1) from 4)
          || substring(int4send(persons) from 3) || ${review} end), ''::bytea) as hashes
    from said group by get_byte(uuid_send(id), 15)`.execute(trx);
  const sum = new DigestSum();
  for (const { hashes } of rows)
    for (let at = 0; at < hashes.length; at += HASH_BYTES)
      sum.addDigest(hashes.subarray(at, at + HASH_BYTES));
  return { position, digest: sum.digest() };
}
