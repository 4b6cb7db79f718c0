import { equalBytes, toHex } from '../bytes/index.js';
import { beginDevice, type DeviceCheck, type LogDevice, type SignedHead } from './check-device.js';
import { type LogFileSeal, type LogFileStart, type LogLine, readLine } from './lines.js';
import { type DeviceReport, type FileReport, Listed, type LogFault, type LogFaultCode } from './report.js';
import { isSealed, LineSum } from './seal.js';
import type { LogTools } from './tools.js';

export interface VerifyOptions {
  /** The organisation's key as somebody knows it from elsewhere; null: the one that the file names is believed. */
  readonly doorKey: Uint8Array | null;
}

/**
 * Reads a file line by line and holds on to none. It never throws for what stands in the file.
 * @param lines without their line breaks
 */
export async function verifyLogFile(
  lines: AsyncIterable<string> | Iterable<string>,
  tools: LogTools,
  { doorKey }: VerifyOptions,
): Promise<FileReport> {
  const check = new FileCheck(tools);
  for await (const line of lines) if (!(await check.line(line))) break;
  return check.finish(doorKey);
}

/** A device of which no row was met yet. */
interface Opening {
  readonly device: LogDevice;
  readonly heads: SignedHead[];
  receipt: Uint8Array | null;
}

class FileCheck {
  readonly #tools: LogTools;
  readonly #sum: LineSum;
  readonly #faults = new Listed<LogFault>();
  readonly #devices: DeviceReport[] = [];
  #start: LogFileStart | null = null;
  #opening: Opening | null = null;
  #open: DeviceCheck | null = null;
  #rowsOfDevice = 0;
  #seal: LogFileSeal | null = null;
  #isSealed = false;
  #at = 0;

  constructor(tools: LogTools) {
    this.#tools = tools;
    this.#sum = new LineSum(tools);
  }

  /** @returns false when nothing behind the line can be understood */
  async line(text: string): Promise<boolean> {
    this.#at += 1;
    const line = readLine(text, this.#tools.fromBase64Url);
    if (this.#start === null) return this.#begin(text, line);
    if (line?.kind === 'seal' && this.#seal === null) {
      this.#seal = line.seal;
      this.#isSealed = await isSealed(line.seal, this.#sum, this.#tools);
      return true;
    }
    this.#sum.add(text);
    if (this.#seal !== null || line === null || !(await this.#take(line))) this.#fault('bad_line');
    return true;
  }

  finish(doorKey: Uint8Array | null): FileReport {
    this.#closeDevice();
    const seal = this.#seal;
    if (this.#start !== null && seal === null) this.#fault('truncated');
    if (seal !== null && !this.#isSealed) this.#fault('bad_seal');
    const trusted = doorKey ? [doorKey] : (this.#start?.doorKeys ?? []);
    if (seal !== null && !trusted.some((key) => equalBytes(key, seal.key))) this.#fault('other_key');
    if (this.#at === 0) this.#fault('not_a_log');
    const devices = this.#devices;
    return {
      event: this.#start?.event ?? null,
      at: this.#start?.at ?? null,
      sealedBy: seal !== null && this.#isSealed ? toHex(seal.key) : null,
      devices,
      faults: this.#faults.items,
      rows: devices.reduce((sum, { rows }) => sum + rows, 0),
      holds: this.#faults.count === 0 && devices.every(({ faultCount }) => faultCount === 0),
    };
  }

  #begin(text: string, line: LogLine | null): boolean {
    if (line?.kind !== 'start') this.#fault('not_a_log');
    else if (line.start === null) this.#fault('needs_update');
    else {
      this.#start = line.start;
      this.#sum.add(text);
      return true;
    }
    return false;
  }

  /** @returns false where the line has no place */
  async #take(line: LogLine): Promise<boolean> {
    if (line.kind === 'row') return this.#row(line);
    if (line.kind === 'device') {
      if (this.#opening !== null || this.#open !== null) this.#fault('wrong_count');
      this.#closeDevice();
      this.#opening = { device: line.device, heads: [], receipt: null };
      return true;
    }
    if (line.kind === 'end') return this.#end(line.rows);
    if (this.#opening === null) return false;
    if (line.kind === 'head') this.#opening.heads.push(line.head);
    if (line.kind === 'receipt') this.#opening.receipt = line.receipt;
    return line.kind === 'head' || line.kind === 'receipt';
  }

  async #row({ row }: Extract<LogLine, { kind: 'row' }>): Promise<boolean> {
    const check = await this.#started();
    check?.row(row);
    this.#rowsOfDevice += 1;
    return check !== null;
  }

  async #end(rows: number): Promise<boolean> {
    const check = await this.#started();
    if (rows !== this.#rowsOfDevice) this.#fault('wrong_count');
    this.#closeDevice();
    return check !== null;
  }

  /** Heads and receipt stand before the first row, so with it all is known that the rows are held against. */
  async #started(): Promise<DeviceCheck | null> {
    if (this.#opening === null || this.#start === null) return this.#open;
    const { event, doorKeys } = this.#start;
    const log = { ...this.#opening, doorKeys, event: event.number };
    this.#opening = null;
    this.#open = await beginDevice(log, this.#tools);
    return this.#open;
  }

  #closeDevice(): void {
    if (this.#open !== null) this.#devices.push(this.#open.finish());
    this.#open = null;
    this.#opening = null;
    this.#rowsOfDevice = 0;
  }

  #fault(code: LogFaultCode): void {
    this.#faults.add({ code, rows: this.#at === 0 ? null : { from: this.#at, to: this.#at } });
  }
}
