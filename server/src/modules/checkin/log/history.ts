import { concatBytes } from '@gatehouse/shared/bytes';
import type { Position } from '@gatehouse/shared/manifest';
import {
  encodeHistoryPart,
  type HistoryPlace,
  MAX_HISTORY_PLACES,
  type ReviewedRow,
} from '@gatehouse/shared/protocol';
import { type RawBuilder, sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { HistoryBytes, HistorySource } from '../manifest/index.js';
import { readScanPositions } from './scans-feed.js';
import { isOfPassAt, type PageRow, reviewedRow, whatIsSaid } from './scans-page.js';

/** About 2 MB of full rows in a part. */
const rowsInPart = 8192;
/** Ids of devices, lists and gates are as long. */
const zeros = '\\x00000000000000000000000000000000';

/** What phones that come late need of the log, read by the database and in one snapshot. */
export function historySource(events: Events): HistorySource {
  return {
    position: async (trx, eventId) => (await readScanPositions(trx, [eventId])).get(eventId),
    read: (trx, { eventId }, position) => readHistory(trx, events, { eventId, position }),
  };
}

/** @returns undefined where there are more places than a record can name */
async function readHistory(
  trx: ClosedTransaction,
  events: Events,
  { eventId, position }: { readonly eventId: string; readonly position: Position },
): Promise<HistoryBytes | undefined> {
  const { publicNumber: event } = await events.read(trx, eventId);
  const places = await readPlaces(trx, eventId, position);
  if (places.length > MAX_HISTORY_PLACES) return undefined;
  const rows = await readOtherRows(trx, eventId, position);
  const rest = [];
  for (let from = 0; from === 0 || from < rows.length; from += rowsInPart) {
    const part = rows.slice(from, from + rowsInPart);
    const head = { event, position, places: from === 0 ? places : [] };
    rest.push({ bytes: encodeHistoryPart({ ...head, rows: part }), count: part.length });
  }
  return { records: await readPacked(trx, { eventId, position, places }), rest };
}

/** Where `encodeRow` puts the estimate of the phone. */
export const ownEstimate = sql`substring(bytes from 160 for 6)`;

/**
 * Scans that move people, as of the position; and the tickets of which all stand where their phones placed them, and
 * that nobody has to be told of that they have answered.
 */
function movesUpTo(eventId: string, position: Position): RawBuilder<unknown> {
  return sql`with moves as (
      select event_id, device_id, seq, id, ticket_hash, list_id, gate_id, effect, persons, estimate,
        ${ownEstimate} = substring(int8send(estimate) from 3) as as_written,
        standing, sure, first_id, ${whatIsSaid}, answered, feed_count
      from checkin.scan join checkin.log_row using (organisation_id, device_id, seq)
      where not fork and (event_id = ${eventId}::uuid or ${isOfPassAt(eventId)})
        and feed_start = ${position.start}::bigint
        and feed_count <= ${position.count}::bigint and kind = 'scan' and effect in ('entry', 'exit', 'person')
    ), plain as (
      select ticket_hash from moves where ticket_hash is not null group by ticket_hash
      having bool_and(event_id = ${eventId}::uuid and standing = 'stands' and sure and effect <> 'person' and list_id is not null
          and not answered and as_written and estimate between 0 and 281474976710655)
        and count(*) = count(distinct estimate)
    )`;
}

async function readPlaces(
  trx: ClosedTransaction,
  ...[eventId, position]: [string, Position]
): Promise<HistoryPlace[]> {
  const { rows } = await sql<Omit<HistoryPlace, 'flags'>>`${movesUpTo(eventId, position)}
    select distinct device_id as device, list_id as list, gate_id as gate, effect, persons
    from moves join plain using (ticket_hash)
    order by device_id, list_id, gate_id nulls first, effect, persons
    limit ${MAX_HISTORY_PLACES + 1}`.execute(trx);
  return rows.map((place) => ({ ...place, flags: 0 }));
}

/** By the first byte of the ticket's hash, so that no answer of the database is long. */
async function readPacked(
  trx: ClosedTransaction,
  asked: { readonly eventId: string; readonly position: Position; readonly places: readonly HistoryPlace[] },
): Promise<Uint8Array> {
  const { eventId, position, places } = asked;
  const numbered = places.map((place, number) => ({ ...place, number }));
  const { rows } = await sql<{ bytes: Buffer }>`${movesUpTo(eventId, position)}
    select string_agg(ticket_hash || substring(uuid_send(id) from 9) || substring(int8send(estimate) from 3)
      || substring(int4send(place.number) from 3), ''::bytea) as bytes
    from moves join plain using (ticket_hash)
      join jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb)
          as place(device uuid, list uuid, gate uuid, effect text, persons integer, number integer)
        on place.device = device_id and place.list = list_id and place.effect = moves.effect
          and place.persons = moves.persons
          and coalesce(uuid_send(place.gate), ${zeros}::bytea) = coalesce(uuid_send(gate_id), ${zeros}::bytea)
    group by get_byte(ticket_hash, 0)`.execute(trx);
  return concatBytes(...rows.map(({ bytes }) => bytes));
}

/** Scans of every other ticket, and what took scans back: as pages carry them. */
async function readOtherRows(
  trx: ClosedTransaction,
  ...[eventId, position]: [string, Position]
): Promise<ReviewedRow[]> {
  const { rows } = await sql<PageRow>`${movesUpTo(eventId, position)}, others as (
      select device_id, seq, standing, sure, first_id, what, answered, feed_count from moves
      where ticket_hash is null or ticket_hash not in (select ticket_hash from plain)
      union all
      select device_id, seq, standing, sure, first_id, what, answered, feed_count from checkin.scan
      where (event_id = ${eventId}::uuid or ${isOfPassAt(eventId)})
        and feed_start = ${position.start}::bigint
        and feed_count <= ${position.count}::bigint and kind = 'undo'
    )
    select log_row.bytes, standing, sure, first_id, what, answered, feed_count
    from others join checkin.log_row using (device_id, seq)
    where not fork
    order by feed_count`.execute(trx);
  return rows.map(reviewedRow);
}
