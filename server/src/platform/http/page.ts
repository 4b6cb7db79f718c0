import { type SelectQueryBuilder, sql } from 'kysely';
import { type Cursor, cursorPatterns, decodeCursor, encodeCursor } from './cursor.js';

export interface PageRequest {
  readonly limit?: number;
  readonly after?: string;
  readonly total?: boolean;
}

export interface Page<T> {
  readonly data: T[];
  readonly page: { limit: number; next: string | null; total?: number };
}

const defaultLimit = 50;

/** How many rows to ask for: one more than the page, which tells whether another page follows. */
export function limitOf(request: PageRequest): number {
  return request.limit ?? defaultLimit;
}

/** Cuts the surplus row off and makes the cursor from the last row that stays. */
export function toPage<R, T>(
  rows: readonly R[],
  request: PageRequest,
  shape: { cursor: (row: R) => Cursor; map: (row: R) => T; total?: number | undefined },
): Page<T> {
  const limit = limitOf(request);
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const next = rows.length > limit && last !== undefined ? encodeCursor(shape.cursor(last)) : null;
  return {
    data: kept.map(shape.map),
    page: { limit, next, ...(shape.total === undefined ? {} : { total: shape.total }) },
  };
}

/**
 * Reads one page in the order of `id`. Ids are UUID version 7, so this is the order of creation.
 * @param query a selection that includes `id`, without an order
 */
export async function pageById<DB, TB extends keyof DB, R extends { id: string }, T>(
  query: SelectQueryBuilder<DB, TB, R>,
  request: PageRequest,
  map: (row: R) => T,
): Promise<Page<T>> {
  let page = query.orderBy(sql`id`).limit(limitOf(request) + 1);
  if (request.after !== undefined) {
    const [after] = decodeCursor(request.after, [cursorPatterns.uuid]);
    page = page.where(sql<boolean>`id > ${after}::uuid`);
  }
  const rows = (await page.execute()) as R[];
  const total = request.total ? await countOf(query) : undefined;
  return toPage(rows, request, { cursor: (row) => [row.id], map, total });
}

/** How many rows the selection has in all. */
export async function countOf<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
): Promise<number> {
  const row = await query
    .clearSelect()
    .clearOrderBy()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return (row as { count: number }).count;
}
