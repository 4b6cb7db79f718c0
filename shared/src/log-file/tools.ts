import type { Verify } from '../signing/index.js';

/** What a runtime does faster than this folder could. */
export interface LogTools {
  readonly verifyEd25519: Verify;
  readonly verifyP256: Verify;
  sha256(bytes: Uint8Array): Uint8Array;
  /** @returns null for what is not base64url */
  fromBase64Url(text: string): Uint8Array | null;
}
