import type { Position } from '@gatehouse/shared/manifest';
import { sql } from 'kysely';
import type { ClosedTransaction } from '../../platform/tenancy/tenancy.js';
import { acceptedInOrder } from './accepted.js';
import type { ReadOn } from './manifest-records.js';

/** Who holds some tickets: a text for the thread that seals them, because parsing it is part of the work. */
export interface HolderPage {
  /** `HolderRow[]` in the order of positions. */
  readonly json: string;
  /** Undefined: these were the last. */
  readonly goOn: Position | undefined;
}

/** Bytes are in hexadecimal. */
export interface HolderRow {
  /** Whose keys sign the code. */
  readonly event: string;
  readonly number: string;
  readonly hash: string;
  readonly generation: number;
  readonly kid: number;
  readonly class: number;
  readonly name: string;
  readonly seat: string | null;
  readonly order: string | null;
  readonly note: string | null;
  readonly texts: readonly string[];
  readonly email: string | null;
}

/** The holders of the tickets that changed last behind a position; made to one text by PostgreSQL. */
export async function readHolders(
  trx: ClosedTransaction,
  eventId: string,
  { after, limit }: ReadOn,
): Promise<HolderPage> {
  const isAccepted = await acceptedInOrder(trx, eventId);
  const { rows } = await sql<{ json: string; rows: number; start: number | null; count: number | null }>`
    select coalesce(json_agg(json_build_object('event', event_id, 'number', encode(number, 'hex'), 'hash', encode(hash, 'hex'),
        'generation', generation, 'kid', kid, 'class', code_class, 'name', name, 'seat', seat,
        'order', order_reference, 'note', note, 'texts', texts, 'email', email) order by row), '[]')::text as json,
      count(*)::int as rows, max(feed_start) as start, (array_agg(feed_count order by row desc))[1] as count
    from (select row_number() over (order by feed_start, feed_count) as row, event_id, number, hash, generation, kid, code_class,
        name, seat, order_reference, note, texts, email, feed_start, feed_count
      from ticketing.ticket
      where ${isAccepted()}
        and (feed_start, feed_count) > (${after.start}::bigint, ${after.count}::bigint)
      order by feed_start, feed_count
      limit ${limit}) as page`.execute(trx);
  const [page] = rows;
  if (!page) return { json: '[]', goOn: undefined };
  const goOn = { start: page.start ?? 0, count: page.count ?? 0 };
  return { json: page.json, goOn: page.rows < limit ? undefined : goOn };
}
