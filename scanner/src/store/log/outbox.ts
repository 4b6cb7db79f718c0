import { equalBytes } from '@gatehouse/shared/bytes';
import { rowHash } from '@gatehouse/shared/log';
import type { BatchRow, Receipt, SeqRange } from '@gatehouse/shared/protocol';
import { createState, type Readable } from '../readable.js';
import { type LogDatabase, withConnection } from './database.js';
import type { OwnLog } from './own-log.js';

interface KeptReceipt {
  readonly serverTime: number;
  readonly watermark: number;
  readonly missing: readonly SeqRange[];
  readonly forked: boolean;
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
    this.#receipt = (kept?.value as KeptReceipt | undefined) ?? NOTHING;
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

  /** @param receipt of this phone; one that is older than another that came before changes nothing */
  async take({ serverTime, watermark, rowHash: hash, missing }: Receipt): Promise<void> {
    if (serverTime < this.#receipt.serverTime) return;
    const forked = this.isForked || !(await this.#isHeld(watermark, hash));
    const receipt: KeptReceipt = {
      serverTime,
      watermark: Math.min(watermark, this.#log.seq),
      missing,
      forked,
    };
    await withConnection(this.#database, () => this.#database.marks.put({ key: 'receipt', value: receipt }));
    this.#receipt = receipt;
    this.count();
  }

  async #isHeld(seq: number, hash: Uint8Array): Promise<boolean> {
    if (seq === 0) return true;
    const [row] = await this.#log.read(seq, 1);
    return row?.seq === seq && equalBytes(rowHash(row.bytes), hash);
  }
}
