import { createWriter, equalBytes, uuidToBytes } from '../bytes/index.js';
import { hmacSha256 } from '../signing/index.js';

export interface ProofFacts {
  /** SHA-256 of the code's 80 bytes, which the server keeps. */
  readonly codeHash: Uint8Array;
  readonly device: string;
  readonly seq: number;
}

/** Only who saw the code can make it; bound to phone and seq, a copied row proves nothing for another phone. */
export function scanProof({ codeHash, device, seq }: ProofFacts): Uint8Array {
  return hmacSha256(codeHash, createWriter().bytes(uuidToBytes(device)).u32(seq).finish());
}

export function isScanProof(proof: Uint8Array, facts: ProofFacts): boolean {
  return equalBytes(proof, scanProof(facts));
}
