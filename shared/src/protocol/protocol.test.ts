import { describe, expect, it } from 'vitest';
import { toHex } from '../bytes/index.js';
import { MAX_ROW_BYTES, rowHash } from '../log/index.js';
import { signP256, verifyEd25519Slowly as verifyDoor, verifyP256 } from '../signing/index.js';
import { bytesOf, loadVectors, plain, truncations } from '../vectors/test/load-vectors.js';
import { testP256 } from '../vectors/test/test-keys.js';
import {
  type Batch,
  claimedDevice,
  decodeBatch,
  decodeReceipt,
  decodeScansPage,
  decodeSyncAnswer,
  encodeSyncAnswer,
  MAX_BATCH_BYTES,
  MAX_BATCH_ROWS,
  openBatch,
  openReceipt,
  openScansPage,
  signBatch,
  verifyHead,
} from './index.js';

interface Vectors {
  content: unknown;
  blobs: { name: string; blob: string; expect: string }[];
}

const vectors = loadVectors<{
  device: { id: string; publicKey: string };
  doorKey: string;
  batches: Vectors;
  receipts: Vectors;
  answers: Vectors;
  scansPages: Vectors;
}>('protocol');

const deviceKey = bytesOf(vectors.device.publicKey);
const doorKey = bytesOf(vectors.doorKey);
const verifyDevice = verifyP256(crypto.subtle);
const goodOf = ({ blobs }: Vectors) => bytesOf(blobs[0]?.blob ?? '');
const bodyOf = (group: Vectors) => goodOf(group).slice(0, -64);
const said = (outcome: { ok: true } | { ok: false; reason: string }) =>
  outcome.ok ? 'accepted' : outcome.reason;

describe('a batch', () => {
  const open = (blob: Uint8Array) => openBatch(blob, deviceKey, verifyDevice);

  it.each(vectors.batches.blobs)('$name: $expect', async ({ blob, expect: expected }) => {
    expect(said(await open(bytesOf(blob)))).toBe(expected);
  });

  it('says all that was signed, and whose key is to be looked up', async () => {
    const good = goodOf(vectors.batches);
    expect(plain(await open(good))).toEqual({ ok: true, value: vectors.batches.content });
    expect(claimedDevice(good)).toBe(vectors.device.id);
    expect(claimedDevice(good.subarray(0, 32))).toBeNull();
  });

  it('cut at any byte is refused, signed or not', async () => {
    for (const cut of truncations(goodOf(vectors.batches)).slice(-100))
      expect((await open(cut)).ok).toBe(false);
    for (const cut of truncations(bodyOf(vectors.batches))) {
      expect(decodeBatch(cut), `${cut.length} bytes`).toEqual({ ok: false, reason: 'truncated' });
    }
  });

  it('carries 1,000 rows as they are, even those that nobody can read', async () => {
    const { sign, publicKey } = testP256('device');
    const rows = Array.from({ length: MAX_BATCH_ROWS }, (_, index) => ({
      bytes: new Uint8Array(40).fill(index),
      details: null,
    }));
    const batch: Batch = {
      device: vectors.device.id,
      nonce: new Uint8Array(16),
      positions: [],
      firstSeq: 9,
      rows,
    };
    expect(await openBatch(await signBatch(batch, sign), publicKey, verifyDevice)).toEqual({
      ok: true,
      value: { ...batch, head: expect.any(Uint8Array) },
    });
    const oneMore = { ...batch, rows: [...rows, { bytes: new Uint8Array(1), details: null }] };
    expect(() => signBatch(oneMore, sign)).toThrow(RangeError);
  });

  it('says by its head whose the log is up to its last row', async () => {
    const batch = await open(goodOf(vectors.batches));
    if (!batch.ok || !batch.value.head) throw new Error('a batch of version 2 has a head');
    const { rows, firstSeq, device, head: signature } = batch.value;
    const hash = rowHash(rows.at(-1)?.bytes ?? new Uint8Array());
    const head = { device, seq: firstSeq + rows.length - 1, hash, signature };
    expect(await verifyHead(head, deviceKey, verifyDevice)).toBe(true);
    expect(await verifyHead({ ...head, seq: head.seq + 1 }, deviceKey, verifyDevice)).toBe(false);
    const other = testP256('another device').publicKey;
    expect(await verifyHead(head, other, verifyDevice)).toBe(false);
  });

  it('of more than 8 MiB is refused before anything else', async () => {
    const fails = () => Promise.reject(new Error('looked into'));
    expect(await openBatch(new Uint8Array(MAX_BATCH_BYTES + 1), deviceKey, fails)).toEqual({
      ok: false,
      reason: 'oversized',
    });
  });

  it('holds no row longer than a row can be', async () => {
    const { sign, publicKey } = testP256('device');
    const rows = [{ bytes: new Uint8Array(MAX_ROW_BYTES + 1), details: null }];
    const batch: Batch = {
      device: vectors.device.id,
      nonce: new Uint8Array(16),
      positions: [],
      firstSeq: 1,
      rows,
    };
    const blob = await signBatch(batch, sign);
    expect(said(await openBatch(blob, publicKey, verifyDevice))).toBe('bad_content');
  });
});

