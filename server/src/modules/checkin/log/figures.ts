import { type DoorRules, lastTimeOfDay } from '@gatehouse/shared/checkin';
import { type RawBuilder, sql } from 'kysely';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Events } from '../../events/index.js';
import type { Ticketing } from '../../ticketing/index.js';
import type { Door, DoorQuery } from './door-schemas.js';
import type { ReviewDeps } from './review-event.js';

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
const dayMs = 24 * 60 * minuteMs;
const usualWindowMs = dayMs / 2;
const longestWindowMs = 7 * dayMs;

export interface FigureDeps {
  readonly events: Events;
  readonly ticketing: Ticketing;
  readonly rulesOf: ReviewDeps['rulesOf'];
}

/** How many people are inside, came and left, counted in persons. @throws AppError platform.not_found */
export async function readFigures(
  trx: ClosedTransaction,
  deps: FigureDeps,
  asked: { readonly organisationId: string; readonly eventId: string; readonly query: DoorQuery },
): Promise<Door> {
  const { eventId, query } = asked;
  const { timeZone, kind } = await deps.events.read(trx, eventId);
  // A pass has no doors: what happens on its lists happens at all of its dates.
  const ofEvent = kind === 'pass' ? sql`list_pass_id = ${eventId}::uuid` : sql`event_id = ${eventId}::uuid`;
  const rules = await deps.rulesOf(trx, asked);
  const now = Date.now();
  const flows = await readFlows(trx, ofEvent, now);
  const inside = await readInside(trx, { ofEvent, now, rules });
  const good = await deps.ticketing.countGood(trx, eventId);
  const expected = (classes: Iterable<number>) =>
    [...new Set(classes)].reduce((sum, index) => sum + (good.get(index) ?? 0), 0);
  return {
    at: new Date(now).toISOString(),
    timeZone,
    total: {
      inside: inside.total,
      expected: expected(rules.lists.flatMap(({ classes }) => classes)),
      ...sumOf(flows.values()),
    },
    lists: rules.lists.map(({ id, classes }) => ({
      listId: id,
      inside: inside.lists.get(id) ?? 0,
      expected: expected(classes),
      ...(flows.get(id) ?? noFlow),
    })),
    quarters: await readQuarters(trx, ofEvent, windowOf(query, now)),
    openConflicts: await countOpenConflicts(trx, eventId),
  };
}

interface Flow {
  readonly entries: number;
  readonly exits: number;
  readonly lastTenMinutes: number;
}

const noFlow: Flow = { entries: 0, exits: 0, lastTenMinutes: 0 };

function sumOf(flows: Iterable<Flow>): Flow {
  return [...flows].reduce(
    (sum, flow) => ({
      entries: sum.entries + flow.entries,
      exits: sum.exits + flow.exits,
      lastTenMinutes: sum.lastTenMinutes + flow.lastTenMinutes,
    }),
    noFlow,
  );
}

// Bodies all the same: who was let in twice, or with a dead ticket, went in.
const went = sql`reviewed and standing in ('stands', 'extra', 'stale')`;
const goesIn = sql`((kind = 'scan' and effect in ('entry', 'person')) or (kind = 'count' and direction = 'in'))`;
const goesOut = sql`((kind = 'scan' and effect = 'exit') or (kind = 'count' and direction = 'out'))`;
const comesOrGoes = sql`(kind = 'count' or (kind = 'scan' and effect in ('entry', 'person', 'exit')))`;

/** List → who came and left; the empty text stands for none. */
async function readFlows(
  trx: ClosedTransaction,
  ofEvent: RawBuilder<unknown>,
  now: number,
): Promise<ReadonlyMap<string, Flow>> {
  const result = await sql<Flow & { listId: string | null }>`
    select list_id, coalesce(sum(persons) filter (where ${goesIn}), 0)::int as entries,
      coalesce(sum(persons) filter (where ${goesOut}), 0)::int as exits,
      coalesce(sum(persons) filter (where ${goesIn} and estimate > ${now - 10 * minuteMs}
        and estimate <= ${now}), 0)::int as last_ten_minutes
    from checkin.scan where ${ofEvent} and ${went} and ${comesOrGoes}
    group by list_id`.execute(trx);
  return new Map(result.rows.map(({ listId, ...flow }) => [listId ?? '', flow]));
}

