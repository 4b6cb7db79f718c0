export {
  chooseEd25519,
  ED25519_KEY_BYTES,
  ed25519PublicKey,
  signEd25519,
  verifyEd25519Slowly,
} from './ed25519.js';
export { hkdfSha256, hmacSha256, SHA256_BYTES, sha256 } from './hash.js';
export { P256_KEY_BYTES, signP256, verifyP256 } from './p256.js';
export {
  type AgreePair,
  openSealed,
  SEAL_BYTES,
  type Sealed,
  type Sealing,
  type SealPurpose,
  type SealRefusal,
  type SealSubtle,
  sealTo,
} from './sealed-box.js';
export {
  type BlobLimits,
  type BlobRefusal,
  type Detached,
  openBlob,
  SIGNATURE_BYTES,
  type SignedKind,
  signBlob,
  signDetached,
  splitBlob,
  verifyDetached,
} from './signed-blob.js';
export type { Sign, SignatureCheck, Subtle, Verify } from './subtle.js';
