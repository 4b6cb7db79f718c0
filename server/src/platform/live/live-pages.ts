import type { LiveTopic } from './live.js';

/** An event of an organisation. */
export interface FollowedEvent {
  readonly organisationId: string;
  readonly eventId: string;
}

/** A position of a feed: the start of the database's life, and a count. */
export interface FeedPosition {
  readonly start: number;
  readonly count: number;
}

/** What a socket carries of a feed, and how far the feed has come with it. */
export interface NextPage {
  readonly head: FeedPosition;
  /** As it was signed, the same bytes for every phone. Null: nothing is newer, or more than a socket carries. */
  readonly page: Uint8Array | null;
}

/** A feed whose pages sockets carry. */
export interface PageSource {
  readonly feed: 'tickets' | 'scans';
  /** Changes of these may have made its pages. */
  readonly topics: readonly LiveTopic[];
  /** @param after null: only how far the feed has come */
  next(key: FollowedEvent, after: FeedPosition | null): Promise<NextPage>;
}

/** A page as the sockets send it. */
export interface CarriedPage {
  readonly feed: PageSource['feed'];
  /** In base64url. It says itself of which positions it is, under its signature. */
  readonly page: string;
}

/** More waits to be asked for: a socket is for what happens at this moment. */
export const mostCarriedPositions = 150;
const mostCarriedBytes = 48 * 1024;

/** How far each feed has come by what this process has told. */
export class LivePages {
  readonly #sources: PageSource[] = [];
  /** Event and feed → the end of the last page that was told. */
  readonly #heads = new Map<string, Promise<FeedPosition | null>>();

  add(source: PageSource): void {
    this.#sources.push(source);
  }

  /** Notes where the feeds are: whoever opens a socket asks for what lies before. */
  follow(key: FollowedEvent): void {
    for (const source of this.#sources) {
      const name = nameOf(key, source);
      if (!this.#heads.has(name)) this.#heads.set(name, headOf(source, key));
    }
  }

  /** Nobody listens any more. */
  forget(key: FollowedEvent): void {
    for (const source of this.#sources) this.#heads.delete(nameOf(key, source));
  }

  /** What is newer than was told last. Not twice at once for one event. */
  async next(key: FollowedEvent, what: ReadonlySet<LiveTopic>): Promise<CarriedPage[]> {
    const pages: CarriedPage[] = [];
    for (const source of this.#sources) {
      if (!source.topics.some((topic) => what.has(topic))) continue;
      const page = await this.#nextOf(source, key);
      if (page !== null && page.length <= mostCarriedBytes)
        pages.push({ feed: source.feed, page: Buffer.from(page).toString('base64url') });
    }
    return pages;
  }

  async #nextOf(source: PageSource, key: FollowedEvent): Promise<Uint8Array | null> {
    const name = nameOf(key, source);
    const before = await (this.#heads.get(name) ?? Promise.resolve(null));
    try {
      const { head, page } = await source.next(key, before);
      this.#heads.set(name, Promise.resolve(head));
      return page;
    } catch {
      // Whoever is told without a page asks; from where the feed is then, pages go on.
      this.#heads.set(name, headOf(source, key));
      return null;
    }
  }
}

function nameOf({ organisationId, eventId }: FollowedEvent, { feed }: PageSource): string {
  return `${organisationId} ${eventId} ${feed}`;
}

function headOf(source: PageSource, key: FollowedEvent): Promise<FeedPosition | null> {
  return source.next(key, null).then(
    ({ head }) => head,
    () => null,
  );
}
