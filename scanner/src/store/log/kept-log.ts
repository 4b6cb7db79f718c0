import type { Ports } from '../ports.js';
import { LogDatabase } from './database.js';
import { EventEnds } from './event-ends.js';
import { Outbox } from './outbox.js';
import { OwnLog } from './own-log.js';
import { PhotoQueue } from './photo-queue.js';
import { RowIndex } from './row-index.js';
import { ScansFeed } from './scans-feed.js';
import { openTimeKeeper, type TimeKeeper } from './time-keeper.js';
import { Verdicts } from './verdicts.js';

/** Everything that is kept of scans, open: the database and what is in memory of it. */
export interface KeptLog {
  readonly database: LogDatabase;
  readonly index: RowIndex;
  readonly own: OwnLog;
  readonly feed: ScansFeed;
  readonly verdicts: Verdicts;
  readonly outbox: Outbox;
  readonly photos: PhotoQueue;
  readonly ends: EventEnds;
  readonly time: TimeKeeper;
  /** The highest generations that this phone has accepted, by ticket. */
  readonly newest: Map<string, number>;
}

/** @throws when the browser does not let the database be read */
export async function openKeptLog(
  ports: Pick<Ports, 'indexedDb' | 'crypto' | 'wall' | 'monotonic'>,
): Promise<KeptLog> {
  const database = new LogDatabase(ports.indexedDb);
  try {
    await database.open();
    const index = new RowIndex();
    const feed = new ScansFeed(database, index);
    await feed.load();
    // After the feed, which may hold these rows too: what the server says of them stays.
    const verdicts = new Verdicts(database);
    await verdicts.load();
    const own = new OwnLog(database, {
      row: ({ bytes, details }) => index.add({ bytes, review: null, details }),
      verdict: (verdict) => verdicts.add(verdict),
    });
    await own.load();
    const outbox = new Outbox(database, own);
    await outbox.load();
    const photos = new PhotoQueue(database);
    await photos.count();
    const ends = new EventEnds(database);
    await ends.load();
    const generations = await database.generations.toArray();
    const newest = new Map(generations.map(({ ticket, generation }) => [ticket, generation]));
    return {
      database,
      index,
      own,
      feed,
      verdicts,
      outbox,
      photos,
      ends,
      newest,
      time: await openTimeKeeper(database, ports),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}