/**
 * Persons inside by list, and in all: a ticket that is inside by two lists is one body. Tells the same as
 * `insideByList`, from what the reviews left behind.
 */
async function readInside(
  trx: ClosedTransaction,
  { ofEvent, now, rules }: { ofEvent: RawBuilder<unknown>; now: number; rules: DoorRules },
): Promise<{ total: number; lists: ReadonlyMap<string, number> }> {
  const cuts = rules.lists.map(({ checkOutAt }) =>
    checkOutAt === null ? null : lastTimeOfDay(checkOutAt, now, rules.offsets),
  );
  const lists = sql`unnest(${rules.lists.map(({ id }) => id)}::uuid[], ${cuts}::bigint[]) as list(list_id, since)`;
  const result = await sql<{ listId: string | null; tickets: number; bodies: number }>`
    with still as (
      select ticket_hash, list_id, inside from checkin.scan join ${lists} using (list_id)
      where ${ofEvent} and inside > 0 and estimate >= coalesce(since, 0)
    ), body as (
      select scan.list_id, sum(case when kind = 'count' and direction = 'out' then -persons else persons end) as persons
      from checkin.scan left join ${lists} using (list_id)
      where ${ofEvent} and reviewed and estimate >= coalesce(since, 0)
        and (kind = 'count' or (effect = 'person' and standing = 'stands')
          or (effect = 'entry' and standing in ('extra', 'stale')))
      group by scan.list_id
    )
    select list_id, 0 as tickets, persons::int as bodies from body
    union all
    select list_id, sum(inside)::int, 0 from still group by list_id
    union all
    select null, (select coalesce(sum(most), 0)::int from
      (select max(inside) as most from still group by ticket_hash) as ticket), 0`.execute(trx);
  const byList = new Map<string, number>();
  let [tickets, bodies] = [0, 0];
  for (const row of result.rows) {
    bodies += row.bodies;
    if (row.listId === null) tickets += row.tickets;
    else byList.set(row.listId, (byList.get(row.listId) ?? 0) + row.tickets + row.bodies);
  }
  const counted = [...byList].map(([id, inside]) => [id, Math.max(0, inside)] as const);
  return { total: Math.max(0, tickets + bodies), lists: new Map(counted) };
}

function windowOf({ from, until }: DoorQuery, now: number): { from: number; until: number } {
  const end = until === undefined ? now + 1 : Date.parse(until);
  const start = from === undefined ? end - usualWindowMs : Date.parse(from);
  return { from: Math.max(start, end - longestWindowMs), until: end };
}

async function readQuarters(
  trx: ClosedTransaction,
  ofEvent: RawBuilder<unknown>,
  window: { from: number; until: number },
): Promise<Door['quarters']> {
  const result = await sql<{ gateId: string | null; start: number; entries: number; exits: number }>`
    select gate_id, estimate / ${quarterMs}::bigint * ${quarterMs}::bigint as start,
      coalesce(sum(persons) filter (where ${goesIn}), 0)::int as entries,
      coalesce(sum(persons) filter (where ${goesOut}), 0)::int as exits
    from checkin.scan where ${ofEvent} and ${went} and ${comesOrGoes}
      and estimate >= ${window.from}::bigint and estimate < ${window.until}::bigint
    group by 1, 2 order by 2, 1`.execute(trx);
  return result.rows.map(({ start, ...quarter }) => ({ ...quarter, from: new Date(start).toISOString() }));
}

async function countOpenConflicts(trx: ClosedTransaction, eventId: string): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::int as count from checkin.conflict
    where event_id = ${eventId}::uuid and open and resolved_at is null`.execute(trx);
  return result.rows[0]?.count ?? 0;
}
