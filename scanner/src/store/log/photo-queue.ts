import { createState, type Readable } from '../readable.js';
import { withConnection } from '../with-connection.js';
import type { LogDatabase, StoredPhoto } from './database.js';

/** The pictures that wait for a line. Each came with its row, and stays until the server has it. */
export class PhotoQueue {
  readonly #unsent = createState(0);
  readonly #database: LogDatabase;

  constructor(database: LogDatabase) {
    this.#database = database;
  }

  get unsent(): Readable<number> {
    return this.#unsent;
  }

  /** At the start, and after a row with pictures was written. */
  async count(): Promise<void> {
    this.#unsent.set(await withConnection(this.#database, () => this.#database.photos.count()));
  }

  /** The oldest one. @param watermark a picture whose row is behind it waits for that row's receipt */
  async next(watermark: number, except: ReadonlySet<string>): Promise<StoredPhoto | null> {
    const found = await withConnection(this.#database, () =>
      this.#database.photos
        .where('seq')
        .belowOrEqual(watermark)
        .filter(({ sha256 }) => !except.has(sha256))
        .first(),
    );
    return found ?? null;
  }

  async done(sha256: string): Promise<void> {
    await withConnection(this.#database, () => this.#database.photos.delete(sha256));
    await this.count();
  }
}
