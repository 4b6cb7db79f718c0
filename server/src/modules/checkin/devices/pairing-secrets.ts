import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { uuidToBytes } from '@gatehouse/shared/bytes';
import { PAIRING_SECRET_BYTES } from '@gatehouse/shared/protocol';

export interface PairingName {
  readonly organisationId: string;
  readonly pairingId: string;
}

export interface PairingSecrets {
  secretOf(pairing: PairingName): Uint8Array;
  /** Takes as long for a wrong secret as for the right one. */
  isSecretOf(pairing: PairingName, secret: Uint8Array): boolean;
}

/**
 * Secrets that nothing is stored for, so that a copy of the database pairs no phone and a repeated request gets the
 * same link: HMAC-SHA-256 over both ids, cut to 128 bits.
 * @param masterKey 32 bytes; links that were made with another one pair nothing
 */
export function createPairingSecrets(masterKey: Uint8Array): PairingSecrets {
  const key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'gatehouse pairing secret 1', 32));
  const secretOf = ({ organisationId, pairingId }: PairingName) =>
    createHmac('sha256', key)
      .update(uuidToBytes(organisationId))
      .update(uuidToBytes(pairingId))
      .digest()
      .subarray(0, PAIRING_SECRET_BYTES);
  return {
    secretOf,
    isSecretOf: (pairing, secret) =>
      secret.length === PAIRING_SECRET_BYTES && timingSafeEqual(secret, secretOf(pairing)),
  };
}
