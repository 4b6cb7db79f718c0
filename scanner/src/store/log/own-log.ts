import { equalBytes } from '@gatehouse/shared/bytes';
import {
  decodeRow,
  encodeRow,
  glanceAtEvent,
  type LogRow,
  NO_PREVIOUS,
  type RowTime,
  rowHash,
} from '@gatehouse/shared/log';
import { withConnection } from '../with-connection.js';
import type { LogDatabase, StoredGeneration, StoredPhoto, StoredRow, StoredVerdict } from './database.js';
import { HeldRanges } from './held-ranges.js';

/** Rows that are read at once at the start. */
const CHUNK = 5_000;
const KEPT_VERDICTS = 500;
const PRUNE_EVERY = 100;
/** Old rows that are deleted at once. */
const FORGOTTEN_AT_ONCE = 1_000;

/** Where the next row goes. */
export interface Place {
  readonly seq: number;
  readonly previous: Uint8Array;
}

/** A row that is about to be written, with what is kept beside it. */
export interface Draft {
  readonly row: LogRow;
  readonly details: Uint8Array | null;
  readonly verdict: Omit<StoredVerdict, 'seq'> | null;
  readonly generation: StoredGeneration | null;
  readonly photos?: readonly Omit<StoredPhoto, 'seq'>[];
}

interface Tail {
  readonly seq: number;
  readonly hash: Uint8Array;
  /** Null before the first row. */
  readonly row: LogRow | null;
}

/** Who wants to know of durable rows. */
export interface Hearing {
  /** Each row once, in order. */
  readonly row: (row: StoredRow) => void;
  /** What was decided in rows that were written and never heard of. */
  readonly verdict: (verdict: StoredVerdict) => void;
}

const EMPTY: Tail = { seq: 0, hash: NO_PREVIOUS, row: null };

/**
 * The rows of this phone: written gap-free, each naming the hash of the one before. Some may be held no more, because
 * they are old or the browser has lost them; the last one is always there.
 */
export class OwnLog {
  readonly ranges = new HeldRanges();
  #tail = EMPTY;
  /** The oldest row that is held; null before the first. */
  #oldest: { readonly seq: number; readonly event: number } | null = null;
  readonly #database: LogDatabase;
  readonly #hear: Hearing;
  #mayHoldMore = false;

  constructor(database: LogDatabase, hear: Hearing) {
    this.#database = database;
    this.#hear = hear;
  }

  get seq(): number {
    return this.#tail.seq;
  }

  /** Of the last row; null before the first. */
  get lastTime(): RowTime | null {
    return this.#tail.row?.time ?? null;
  }

  get lastEvent(): number {
    return this.#tail.row?.event ?? 0;
  }

  async load(): Promise<void> {
    for (;;) {
      const rows = await this.#rowsBehind(this.#tail.seq, CHUNK);
      this.#open(rows);
      if (rows.length < CHUNK) return;
    }
  }

