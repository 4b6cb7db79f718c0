import {
  type AccessList,
  insideSql,
  type MayEnterGround,
  mayEnterSql,
  type SqlPart,
  usableSql,
} from '@gatehouse/shared/checkin';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { cursorPatterns, decodeCursor } from '../../../platform/http/cursor.js';
import { limitOf, type Page, type PageRequest, toPage } from '../../../platform/http/page.js';
import type { ClosedTransaction } from '../../../platform/tenancy/tenancy.js';
import type { Ticketing } from '../../ticketing/index.js';
import { isAtDoorOf } from '../log/index.js';

export interface WhoMayEnter {
  readonly eventId: string;
  readonly list: AccessList;
  readonly ground: MayEnterGround;
}

/** A ticket whose holder could enter. */
export interface MayEnter {
  readonly id: string;
  readonly name: string;
  readonly ticketType: string;
}

/** How many real tickets `decide` would let in now on this list at this gate, perhaps after a yes. */
export async function countWhoMayEnter(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  asked: WhoMayEnter,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    ${door(ticketing, asked)} select count(*)::int as count from door where ${mayEnter(asked)}`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** The same tickets, in the order in which they were made. */
export async function listWhoMayEnter(
  trx: ClosedTransaction,
  ticketing: Ticketing,
  asked: WhoMayEnter & { readonly page: PageRequest },
): Promise<Page<MayEnter>> {
  const { page } = asked;
  const [after] = page.after === undefined ? [] : decodeCursor(page.after, [cursorPatterns.uuid]);
  const behind = after === undefined ? sql<SqlBool>`true` : sql<SqlBool>`door.id > ${after}::uuid`;
  const { rows } = await sql<MayEnter>`
    ${door(ticketing, asked)} select door.id, door.name, door.ticket_type from door
    where ${mayEnter(asked)} and ${behind} order by door.id limit ${limitOf(page) + 1}`.execute(trx);
  const total = page.total ? await countWhoMayEnter(trx, ticketing, asked) : undefined;
  return toPage(rows, page, { cursor: ({ id }) => [id], map: (row) => row, total });
}

/** Each ticket with its entries on the list and who of it is inside, as the last review left them. */
function door(ticketing: Ticketing, { eventId, list, ground }: WhoMayEnter): RawBuilder<unknown> {
  const onList = sql`${isAtDoorOf(eventId)} and list_id = ${list.id}::uuid`;
  return sql`with entered as (
      select ticket_hash, array_agg(estimate order by estimate, id) as entries from checkin.scan
      where ${onList} and reviewed and kind = 'scan' and effect = 'entry' and standing = 'stands'
      group by ticket_hash
    ), placed as (
      select ticket_hash, inside as within, peak, estimate as moved_at from checkin.scan
      where ${onList} and inside is not null
    ), ground as (
      select ticket.*, coalesce(entered.entries, '{}') as entries, coalesce(presence.within, 0) as within,
        coalesce(presence.peak, 0) as peak, coalesce(${asSql(insideSql(list, ground))}, false) as inside
      from (${ticketing.doorRows(eventId)}) as ticket
        left join entered on entered.ticket_hash = ticket.hash
        left join placed as presence on presence.ticket_hash = ticket.hash
    ), known as (
      select door.*, (${asSql(usableSql(list, ground))}) as usable from ground as door
    ), ${list.addOnMatch ? doorOfFamilies : doorOfEach}`;
}

/** Asked only where it is looked at: it reads all tickets a second time. */
const doorOfFamilies = sql`matched as (
      select parent_id, count(*)::int as count from known where usable and parent_id is not null group by parent_id
    ), door as (
      select known.*, coalesce(matched.count, 0) as usable_add_ons
      from known left join matched on matched.parent_id = known.id
    )`;

const doorOfEach = sql`door as (select known.*, 0 as usable_add_ons from known)`;

function mayEnter({ list, ground }: WhoMayEnter): RawBuilder<SqlBool> {
  return sql<SqlBool>`(not door.test and ${asSql(mayEnterSql(list, ground))})`;
}

/** Kysely reads a template's texts and values, which is what a piece of SQL is. */
function asSql({ texts, values }: SqlPart): RawBuilder<unknown> {
  return sql(Object.assign([...texts], { raw: [...texts] }), ...values);
}
