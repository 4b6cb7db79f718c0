import { fromHex, isUuid, toHex } from '../bytes/index.js';
import { SHA256_BYTES, SIGNATURE_BYTES } from '../signing/index.js';
import type { KeptRow, LogDevice, SignedHead } from './check-device.js';

const LOG_FILE = 'gatehouse-log';
const LOG_FILE_VERSION = 1;

export interface LogFileStart {
  readonly event: { readonly number: number; readonly name: string };
  /** When the file was made, in milliseconds since 1970. */
  readonly at: number;
  readonly doorKeys: readonly Uint8Array[];
}

export interface LogFileSeal {
  /** How many lines stand before it. */
  readonly lines: number;
  /** Over all of them, as `addToSum` makes it. */
  readonly sum: Uint8Array;
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
}

/** One line of the file: JSON, and bytes in it in hexadecimal or, where there are many, in base64url. */
export type LogLine =
  | { readonly kind: 'start'; readonly version: number; readonly start: LogFileStart | null }
  | { readonly kind: 'device'; readonly device: LogDevice }
  | { readonly kind: 'head'; readonly head: SignedHead }
  | { readonly kind: 'receipt'; readonly receipt: Uint8Array }
  | { readonly kind: 'row'; readonly row: KeptRow }
  | { readonly kind: 'end'; readonly rows: number }
  | { readonly kind: 'seal'; readonly seal: LogFileSeal };

export function startLine({ event, at, doorKeys }: LogFileStart): string {
  const keys = doorKeys.map(toHex);
  return JSON.stringify({ file: LOG_FILE, version: LOG_FILE_VERSION, event, at, doorKeys: keys });
}

export function deviceLine({ publicKey, ...device }: LogDevice): string {
  return JSON.stringify({ device: { ...device, publicKey: toHex(publicKey) } });
}

export function headLine({ seq, hash, signature }: SignedHead): string {
  return JSON.stringify({ head: { seq, hash: toHex(hash), signature: toHex(signature) } });
}

/** @param text the receipt in base64url */
export function receiptLine(text: string): string {
  return JSON.stringify({ receipt: text });
}

/** @param row its bytes in base64url */
export function rowLine({
  seq,
  row,
  quarantine,
}: Pick<KeptRow, 'seq' | 'quarantine'> & { readonly row: string }): string {
  return JSON.stringify(quarantine === null ? { row, seq } : { row, seq, quarantine });
}

/** Behind the last row of each device. */
export function endLine(rows: number): string {
  return JSON.stringify({ end: rows });
}

export function sealLine({ lines, sum, key, signature }: LogFileSeal): string {
  return JSON.stringify({
    seal: { lines, sum: toHex(sum), key: toHex(key), signature: toHex(signature) },
  });
}

/** @returns null for a line that none of the functions above writes */
export function readLine(line: string, fromBase64Url: (text: string) => Uint8Array | null): LogLine | null {
  const fields = fieldsOf(parsed(line));
  if (fields === null) return null;
  if ('row' in fields) return readRow(fields, fromBase64Url);
  if ('file' in fields) return readStart(fields);
  if ('device' in fields) return readDevice(fieldsOf(fields['device']));
  if ('head' in fields) return readHead(fieldsOf(fields['head']));
  if ('seal' in fields) return readSeal(fieldsOf(fields['seal']));
  if ('receipt' in fields) {
    const receipt = typeof fields['receipt'] === 'string' ? fromBase64Url(fields['receipt']) : null;
    return receipt && { kind: 'receipt', receipt };
  }
  const { end } = fields;
  return isCount(end) ? { kind: 'end', rows: end } : null;
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function readRow(
  { row, seq, quarantine = null }: Fields,
  fromBase64Url: (text: string) => Uint8Array | null,
): LogLine | null {
  const bytes = typeof row === 'string' ? fromBase64Url(row) : null;
  if (bytes === null || !isCount(seq)) return null;
  if (quarantine !== null && typeof quarantine !== 'string') return null;
  return { kind: 'row', row: { seq, bytes, quarantine } };
}

function readStart({ file, version, event, at, doorKeys }: Fields): LogLine | null {
  if (file !== LOG_FILE || !isCount(version)) return null;
  if (version !== LOG_FILE_VERSION) return { kind: 'start', version, start: null };
  const { number, name } = fieldsOf(event) ?? {};
  const keys = Array.isArray(doorKeys) ? doorKeys.map((key) => hexOf(key, 32)) : [null];
  const isWhole = isCount(number) && typeof name === 'string' && isCount(at);
  if (!isWhole || !keys.every((key) => key !== null)) return null;
  return { kind: 'start', version, start: { event: { number, name }, at, doorKeys: keys } };
}

function readDevice(fields: Fields | null): LogLine | null {
  const { id, name, pairedAt, isServer } = fields ?? {};
  const publicKey = hexOf(fields?.['publicKey'], 65);
  const [confirmedAt, revokedAt, trustedSeq] = ['confirmedAt', 'revokedAt', 'trustedSeq'].map((field) =>
    countOrNull(fields?.[field]),
  );
  const isNamed = typeof id === 'string' && isUuid(id) && typeof name === 'string';
  if (!isNamed || publicKey === null || !isCount(pairedAt) || typeof isServer !== 'boolean') return null;
  if (confirmedAt === undefined || revokedAt === undefined || trustedSeq === undefined) return null;
  const device = { id, name, publicKey, pairedAt, confirmedAt, revokedAt, trustedSeq, isServer };
  return { kind: 'device', device };
}

function readHead(fields: Fields | null): LogLine | null {
  const seq = fields?.['seq'];
  const hash = hexOf(fields?.['hash'], SHA256_BYTES);
  const signature = hexOf(fields?.['signature'], SIGNATURE_BYTES);
  if (!isCount(seq) || hash === null || signature === null) return null;
  return { kind: 'head', head: { seq, hash, signature } };
}

function readSeal(fields: Fields | null): LogLine | null {
  const lines = fields?.['lines'];
  const sum = hexOf(fields?.['sum'], SHA256_BYTES);
  const key = hexOf(fields?.['key'], 32);
  const signature = hexOf(fields?.['signature'], SIGNATURE_BYTES);
  if (!isCount(lines) || sum === null || key === null || signature === null) return null;
  return { kind: 'seal', seal: { lines, sum, key, signature } };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function countOrNull(value: unknown): number | null | undefined {
  return value === null || isCount(value) ? value : undefined;
}

function hexOf(value: unknown, length: number): Uint8Array | null {
  const bytes = typeof value === 'string' ? fromHex(value) : null;
  return bytes?.length === length ? bytes : null;
}
