import { fromBase64Url, toBase64Url, toHex } from '../../bytes/index.js';
import { encodeRow, type LogRow, NO_PREVIOUS, rowHash } from '../../log/index.js';
import { signHead, signReceipt } from '../../protocol/index.js';
import { type Sign, sha256, verifyEd25519Slowly, verifyP256 } from '../../signing/index.js';
import { sampleScan } from '../../vectors/test/sample-rows.js';
import { testBytes, testEd25519, testP256 } from '../../vectors/test/test-keys.js';
import {
  deviceLine,
  endLine,
  headLine,
  LineSum,
  type LogTools,
  receiptLine,
  rowLine,
  sealFile,
  startLine,
} from '../index.js';

export const tools: LogTools = {
  verifyEd25519: verifyEd25519Slowly,
  verifyP256: verifyP256(crypto.subtle as unknown as Parameters<typeof verifyP256>[0]),
  sha256: (bytes) => sha256(bytes),
  fromBase64Url,
};

export const phones = ['01900000-0000-7000-8000-0000000000d1', '01900000-0000-7000-8000-0000000000d2'];
export const event = { number: 4711, name: 'Night of Lights' };

/** Rows of a phone, each naming the one before. */
export function chainOf(device: string, count: number, change = (row: LogRow) => row): Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (let seq = 1; seq <= count; seq++) {
    const before = rows.at(-1);
    rows.push(encodeRow(change({ ...sampleScan(seq, before ? rowHash(before) : NO_PREVIOUS), device })));
  }
  return rows;
}

/** The log of a phone as it lies on the server, with what may be done to it before the organisation seals it. */
export interface SampleDevice {
  readonly id: string;
  rows: { seq: number; bytes: Uint8Array; quarantine: string | null }[];
  publicKey: Uint8Array;
  heads: { seq: number; hash: Uint8Array; signature: Uint8Array }[];
  receipt: Uint8Array | null;
}

export async function sampleDevice(index: number, count = 8): Promise<SampleDevice> {
  const id = phones[index] ?? '';
  const key = testP256(`device ${index}`);
  const rows = chainOf(id, count);
  const hash = rowHash(rows[count - 1] ?? new Uint8Array());
  return {
    id,
    rows: rows.map((bytes, at) => ({ seq: at + 1, bytes, quarantine: null })),
    publicKey: key.publicKey,
    heads: [{ seq: count, hash, signature: await signHead({ device: id, seq: count, hash }, key.sign) }],
    receipt: await receiptOf(id, { seq: count, hash }, (await testEd25519('door key')).sign),
  };
}

export function receiptOf(device: string, at: { seq: number; hash: Uint8Array }, sign: Sign) {
  const nonce = testBytes('nonce', 16);
  const receipt = { device, nonce, serverTime: 1_799_000_000_000, watermark: at.seq, rowHash: at.hash };
  return signReceipt({ ...receipt, missing: [] }, sign);
}

export async function sampleFile(devices: readonly SampleDevice[], sealer = 'door key'): Promise<string[]> {
  const door = await testEd25519('door key');
  const lines = [startLine({ event, at: 1_799_000_000_000, doorKeys: [door.publicKey] })];
  for (const { id, publicKey, rows, heads, receipt } of devices) {
    const times = { pairedAt: 1, confirmedAt: 2, revokedAt: null, trustedSeq: null, isServer: false };
    lines.push(deviceLine({ id, name: `Phone ${id.slice(-1)}`, publicKey, ...times }));
    lines.push(...heads.map(headLine));
    if (receipt) lines.push(receiptLine(toBase64Url(receipt)));
    for (const { bytes, ...row } of rows) lines.push(rowLine({ ...row, row: toBase64Url(bytes) }));
    lines.push(endLine(rows.length));
  }
  const sum = new LineSum(tools);
  for (const line of lines) sum.add(line);
  const key = await testEd25519(sealer);
  return [...lines, await sealFile(sum, key.publicKey, key.sign)];
}

export const doorKeyOf = async (name: string) => toHex((await testEd25519(name)).publicKey);
