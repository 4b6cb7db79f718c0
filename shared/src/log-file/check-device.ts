import { equalBytes } from '../bytes/index.js';
import { decodeRow, type LogRow, NO_PREVIOUS } from '../log/index.js';
import { openReceipt, type Receipt, type SeqRange, verifyHead } from '../protocol/index.js';
import { type DeviceReport, Listed, type LogFault, type LogFaultCode, MAX_LISTED } from './report.js';
import type { LogTools } from './tools.js';

/** A phone, or the server's own door. */
export interface LogDevice {
  readonly id: string;
  readonly name: string;
  /** A P-256 point of 65 bytes. */
  readonly publicKey: Uint8Array;
  /** Milliseconds since 1970, as are the next two. */
  readonly pairedAt: number;
  readonly confirmedAt: number | null;
  readonly revokedAt: number | null;
  /** The last row that a revocation trusts. */
  readonly trustedSeq: number | null;
  readonly isServer: boolean;
}

/** A row that the phone has signed, and by the chain all rows before it. */
export interface SignedHead {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly signature: Uint8Array;
}

export interface KeptRow {
  readonly seq: number;
  readonly bytes: Uint8Array;
  /** SHA-256 as it was noted when the row came; undefined where nobody noted it apart. */
  readonly hash?: Uint8Array;
  /** Why it does not count; null when it does. */
  readonly quarantine: string | null;
}

export interface DeviceLog {
  readonly device: LogDevice;
  readonly heads: readonly SignedHead[];
  /** The newest, signed; null: there is none. */
  readonly receipt: Uint8Array | null;
  /** The organisation's keys, any of which may have signed the receipt. */
  readonly doorKeys: readonly Uint8Array[];
  /** The public number of the event in question. */
  readonly event: number;
}

interface Run {
  readonly from: number;
  signedTo: number;
}

/** Bytes that are known to be kept although they are no row of this place. */
const excused = new Set(['unreadable', 'misplaced']);

/** Checks signatures first, then row after row in the order of their seqs, holding on to none. */
export async function beginDevice(log: DeviceLog, tools: LogTools): Promise<DeviceCheck> {
  const { device } = log;
  const heads: CheckedHead[] = [];
  for (const head of log.heads) {
    const isGenuine = await verifyHead({ ...head, device: device.id }, device.publicKey, tools.verifyP256);
    heads.push({ ...head, isGenuine, isMet: false });
  }
  const receipt = log.receipt && (await openAny(log.receipt, log.doorKeys, tools));
  return new DeviceCheck(log, { heads, receipt }, tools);
}

interface CheckedHead extends SignedHead {
  readonly isGenuine: boolean;
  isMet: boolean;
}

async function openAny(
  blob: Uint8Array,
  keys: readonly Uint8Array[],
  { verifyEd25519 }: LogTools,
): Promise<Receipt | 'bad'> {
  for (const key of keys) {
    const opened = await openReceipt(blob, key, verifyEd25519);
    if (opened.ok) return opened.value;
  }
  return 'bad';
}

export class DeviceCheck {
  readonly #log: DeviceLog;
  readonly #tools: LogTools;
  readonly #heads: readonly CheckedHead[];
  readonly #receipt: Receipt | null;
  readonly #faults = new Listed<LogFault>();
  readonly #forks = new Listed<number>();
  readonly #unsigned = new Listed<SeqRange>();
  readonly #lost: SeqRange[] = [];
  readonly #holes: SeqRange[] = [];
  readonly #quarantined: Record<string, number> = {};
  #rows = 0;
  #ofEvent = 0;
  #signed = 0;
  #last: { readonly seq: number; readonly hash: Uint8Array } = { seq: 0, hash: NO_PREVIOUS };
  #run: Run | null = null;