describe('a receipt', () => {
  const open = (blob: Uint8Array) => openReceipt(blob, doorKey, verifyDoor);

  it.each(vectors.receipts.blobs)('$name: $expect', async ({ blob, expect: expected }) => {
    expect(said(await open(bytesOf(blob)))).toBe(expected);
  });

  it('says all that was signed', async () => {
    expect(plain(await open(goodOf(vectors.receipts)))).toEqual({
      ok: true,
      value: vectors.receipts.content,
    });
  });

  it('cut at any byte is refused, signed or not', async () => {
    for (const cut of truncations(goodOf(vectors.receipts))) expect((await open(cut)).ok).toBe(false);
    for (const cut of truncations(bodyOf(vectors.receipts))) {
      expect(decodeReceipt(cut)).toEqual({ ok: false, reason: 'truncated' });
    }
  });
});

describe('an answer to a batch', () => {
  it.each(vectors.answers.blobs)('$name: $expect', ({ blob, expect: expected }) => {
    expect(said(decodeSyncAnswer(bytesOf(blob)))).toBe(expected);
  });

  it('is read as it was written', () => {
    const decoded = decodeSyncAnswer(goodOf(vectors.answers));
    expect(plain(decoded)).toEqual({ ok: true, value: vectors.answers.content });
    expect(decoded.ok && toHex(encodeSyncAnswer(decoded.value))).toBe(vectors.answers.blobs[0]?.blob);
  });

  it('cut at any byte is refused', () => {
    for (const cut of truncations(goodOf(vectors.answers))) {
      expect(decodeSyncAnswer(cut)).toEqual({ ok: false, reason: 'truncated' });
    }
  });
});

describe('a page of the scans feed', () => {
  const open = (blob: Uint8Array) => openScansPage(blob, doorKey, verifyDoor);

  it.each(vectors.scansPages.blobs)('$name: $expect', async ({ blob, expect: expected }) => {
    expect(said(await open(bytesOf(blob)))).toBe(expected);
  });

  it('says all that was signed', async () => {
    expect(plain(await open(goodOf(vectors.scansPages)))).toEqual({
      ok: true,
      value: vectors.scansPages.content,
    });
  });

  it('cut at any byte is refused', () => {
    for (const cut of truncations(bodyOf(vectors.scansPages))) {
      expect(decodeScansPage(cut)).toEqual({ ok: false, reason: 'truncated' });
    }
  });
});

describe('a device key', () => {
  it('of WebCrypto signs what WebCrypto checks, and stays inside', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
    const batch: Batch = {
      device: vectors.device.id,
      nonce: new Uint8Array(16),
      positions: [],
      firstSeq: 1,
      rows: [],
    };
    const blob = await signBatch(batch, signP256(crypto.subtle, pair.privateKey));
    expect(await openBatch(blob, publicKey, verifyDevice)).toEqual({ ok: true, value: batch });
    await expect(crypto.subtle.exportKey('pkcs8', pair.privateKey)).rejects.toThrow();
  });
});
