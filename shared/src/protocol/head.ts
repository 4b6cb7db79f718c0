import { createWriter, uuidToBytes } from '../bytes/index.js';
import type { ChainLink } from '../log/index.js';
import { type Sign, signDetached, type Verify, verifyDetached } from '../signing/index.js';

/** A row of a phone's log, for which and for all before it a signature speaks. */
export interface LogHead extends ChainLink {
  readonly device: string;
}

/** @returns the phone's signature of kind `log` over device (16) ‖ seq (4) ‖ hash of the row (32) */
export function signHead(head: LogHead, sign: Sign): Promise<Uint8Array> {
  return signDetached('log', bodyOf(head), sign);
}

/** @param publicKey the phone's */
export function verifyHead(
  head: LogHead & { readonly signature: Uint8Array },
  publicKey: Uint8Array,
  verify: Verify,
): Promise<boolean> {
  const { signature } = head;
  return verifyDetached({ kind: 'log', body: bodyOf(head), signature }, publicKey, verify);
}

function bodyOf({ device, seq, hash }: LogHead): Uint8Array {
  return createWriter().bytes(uuidToBytes(device)).u32(seq).bytes(hash).finish();
}