  constructor(
    log: DeviceLog,
    checked: { readonly heads: readonly CheckedHead[]; readonly receipt: Receipt | 'bad' | null },
    tools: LogTools,
  ) {
    this.#log = log;
    this.#tools = tools;
    this.#heads = checked.heads;
    const receipt = checked.receipt === 'bad' ? null : checked.receipt;
    this.#receipt = receipt?.device === log.device.id ? receipt : null;
    if (checked.receipt !== null && this.#receipt === null) this.#fault('bad_receipt', null);
    for (const { isGenuine, seq } of this.#heads) if (!isGenuine) this.#fault('bad_head', only(seq));
  }

  /** The next row; of several with one seq the one that is no fork comes first. */
  row(kept: KeptRow): void {
    const { seq, bytes, quarantine } = kept;
    const hash = this.#tools.sha256(bytes);
    this.#rows += 1;
    if (quarantine !== null) this.#quarantined[quarantine] = (this.#quarantined[quarantine] ?? 0) + 1;
    if (kept.hash !== undefined && !equalBytes(kept.hash, hash)) this.#fault('hash_differs', only(seq));
    const row = this.#read(kept);
    if (row?.event === this.#log.event) this.#ofEvent += 1;
    if (quarantine === 'fork') {
      this.#forks.add(seq);
      this.#meetHeads(seq, hash);
      return;
    }
    if (seq <= this.#last.seq) {
      this.#fault(seq === this.#last.seq ? 'twice' : 'out_of_order', only(seq));
      return;
    }
    this.#follow(seq, row);
    if (row?.kind === 'lost') this.#lost.push({ from: row.from, to: row.to });
    this.#last = { seq, hash };
    if (this.#meetHeads(seq, hash) && this.#run) this.#run.signedTo = seq;
    this.#meetReceipt(seq, hash);
  }

  /** @returns what was found; after it no row may follow */
  finish(): DeviceReport {
    this.#endRun();
    this.#nameHoles();
    for (const { isGenuine, isMet, seq } of this.#heads)
      if (isGenuine && !isMet) this.#fault('head_differs', only(seq));
    const { device } = this.#log;
    return {
      id: device.id,
      name: device.name,
      isServer: device.isServer,
      rows: this.#rows,
      ofEvent: this.#ofEvent,
      last: this.#last.seq,
      signed: this.#signed,
      unsigned: device.isServer ? [] : this.#unsigned.items,
      receipt: this.#receipt && { to: this.#receipt.watermark, at: this.#receipt.serverTime },
      forks: this.#forks.items,
      lost: this.#lost.slice(0, MAX_LISTED),
      quarantined: this.#quarantined,
      faults: this.#faults.items,
      faultCount: this.#faults.count,
    };
  }

  #read({ seq, bytes, quarantine }: KeptRow): LogRow | null {
    const decoded = decodeRow(bytes);
    const row = decoded.ok ? decoded.value : null;
    const isOurs = row?.device === this.#log.device.id && row.seq === seq;
    if (isOurs) return row;
    if (quarantine === null || !(excused.has(quarantine) || quarantine === 'fork')) {
      const isOther = row !== null && row.device !== this.#log.device.id;
      this.#fault(row === null ? 'unreadable' : isOther ? 'other_device' : 'misplaced', only(seq));
    }
    return null;
  }

  /** Whether the row follows the one before; where that cannot be said, nothing speaks for what lies before. */
  #follow(seq: number, row: LogRow | null): void {
    const { seq: before, hash } = this.#last;
    const hasGap = seq > before + 1;
    if (hasGap) this.#holes.push({ from: before + 1, to: seq - 1 });
    const isLinked = !hasGap && row !== null && equalBytes(row.previous, hash);
    if (!hasGap && row !== null && !isLinked) this.#fault('altered', only(Math.max(1, before)));
    if (!isLinked || this.#run === null) {
      this.#endRun();
      this.#run = { from: seq, signedTo: seq - 1 };
    }
  }

  #endRun(): void {
    if (this.#run === null) return;
    const { from, signedTo } = this.#run;
    this.#signed += signedTo - from + 1;
    if (this.#last.seq > signedTo) this.#unsigned.add({ from: signedTo + 1, to: this.#last.seq });
  }

  #meetHeads(seq: number, hash: Uint8Array): boolean {
    let isSigned = false;
    for (const head of this.#heads) {
      if (head.seq !== seq || !head.isGenuine || !equalBytes(head.hash, hash)) continue;
      head.isMet = true;
      isSigned = true;
    }
    return isSigned;
  }

  #meetReceipt(seq: number, hash: Uint8Array): void {
    const receipt = this.#receipt;
    if (receipt?.watermark !== seq || equalBytes(receipt.rowHash, hash)) return;
    this.#fault('receipt_differs', only(seq));
  }

  /** What is missing, and which of it a receipt says was here. */
  #nameHoles(): void {
    const covered = this.#receipt?.watermark ?? 0;
    const holes = [...this.#holes];
    if (covered > this.#last.seq) holes.push({ from: this.#last.seq + 1, to: covered });
    for (const hole of holes)
      for (const { from, to } of without(hole, this.#lost)) {
        if (from <= covered) this.#fault('removed', { from, to: Math.min(to, covered) });
        if (to > covered) this.#fault('missing', { from: Math.max(from, covered + 1), to });
      }
  }

  #fault(code: LogFaultCode, rows: SeqRange | null): void {
    this.#faults.add({ code, rows });
  }
}

function only(seq: number): SeqRange {
  return { from: seq, to: seq };
}

/** What is left of a range when others are taken out of it. */
function without(range: SeqRange, taken: readonly SeqRange[]): SeqRange[] {
  let left = [range];
  for (const { from, to } of taken)
    left = left.flatMap((part) =>
      [
        { from: part.from, to: Math.min(part.to, from - 1) },
        { from: Math.max(part.from, to + 1), to: part.to },
      ].filter((rest) => rest.from <= rest.to),
    );
  return left;
}
