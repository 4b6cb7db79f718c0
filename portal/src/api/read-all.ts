interface Page<Item> {
  readonly data: readonly Item[];
  readonly page: { readonly next: string | null };
}

/** What one request asks for: pages as large as the server gives them. */
export interface PageAsked {
  readonly limit: number;
  readonly after?: string;
}

const largestPage = 200;

/** Reads a list to its end, for what is chosen from or counted as a whole. */
export async function readAll<Item>(read: (asked: PageAsked) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let asked: PageAsked = { limit: largestPage };
  for (;;) {
    const { data, page } = await read(asked);
    items.push(...data);
    if (page.next === null) return items;
    asked = { limit: largestPage, after: page.next };
  }
}
