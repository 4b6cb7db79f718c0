/** What has come since the list was read. */
export interface News {
  readonly count: number;
  /** There may be more than were counted. */
  readonly more: boolean;
}

export const nothingNew: News = { count: 0, more: false };

interface Row {
  readonly id: string;
}

/**
 * @param shown the rows on the screen
 * @param newest the first page as it is now
 */
export function newsOf(shown: readonly Row[], newest: readonly Row[]): News {
  const known = new Set(shown.map(({ id }) => id));
  const count = newest.filter(({ id }) => !known.has(id)).length;
  return { count, more: count > 0 && count === newest.length };
}

/** The pages on the screen with what has become of their rows. No row comes or goes. */
export function updated<Item extends Row, Page extends { readonly data: readonly Item[] }>(
  pages: readonly Page[],
  newest: readonly Item[],
): Page[] {
  const now = new Map(newest.map((row) => [row.id, row]));
  return pages.map((page) => ({ ...page, data: page.data.map((row) => now.get(row.id) ?? row) }));
}
