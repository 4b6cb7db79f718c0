import type { SeqRange } from '../protocol/index.js';

/**
 * What does not hold. `altered`: the row is not the one that the next row names. `hash_differs`: its bytes are not
 * those that were taken in. `unreadable`, `other_device`, `misplaced`: bytes of no row, of another phone's, of another
 * place in the log. `out_of_order`, `twice`: it stands behind a later one, or again. `missing`: rows that nobody has
 * declared lost are not here; `removed`: and a receipt says that they were. `bad_head`: a signature that is not the
 * phone's; `head_differs`: the phone has signed another row. `bad_receipt`, `receipt_differs`: likewise of a receipt.
 * Of a file: `not_a_log`, `needs_update`, `bad_line`, `wrong_count`, `truncated`: it ends before its seal; `bad_seal`:
 * something in it is not what the organisation's key has sealed; `other_key`: the seal is by a key that is not trusted.
 */
export const logFaultCodes = [
  'altered',
  'hash_differs',
  'unreadable',
  'other_device',
  'misplaced',
  'out_of_order',
  'twice',
  'missing',
  'removed',
  'bad_head',
  'head_differs',
  'bad_receipt',
  'receipt_differs',
  'not_a_log',
  'needs_update',
  'bad_line',
  'wrong_count',
  'truncated',
  'bad_seal',
  'other_key',
] as const;
export type LogFaultCode = (typeof logFaultCodes)[number];

export interface LogFault {
  readonly code: LogFaultCode;
  /** The rows, both included; null where it is about none. Of a file's own faults: the line. */
  readonly rows: SeqRange | null;
}

/** No list in a report is longer; what is beyond is only counted. */
export const MAX_LISTED = 100;

/** What was found out about the log of one phone. */
export interface DeviceReport {
  readonly id: string;
  readonly name: string;
  /** The server's own door: nobody signs its rows. */
  readonly isServer: boolean;
  readonly rows: number;
  /** Those of the event in question; a phone has one log for all its events. */
  readonly ofEvent: number;
  /** The highest seq; 0 without rows. */
  readonly last: number;
  /** How many rows a signature of the phone speaks for. */
  readonly signed: number;
  /** Rows that came before signatures were kept, or from an app that makes none. */
  readonly unsigned: readonly SeqRange[];
  /** How far the newest receipt covers the log, and when it was given (milliseconds since 1970). */
  readonly receipt: { readonly to: number; readonly at: number } | null;
  /** Seqs of which there are two rows or more: a copy of the phone has gone on writing. */
  readonly forks: readonly number[];
  /** What the phone says it no longer holds. */
  readonly lost: readonly SeqRange[];
  /** Why rows do not count → how many. */
  readonly quarantined: Readonly<Record<string, number>>;
  readonly faults: readonly LogFault[];
  readonly faultCount: number;
}

export interface FileReport {
  readonly event: { readonly number: number; readonly name: string } | null;
  /** When the file was made, in milliseconds since 1970. */
  readonly at: number | null;
  /** The key whose seal holds, in hexadecimal; null: none. */
  readonly sealedBy: string | null;
  readonly devices: readonly DeviceReport[];
  /** Of the file as such. */
  readonly faults: readonly LogFault[];
  readonly rows: number;
  readonly holds: boolean;
}

/** Lists as much as anybody reads, and counts the rest. */
export class Listed<T> {
  readonly items: T[] = [];
  count = 0;

  add(item: T): void {
    this.count += 1;
    if (this.items.length < MAX_LISTED) this.items.push(item);
  }
}
