import { accepted, concatBytes, type Outcome, refused, toUtf8 } from '../bytes/index.js';
import type { Sign, Verify } from './subtle.js';

/** What a signature is for; one made for one kind says nothing about another. */
export type SignedKind =
  | 'ticket'
  | 'root'
  | 'page'
  | 'batch'
  | 'receipt'
  | 'session'
  | 'readiness'
  | 'log'
  | 'help'
  | 'log-file';

/** Ed25519 and P-256 alike. */
export const SIGNATURE_BYTES = 64;

export type BlobRefusal = 'truncated' | 'oversized' | 'bad_signature';

/** `"gatehouse-<kind>-v1\0"`; it is signed and never sent. */
function prefixOf(kind: SignedKind): Uint8Array {
  return toUtf8(`gatehouse-${kind}-v1\0`);
}

/** @returns body ‖ signature, the bytes as they are sent */
export async function signBlob(kind: SignedKind, body: Uint8Array, sign: Sign): Promise<Uint8Array> {
  return concatBytes(body, await signDetached(kind, body, sign));
}

/** @returns the signature alone, for what is kept elsewhere */
export function signDetached(kind: SignedKind, body: Uint8Array, sign: Sign): Promise<Uint8Array> {
  return sign(concatBytes(prefixOf(kind), body));
}

/** What was signed, and by whom it says to be. */
export interface Detached {
  readonly kind: SignedKind;
  readonly body: Uint8Array;
  readonly signature: Uint8Array;
}

export function verifyDetached(
  { kind, body, signature }: Detached,
  publicKey: Uint8Array,
  verify: Verify,
): Promise<boolean> {
  return verify({ publicKey, signature, message: concatBytes(prefixOf(kind), body) });
}

export interface BlobLimits {
  readonly kind: SignedKind;
  readonly publicKey: Uint8Array;
  readonly verify: Verify;
  readonly maxBytes: number;
}

/** Checks the signature before anything looks into the body. @returns the body, a view into `blob` */
export async function openBlob(
  blob: Uint8Array,
  limits: BlobLimits,
): Promise<Outcome<Uint8Array, BlobRefusal>> {
  if (blob.length < SIGNATURE_BYTES) return refused('truncated');
  if (blob.length > limits.maxBytes) return refused('oversized');
  const { body, signature } = splitBlob(blob);
  const message = concatBytes(prefixOf(limits.kind), body);
  const genuine = await limits.verify({ publicKey: limits.publicKey, signature, message });
  return genuine ? accepted(body) : refused('bad_signature');
}

/** The two parts, unchecked. */
export function splitBlob(blob: Uint8Array): { body: Uint8Array; signature: Uint8Array } {
  const end = Math.max(0, blob.length - SIGNATURE_BYTES);
  return { body: blob.subarray(0, end), signature: blob.subarray(end) };
}