  /**
   * Finds the row's place, lets it be made from all that is known at this moment, and writes it: one transaction.
   * Resolves when it is on the disk.
   * @param id of the row, made before: a second try after a lost connection finds what the first one wrote
   */
  async append(id: string, draft: (place: Place) => Draft): Promise<void> {
    // Until it is known otherwise, the row may reach the disk without anybody hearing of it.
    this.#mayHoldMore = true;
    try {
      const written = await withConnection(this.#database, () => this.#write(id, draft));
      this.#mayHoldMore = false;
      if (written !== null) this.#take(written);
    } catch (error) {
      await this.settle().catch(() => undefined);
      if (this.#tail.row?.id !== id) throw error;
    }
  }

  /** @returns null when a try before has written the row already */
  async #write(id: string, draft: (place: Place) => Draft): Promise<StoredRow | null> {
    if (this.#tail.row?.id === id) return null;
    try {
      return await this.#inOneGo(draft);
    } catch {
      // Nothing was written: the disk holds other rows than are known here, or it failed and says so once more.
      return this.#stepByStep(id, draft);
    }
  }

  /**
   * Writes behind the last row that is known, and looks at the same time whether that is the last one: a slow phone
   * waits for each answer of its disk, so all is asked at once. Where it is not the last one, nothing is written.
   */
  #inOneGo(draft: (place: Place) => Draft): Promise<StoredRow> {
    const { rows, verdicts, generations, photos } = this.#database;
    return this.#database.transaction('rw', rows, verdicts, generations, photos, async () => {
      const before = this.#tail.seq;
      const last = rows.orderBy(':id').lastKey();
      const written = this.#put(draft);
      const [found, stored] = await Promise.all([last, written]);
      if ((found ?? 0) !== before) throw new Error('rows that are not known here');
      return stored;
    });
  }

  #stepByStep(id: string, draft: (place: Place) => Draft): Promise<StoredRow | null> {
    const { rows, verdicts, generations, photos } = this.#database;
    return this.#database.transaction('rw', rows, verdicts, generations, photos, async () => {
      await this.#catchUp();
      return this.#tail.row?.id === id ? null : this.#put(draft);
    });
  }

  /** Within a transaction. */
  async #put(draft: (place: Place) => Draft): Promise<StoredRow> {
    const { rows, verdicts, generations, photos } = this.#database;
    const seq = this.#tail.seq + 1;
    const drafted = draft({ seq, previous: this.#tail.hash });
    const { row, details, verdict, generation } = drafted;
    const stored: StoredRow = { seq, bytes: encodeRow(row), details };
    await Promise.all([
      rows.add(stored),
      verdict === null ? null : verdicts.put({ seq, ...verdict }),
      generation === null ? null : generations.put(generation),
      ...(drafted.photos ?? []).map((photo) => photos.put({ ...photo, seq })),
    ]);
    if (seq % PRUNE_EVERY === 0)
      await verdicts
        .where('seq')
        .below(seq - KEPT_VERDICTS)
        .delete();
    return stored;
  }

  /** After a write that failed: takes what it has written all the same. */
  async settle(): Promise<void> {
    if (!this.#mayHoldMore) return;
    const { rows, verdicts } = this.#database;
    await withConnection(this.#database, () =>
      this.#database.transaction('r', rows, verdicts, () => this.#catchUp()),
    );
    this.#mayHoldMore = false;
  }

  /** Of a row that is here; null: there is none. */
  async hashAt(seq: number): Promise<Uint8Array | null> {
    if (seq === this.#tail.seq) return this.#tail.hash;
    const [row] = await this.read(seq, 1);
    return row?.seq === seq ? rowHash(row.bytes) : null;
  }

  async read(firstSeq: number, max: number): Promise<StoredRow[]> {
    // Between two rows the uploader asks again and again, and the disk has nothing to say.
    if (firstSeq > this.#tail.seq && !this.#mayHoldMore) return [];
    return withConnection(this.#database, () => this.#rowsBehind(firstSeq - 1, max));
  }

  /**
   * Deletes the oldest rows, as far as each is of an event that is long over; never the last one, which the next row
   * hangs on. One step: there may be more.
   * @param upTo rows behind this one stay
   */
  async forget(upTo: number, isLongOver: (event: number) => boolean): Promise<void> {
    const oldest = this.#oldest;
    const most = Math.min(upTo, this.#tail.seq - 1);
    if (oldest === null || oldest.seq > most || !isLongOver(oldest.event)) return;
    const rows = await this.#rowsBehind(oldest.seq - 1, FORGOTTEN_AT_ONCE + 1);
    const stays = rows.find(
      ({ seq, bytes }, index) =>
        index === FORGOTTEN_AT_ONCE || seq > most || !isLongOver(glanceAtEvent(bytes)),
    );
    if (stays === undefined) return;
    await withConnection(this.#database, () => this.#database.rows.where('seq').below(stays.seq).delete());
    this.ranges.dropUpTo(stays.seq - 1);
    this.#oldest = { seq: stays.seq, event: glanceAtEvent(stays.bytes) };
  }

  /** Takes rows that were written and never heard of: by a try that was given up, or by another tab. */
  async #catchUp(): Promise<void> {
    const last = await this.#database.rows.orderBy(':id').last();
    if ((last?.seq ?? 0) > this.#tail.seq) {
      const verdicts = await this.#database.verdicts.where('seq').above(this.#tail.seq).toArray();
      for (const row of await this.#rowsBehind(this.#tail.seq, Infinity)) this.#take(row);
      for (const verdict of verdicts) this.#hear.verdict(verdict);
    } else if (last?.seq !== this.#tail.seq && this.#tail.seq > 0) {
      throw new Error('rows of the log have gone');
    }
  }

  async #rowsBehind(seq: number, max: number): Promise<StoredRow[]> {
    const behind = this.#database.rows.where('seq').above(seq);
    return max === Infinity ? behind.toArray() : behind.limit(max).toArray();
  }

  /** Rows as they were found at the start. Each was hashed when it was written; now only the last one is. */
  #open(rows: readonly StoredRow[]): void {
    const last = rows.at(-1);
    if (last === undefined) return;
    const row = decodeRow(last.bytes);
    if (!row.ok || row.value.seq !== last.seq) throw new Error('the end of the log cannot be read');
    let before = this.#tail.seq;
    this.#tail = { seq: last.seq, hash: rowHash(last.bytes), row: row.value };
    for (const stored of rows) {
      this.#tell(stored, before);
      before = stored.seq;
    }
  }

  #tell(stored: StoredRow, before: number): void {
    this.#oldest ??= { seq: stored.seq, event: glanceAtEvent(stored.bytes) };
    this.ranges.add(stored, before);
    this.#hear.row(stored);
  }

  #take(stored: StoredRow): void {
    if (stored.seq <= this.#tail.seq) return;
    const row = decodeRow(stored.bytes);
    const { seq, hash } = this.#tail;
    if (!row.ok || stored.seq !== seq + 1 || !equalBytes(row.value.previous, hash)) {
      throw new Error('the log has a gap');
    }
    this.#tail = { seq: stored.seq, hash: rowHash(stored.bytes), row: row.value };
    this.#tell(stored, seq);
  }
}
