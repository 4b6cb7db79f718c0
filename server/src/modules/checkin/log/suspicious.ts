import { groupBy } from '@gatehouse/shared/checkin';
import { sql } from 'kysely';
import { cursorPatterns, decodeCursor } from '../../../platform/http/cursor.js';
import { limitOf, type Page, toPage } from '../../../platform/http/page.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import { readScans } from './scan-list.js';
import type { Pair, PairQuery, Suspicion, SuspicionQuery } from './suspicious-schemas.js';

const mostTickets = 200;
const mostSources = 50;
const mostNames = 10;
const mostHours = 500;
const hourMs = 3_600_000;
const minuteMs = 60_000;
const milliseconds = { test: (text: string) => /^-?\d{1,16}$/.test(text) };

/** What kind of suspicion a scan is under; null: none. */
const kindOf = sql`case
  when standing = 'extra' or (result in ('refuse', 'confirm') and reason = 'already_used') then 'double'
  when reason in ('forged', 'key_revoked') then 'forged'
  when reason in ('stale_code', 'static_code', 'superseded') then 'copied' end`;

interface Narrowing {
  readonly gateId?: string;
  readonly from?: string;
  readonly until?: string;
}

/** @param at the column that tells when */
function narrowed({ gateId, from, until }: Narrowing) {
  return sql`(${gateId ?? null}::uuid is null or gate_id = ${gateId ?? null}::uuid)
    and (${from ?? null}::text is null or estimate >= ${from ? Date.parse(from) : 0}::bigint)
    and (${until ?? null}::text is null or estimate < ${until ? Date.parse(until) : 0}::bigint)`;
}

type Counted =
  | { readonly part: 'kind'; readonly key: keyof Suspicion['kinds']; readonly count: number }
  | { readonly part: 'gate'; readonly key: string | null; readonly count: number }
  | { readonly part: 'hour' | 'ticket'; readonly key: string; readonly count: number };

/** Scans that somebody should not have been able to make: where, when, and with whose codes. */
export async function readSuspicion(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  { eventId, query }: { readonly eventId: string; readonly query: SuspicionQuery },
): Promise<Suspicion> {
  const { rows } = await sql<Counted>`
    with suspicious as (
      select ${kindOf} as kind, gate_id, estimate / ${hourMs}::bigint as hour, ticket_hash from checkin.scan
      where event_id = ${eventId}::uuid and kind = 'scan' and ${kindOf} is not null and ${narrowed(query)}
    ), wanted as (
      select * from suspicious where ${query.kind ?? null}::text is null or kind = ${query.kind ?? null}::text
    )
    select 'kind' as part, kind as key, count(*)::integer as count from suspicious group by kind
    union all
    select 'gate', gate_id::text, count(*)::integer from wanted group by gate_id
    union all
    (select 'hour', hour::text, count(*)::integer from wanted group by hour order by hour desc limit ${mostHours})
    union all
    (select 'ticket', encode(ticket_hash, 'hex'), count(*)::integer as count from wanted
      where ticket_hash is not null group by ticket_hash order by count desc, ticket_hash limit ${mostTickets})`.execute(
    trx,
  );
  const kinds = { double: 0, forged: 0, copied: 0 };
  for (const row of rows) if (row.part === 'kind') kinds[row.key] = row.count;
  const gates = rows.flatMap((row) => (row.part === 'gate' ? [{ gateId: row.key, count: row.count }] : []));
  const hours = rows.flatMap(({ part, key, count }) =>
    part === 'hour' ? [{ from: new Date(Number(key) * hourMs).toISOString(), count }] : [],
  );
  const tickets = rows.flatMap(({ part, key, count }) => (part === 'ticket' ? [{ hash: key, count }] : []));
  return {
    total: gates.reduce((sum, { count }) => sum + count, 0),
    kinds,
    gates: gates.sort((a, b) => b.count - a.count),
    hours: hours.reverse(),
    sources: await sourcesOf(trx, ticketing, { eventId, tickets }),
  };
}

async function sourcesOf(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  { eventId, tickets }: { eventId: string; tickets: readonly { hash: string; count: number }[] },
): Promise<Suspicion['sources']> {
  const hashes = tickets.map(({ hash }) => Buffer.from(hash, 'hex'));
  const found = await ticketing.readDoorTickets(trx, eventId, hashes);
  const counts = new Map(tickets.map(({ hash, count }) => [hash, count]));
  const orders = groupBy(found, ({ id, orderReference }) => orderReference ?? id);
  return [...orders.values()]
    .map((own) => ({
      orderReference: own[0]?.orderReference ?? null,
      count: own.reduce((sum, { hash }) => sum + (counts.get(hash.toString('hex')) ?? 0), 0),
      tickets: own.slice(0, mostNames).map(({ id, name }) => ({ id, name })),
    }))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostSources);
}

interface PairRow {
  readonly id: string;
  readonly firstId: string;
  readonly between: number;
  readonly minutes: number;
  readonly sure: boolean;
  readonly estimate: number;
}

/**
 * Scans of one ticket that follow each other at two gates in less time than one walks between them, newest first.
 * Without walks that somebody has set there are none.
 * @throws AppError platform.invalid_request for a wrong cursor
 */
export async function listPairs(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  { eventId, query }: { readonly eventId: string; readonly query: PairQuery },
): Promise<Page<Pair>> {
  const after =
    query.after === undefined ? null : decodeCursor(query.after, [milliseconds, cursorPatterns.uuid]);
  const { rows } = await sql<PairRow>`
    with seen as (
      select id, gate_id, estimate, latest, lag(id) over own as first_id, lag(gate_id) over own as first_gate,
        lag(estimate) over own as first_estimate, lag(earliest) over own as first_earliest
      from checkin.scan
      where event_id = ${eventId}::uuid and kind = 'scan' and ticket_hash is not null and gate_id is not null
        and exists (select from checkin.gate_walk where event_id = ${eventId}::uuid)
      window own as (partition by ticket_hash order by estimate, id)
    )
    select id, first_id as "firstId", estimate - first_estimate as between, minutes, estimate,
      latest is not null and latest - first_earliest < minutes * ${minuteMs}::bigint as sure
    from seen join checkin.gate_walk as walk on walk.event_id = ${eventId}::uuid
      and gate_a = least(gate_id, first_gate) and gate_b = greatest(gate_id, first_gate)
    where estimate - first_estimate < minutes * ${minuteMs}::bigint and ${narrowed(query)}
      and (${after?.[0] ?? null}::bigint is null
        or (estimate, id) < (${after?.[0] ?? null}::bigint, ${after?.[1] ?? null}::uuid))
    order by estimate desc, id desc limit ${limitOf(query) + 1}`.execute(trx);
  const ids = rows.flatMap(({ id, firstId }) => [id, firstId]);
  const scans = await readScans(trx, ticketing, { eventId, ids });
  const map = ({ id, firstId, between, minutes, sure }: PairRow): Pair => {
    const [first, second] = [scans.get(firstId), scans.get(id)];
    if (!first || !second) throw new Error('A pair is of scans that are there.');
    const minutesBetween = Math.round(between / 6_000) / 10;
    return { id, minutesBetween, minutesNeeded: minutes, sure, first, second };
  };
  return toPage(rows, query, { cursor: (row) => [String(row.estimate), row.id], map });
}
