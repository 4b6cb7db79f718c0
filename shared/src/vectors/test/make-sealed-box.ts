import { p256 } from '@noble/curves/nist.js';
import { concatBytes, toBase64Url, toUtf8 } from '../../bytes/index.js';
import { type AgreePair, sealTo } from '../../signing/index.js';
import { altered, lengthened, replaced } from './altered.js';
import { testBytes } from './test-keys.js';

export interface TestAgreeKey {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly pair: AgreePair;
}

/** A pair for ECDH that is the same in every run; it protects nothing. */
export async function testAgreeKey(name: string): Promise<TestAgreeKey> {
  const privateKey = testBytes(name, 32);
  const publicKey = p256.getPublicKey(privateKey, false);
  const [x, y] = [toBase64Url(publicKey.slice(1, 33)), toBase64Url(publicKey.slice(33))];
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const open = { kty: 'EC', crv: 'P-256', x, y };
  const secret = { ...open, d: toBase64Url(privateKey) };
  const pair = {
    publicKey: await crypto.subtle.importKey('jwk', open, curve, true, []),
    privateKey: await crypto.subtle.importKey('jwk', secret, curve, false, ['deriveBits']),
  };
  return { privateKey, publicKey, pair };
}

export async function makeSealedBoxVectors(): Promise<unknown> {
  const phone = await testAgreeKey('agree key');
  const other = await testAgreeKey('another agree key');
  const ephemeral = await testAgreeKey('ephemeral key');
  const drawn = { pair: ephemeral.pair, nonce: testBytes('sealing nonce', 12) };
  const secret = testBytes('rotation secret', 32);
  const seal = (plain: Uint8Array, to: TestAgreeKey = phone) =>
    sealTo(crypto.subtle, { agreeKey: to.publicKey, plain, purpose: 'rotation', drawn });
  const good = await seal(secret);
  const vector = (name: string, sealed: Uint8Array, expect: string) => ({ name, sealed, expect });
  return {
    phone: { privateKey: phone.privateKey, publicKey: phone.publicKey },
    ephemeral: { privateKey: ephemeral.privateKey, publicKey: ephemeral.publicKey },
    purpose: 'rotation',
    plain: secret,
    sealed: [
      vector('good', good, 'opened'),
      vector('to another phone', await seal(secret, other), 'not_for_this_phone'),
      vector('altered nonce', altered(good, 65), 'not_for_this_phone'),
      vector('altered text', altered(good, 77), 'not_for_this_phone'),
      vector('altered tag', altered(good, -1), 'not_for_this_phone'),
      vector('a byte too long', lengthened(good), 'not_for_this_phone'),
      vector("with another's ephemeral key", replaced(good, 0, [...other.publicKey]), 'not_for_this_phone'),
      vector('with a key that is no point', altered(good, 64), 'unreadable'),
      vector('with a key of another form', replaced(good, 0, [2]), 'unreadable'),
      vector('shorter than any', good.slice(0, 92), 'unreadable'),
      vector('nothing', new Uint8Array(), 'unreadable'),
    ],
    forSearch: await sealTo(crypto.subtle, {
      agreeKey: phone.publicKey,
      plain: concatBytes(toUtf8('search'), secret),
      purpose: 'search',
      drawn,
    }),
  };
}
