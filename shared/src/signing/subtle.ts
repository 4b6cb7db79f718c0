/**
 * The part of WebCrypto that signatures need; `crypto.subtle` of a browser, a worker or Node fits it. It is passed
 * in, because the pure folders know no runtime.
 */
export interface Subtle {
  importKey(
    format: 'raw' | 'pkcs8',
    keyData: Uint8Array,
    algorithm: SubtleAlgorithm,
    extractable: boolean,
    usages: ('sign' | 'verify')[],
  ): Promise<unknown>;
  sign(algorithm: SubtleAlgorithm, key: unknown, data: Uint8Array): Promise<ArrayBuffer>;
  verify(algorithm: SubtleAlgorithm, key: unknown, signature: Uint8Array, data: Uint8Array): Promise<boolean>;
}

export interface SubtleAlgorithm {
  readonly name: string;
  readonly namedCurve?: string;
  readonly hash?: string;
}

/** Makes one signature over the message; the key stays inside. */
export type Sign = (message: Uint8Array) => Promise<Uint8Array>;

export interface SignatureCheck {
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
}

/** Never rejects: a key or a signature that cannot be read is a wrong one. */
export type Verify = (check: SignatureCheck) => Promise<boolean>;

/** Keeps what imported keys it has met, because importing costs as much as checking. */
export function verifyWith(
  subtle: Subtle,
  keyAlgorithm: SubtleAlgorithm,
  checkAlgorithm: SubtleAlgorithm = keyAlgorithm,
): Verify {
  const keptKeys = 256;
  const imported = new Map<string, Promise<unknown>>();
  function importOnce(publicKey: Uint8Array): Promise<unknown> {
    const name = publicKey.join();
    const known = imported.get(name);
    if (known !== undefined) return known;
    if (imported.size >= keptKeys) imported.clear();
    const key = subtle.importKey('raw', publicKey, keyAlgorithm, false, ['verify']);
    imported.set(name, key);
    return key;
  }
  return async ({ publicKey, signature, message }) => {
    try {
      return await subtle.verify(checkAlgorithm, await importOnce(publicKey), signature, message);
    } catch {
      return false;
    }
  };
}
