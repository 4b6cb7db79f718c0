import { equalBytes } from '@gatehouse/shared/bytes';
import type { BatchRow, Receipt, SeqRange } from '@gatehouse/shared/protocol';
import { createState, type Readable } from '../readable.js';
import { withConnection } from '../with-connection.js';
import type { LogDatabase } from './database.js';
import type { OwnLog } from './own-log.js';

interface KeptReceipt {
  readonly serverTime: number;
  readonly watermark: number;
  readonly missing: readonly SeqRange[];
  readonly forked: boolean;
  /** What the server said last when it held other rows than these; absent where the phone was not copied. */
  readonly othersWatermark?: number;
}

const NOTHING: KeptReceipt = { serverTime: 0, watermark: 0, missing: [], forked: false };

/**
 * Which rows the server holds, as far as it has signed. No receipt deletes a row: a restored server asks again, up to
 * a week after the event.
 */
export class Outbox {
  readonly #unsent = createState(0);
  readonly #database: LogDatabase;
  readonly #log: OwnLog;
  #receipt = NOTHING;

  constructor(database: LogDatabase, log: OwnLog) {
    this.#database = database;
    this.#log = log;
  }

  get unsent(): Readable<number> {
    return this.#unsent;
  }

  /** Rows up to this one are covered by a receipt. */
  get watermark(): number {
    return this.#receipt.watermark;
  }

  /** The server holds other rows under this phone's name. */
  get isForked(): boolean {
    return this.#receipt.forked;
  }

  async load(): Promise<void> {
    const kept = await this.#database.marks.get('receipt');
    const receipt = (kept?.value as KeptReceipt | undefined) ?? NOTHING;
    // An earlier app took the watermark of the other rows for that of its own.
    const isOfOthers = receipt.forked && receipt.othersWatermark === undefined;
    this.#receipt = isOfOthers ? { ...receipt, watermark: 0, missing: [] } : receipt;
    this.count();
  }

  /** After a row was written. */
  count(): void {
    const { watermark } = this.#receipt;
    this.#unsent.set(Math.max(0, this.#log.seq - watermark - this.#log.ranges.missingAbove(watermark)));
  }

  async rowsToSend(max: number, afterSeq?: number): Promise<{ firstSeq: number; rows: readonly BatchRow[] }> {
    const { watermark } = this.#receipt;
    // The server moves on behind rows that are lost once it knows that they are.
    const lost = afterSeq === undefined ? this.#declarationOf(watermark + 1) : null;
    const first = lost ?? (afterSeq ?? watermark) + 1;
    const rows = await this.#log.read(first, lost === null ? this.#most(max, first) : 1);
    const from = rows[0]?.seq ?? first;
    const end = rows.findIndex(({ seq }, index) => seq !== from + index);
    const together = end < 0 ? rows : rows.slice(0, end);
    return { firstSeq: from, rows: together.map(({ bytes, details }) => ({ bytes, details })) };
  }

  /** What the server asks for, or will, and this phone holds no more without having said so. */
  undeclared(): SeqRange[] {
    return this.isForked ? [] : this.#log.ranges.undeclaredAbove(this.watermark);
  }

  /** The row to send in the place of one that is not held; null where it is, or nothing was said of it. */
  #declarationOf(seq: number): number | null {
    const { ranges } = this.#log;
    return ranges.isHeld(seq) ? null : ranges.declarationOf(seq);
  }

  /** What lies behind a gap is there already. */
  #most(max: number, first: number): number {
    const [gap] = this.#receipt.missing;
    const isGap = gap !== undefined && gap.from === first;
    const held = isGap ? gap.to - this.#log.ranges.nextHeld(first - 1) + 1 : max;
    return held > 0 ? Math.min(max, held) : max;
  }

  /**
   * @param receipt of this phone; one that is older than another that came before changes nothing
   * @param delivered what the batch held that it answers; null: nothing, or it is not known
   */
  async take(receipt: Receipt, delivered: SeqRange | null): Promise<void> {
    if (receipt.serverTime < this.#receipt.serverTime) return;
    const { serverTime, watermark, missing } = receipt;
    const isForked = this.isForked || !(await this.#isHeld(watermark, receipt.rowHash));
    const kept: KeptReceipt = isForked
      ? this.#besideOthers(receipt, delivered)
      : { serverTime, watermark: this.#reached(watermark, delivered), missing, forked: false };
    await withConnection(this.#database, () => this.#database.marks.put({ key: 'receipt', value: kept }));
    this.#receipt = kept;
    this.count();
  }

  /**
   * How far the server has all rows of this phone. Its watermark alone does not say so: where a copy of this phone was
   * sooner, it goes on over the copy's rows, and a batch that overtook the one before it ends with a row of ours.
   */
  #reached(watermark: number, delivered: SeqRange | null): number {
    const { ranges } = this.#log;
    const before = this.watermark;
    const isNext = delivered !== null && delivered.from <= ranges.nextHeld(before);
    const known = isNext ? Math.max(before, delivered.to) : before;
    return Math.min(watermark, ranges.nextHeld(known) - 1, this.#log.seq);
  }

  /**
   * The server's watermark is that of a copy of this phone and says nothing of the rows here. The receipt of a batch
   * does: its rows are there. All are handed over once more, since nobody knows where the two began to differ, and
   * again when the server has lost some of what it held.
   */
  #besideOthers({ serverTime, watermark: others }: Receipt, delivered: SeqRange | null): KeptReceipt {
    const { watermark: before, othersWatermark = Number.POSITIVE_INFINITY } = this.#receipt;
    const own = this.isForked && others >= othersWatermark ? before : 0;
    const isNext = delivered !== null && delivered.from <= this.#log.ranges.nextHeld(own);
    const watermark = Math.min(isNext ? Math.max(own, delivered.to) : own, this.#log.seq);
    return { serverTime, watermark, missing: [], forked: true, othersWatermark: others };
  }

  async #isHeld(seq: number, hash: Uint8Array): Promise<boolean> {
    // Of what is here no more nothing can be said, nor of a place at which the server holds a lost row.
    if (seq === 0 || !this.#log.ranges.isHeld(seq) || hash.every((byte) => byte === 0)) return true;
    const own = await this.#log.hashAt(seq);
    return own !== null && equalBytes(own, hash);
  }
}
