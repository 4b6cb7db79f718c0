import { equalBytes } from '@gatehouse/shared/bytes';
import type { BatchRow, Receipt, SeqRange } from '@gatehouse/shared/protocol';
import { createState, type Readable } from '../readable.js';
import { type LogDatabase, withConnection } from './database.js';
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

/** Which rows the server holds, as far as it has signed. No receipt deletes a row: a restored server asks again. */
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
    this.#unsent.set(Math.max(0, this.#log.seq - this.#receipt.watermark));
  }

  async rowsToSend(
    max: number,
    afterSeq = this.#receipt.watermark,
  ): Promise<{ firstSeq: number; rows: readonly BatchRow[] }> {
    const firstSeq = afterSeq + 1;
    const [gap] = this.#receipt.missing;
    // What lies behind a gap is there already.
    const isGap = gap !== undefined && gap.from === firstSeq;
    const rows = await this.#log.read(firstSeq, isGap ? Math.min(max, gap.to - gap.from + 1) : max);
    return { firstSeq, rows: rows.map(({ bytes, details }) => ({ bytes, details })) };
  }

  /**
   * @param receipt of this phone; one that is older than another that came before changes nothing
   * @param delivered what the batch held that it answers; absent: nothing, or it is not known
   */
  async take(receipt: Receipt, delivered?: SeqRange): Promise<void> {
    if (receipt.serverTime < this.#receipt.serverTime) return;
    const { serverTime, watermark, missing } = receipt;
    const isForked = this.isForked || !(await this.#isHeld(watermark, receipt.rowHash));
    const kept: KeptReceipt = isForked
      ? this.#besideOthers(receipt, delivered)
      : { serverTime, watermark: Math.min(watermark, this.#log.seq), missing, forked: false };
    await withConnection(this.#database, () => this.#database.marks.put({ key: 'receipt', value: kept }));
    this.#receipt = kept;
    this.count();
  }

  /**
   * The server's watermark is that of a copy of this phone and says nothing of the rows here. The receipt of a batch
   * does: its rows are there. All are handed over once more, since nobody knows where the two began to differ, and
   * again when the server has lost some of what it held.
   */
  #besideOthers({ serverTime, watermark: others }: Receipt, delivered: SeqRange | undefined): KeptReceipt {
    const { watermark: before, othersWatermark = Number.POSITIVE_INFINITY } = this.#receipt;
    const own = this.isForked && others >= othersWatermark ? before : 0;
    const isNext = delivered !== undefined && delivered.from <= own + 1;
    const watermark = Math.min(isNext ? Math.max(own, delivered.to) : own, this.#log.seq);
    return { serverTime, watermark, missing: [], forked: true, othersWatermark: others };
  }

  async #isHeld(seq: number, hash: Uint8Array): Promise<boolean> {
    if (seq === 0) return true;
    const own = await this.#log.hashAt(seq);
    return own !== null && equalBytes(own, hash);
  }
}
