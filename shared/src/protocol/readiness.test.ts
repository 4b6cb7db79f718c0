import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Subtle, signP256, verifyP256 } from '../signing/index.js';
import { decodeReadiness, isReadinessCode, isReadinessOf, isReady, readinessCode } from './index.js';

const subtle = webcrypto.subtle as unknown as Subtle;
const device = '01900000-0000-7000-8000-0000000000d1';
const findings = [
  { check: 'installed', level: 'good', value: null },
  { check: 'speed', level: 'good', value: 41 },
  { check: 'battery', level: 'attention', value: 22 },
] as const;

async function makeKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await webcrypto.subtle.importKey(
    'jwk',
    privateKey.export({ format: 'jwk' }) as webcrypto.JsonWebKey,
    algorithm,
    false,
    ['sign'],
  );
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return { sign: signP256(subtle, key), publicKey: new Uint8Array(point) };
}

describe('a readiness code', () => {
  it('says what the phone found, and who made it', async () => {
    const [mine, other] = [await makeKey(), await makeKey()];
    const said = { device, at: 1_800_000_000_000, findings };
    const text = await readinessCode(said, mine.sign);
    expect(isReadinessCode(text)).toBe(true);
    expect(text.length).toBeLessThan(300);
    expect(decodeReadiness(text)).toEqual({ ok: true, value: said });
    expect(await isReadinessOf(text, mine.publicKey, verifyP256(subtle))).toBe(true);
    expect(await isReadinessOf(text, other.publicKey, verifyP256(subtle))).toBe(false);
  });

  it.each([
    '',
    'GHREADY:',
    'GHREADY:AAAA',
    `GHREADY:${'A'.repeat(200)}`,
    'G:NOT ONE',
    `GHREADY:AQ${'_'.repeat(120)}`,
  ])('is not %s', (text) => {
    expect(decodeReadiness(text).ok).toBe(false);
  });
});

it('a phone is ready with a storage that is not protected, and with nothing else amiss', () => {
  expect(isReady(findings)).toBe(false);
  expect(isReady(findings.slice(0, 2))).toBe(true);
  expect(isReady([{ check: 'storage', level: 'attention' }])).toBe(true);
  expect(isReady([{ check: 'storage', level: 'bad' }])).toBe(false);
  expect(isReady([{ check: 'battery', level: 'unknown' }])).toBe(true);
});
