import { describe, expect, it } from 'vitest';
import { toUtf8 } from '../bytes/index.js';
import { bytesOf, loadVectors, truncations } from '../vectors/test/load-vectors.js';
import { testAgreeKey } from '../vectors/test/make-sealed-box.js';
import { openSealed, SEAL_BYTES, type SealPurpose, sealTo } from './index.js';

const vectors = loadVectors<{
  plain: string;
  sealed: { name: string; sealed: string; expect: string }[];
  forSearch: string;
}>('sealed-box');
const phone = await testAgreeKey('agree key');
const { subtle } = crypto;

async function open(sealed: Uint8Array, purpose: SealPurpose = 'rotation', agreePair = phone.pair) {
  const opened = await openSealed(subtle, { agreePair, sealed, purpose });
  return opened.ok ? opened.value : opened.reason;
}

describe('a sealed text', () => {
  it.each(vectors.sealed)('$name: $expect', async ({ sealed, expect: expected }) => {
    expect(await open(bytesOf(sealed))).toEqual(expected === 'opened' ? bytesOf(vectors.plain) : expected);
  });

  it('cut at any byte is refused', async () => {
    for (const cut of truncations(bytesOf(vectors.sealed[0]?.sealed ?? ''))) {
      expect(await open(cut), `${cut.length} bytes`).toBeTypeOf('string');
    }
  });

  it('opens for its own purpose alone', async () => {
    expect(await open(bytesOf(vectors.forSearch), 'search')).toBeInstanceOf(Uint8Array);
    expect(await open(bytesOf(vectors.forSearch), 'rotation')).toBe('not_for_this_phone');
  });

  it('is another one every time, and opens with a key that cannot be extracted', async () => {
    const pair = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
    const agreeKey = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
    const plain = toUtf8('a secret');
    const first = await sealTo(subtle, { agreeKey, plain, purpose: 'search' });
    const second = await sealTo(subtle, { agreeKey, plain, purpose: 'search' });
    expect(first).toHaveLength(plain.length + SEAL_BYTES);
    expect(first.slice(0, 77)).not.toEqual(second.slice(0, 77));
    expect(await open(first, 'search', pair)).toEqual(plain);
    expect(await open(second, 'search', pair)).toEqual(plain);
    expect(await open(first, 'search')).toBe('not_for_this_phone');
  });

  it('is not made for what is no key', async () => {
    const sealing = { plain: new Uint8Array(32), purpose: 'rotation' } as const;
    await expect(sealTo(subtle, { ...sealing, agreeKey: new Uint8Array(65) })).rejects.toThrow();
  });
});
