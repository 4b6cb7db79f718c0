import type { DoorKeys } from '@gatehouse/shared/manifest';
import type { PhoneDatabase } from '../database.js';
import { readValue, valueKeys } from '../database.js';

/** Two pairs whose private halves this phone's browser keeps and never shows. */
export interface PhoneKeys {
  readonly sign: CryptoKeyPair;
  /** For what the server seals to this phone alone. */
  readonly agree: CryptoKeyPair;
  /** 65 bytes each, as they are sent. */
  readonly signPublic: Uint8Array;
  readonly agreePublic: Uint8Array;
}

export interface Identity {
  readonly organisationId: string;
  readonly deviceId: string;
  /** The pairing that made this phone, so that the same link again is recognised. */
  readonly pairingId: string;
  /** Null: forgotten, after the phone was revoked and has handed over. */
  readonly keys: PhoneKeys | null;
  /** Pinned; what is signed by another key is refused. */
  readonly doorKeys: DoorKeys;
  readonly confirmationCode: string;
  readonly name: string;
  readonly status: 'waiting' | 'active' | 'revoked';
  /** Null while it was not revoked. `toHandOver`: scans that no receipt covered by then. */
  readonly revocation: { readonly toHandOver: number; readonly wiped: boolean } | null;
}

/** Keys that were made for a pairing whose answer has not come yet. */
interface OpenPairing {
  readonly pairingId: string;
  readonly keys: PhoneKeys;
}

export function readIdentity(database: PhoneDatabase): Promise<Identity | null> {
  return readValue<Identity>(database, valueKeys.identity);
}

/**
 * The keys for this pairing: the same ones after a lost answer, or the server would see another phone.
 * @throws when this browser cannot keep keys
 */
export async function keysForPairing(
  database: PhoneDatabase,
  { subtle }: Crypto,
  pairingId: string,
): Promise<PhoneKeys> {
  const open = await readValue<OpenPairing>(database, valueKeys.pairing);
  if (open?.pairingId === pairingId) return open.keys;
  const keys = await makeKeys(subtle);
  await database.values.put({ key: valueKeys.pairing, value: { pairingId, keys } satisfies OpenPairing });
  return keys;
}

async function makeKeys(subtle: SubtleCrypto): Promise<PhoneKeys> {
  const curve = { namedCurve: 'P-256' };
  const sign = await subtle.generateKey({ name: 'ECDSA', ...curve }, false, ['sign', 'verify']);
  const agree = await subtle.generateKey({ name: 'ECDH', ...curve }, false, ['deriveBits']);
  const publicOf = async ({ publicKey }: CryptoKeyPair) =>
    new Uint8Array(await subtle.exportKey('raw', publicKey));
  return { sign, agree, signPublic: await publicOf(sign), agreePublic: await publicOf(agree) };
}

/** From now on this phone is who the server says; the pairing is closed. */
export async function becomePaired(database: PhoneDatabase, identity: Identity): Promise<void> {
  await database.transaction('rw', database.values, async () => {
    await database.values.put({ key: valueKeys.identity, value: identity });
    await database.values.delete(valueKeys.pairing);
  });
}

/** Changes some fields of who this phone is; nothing when it is nobody any more. */
export async function changeIdentity(
  database: PhoneDatabase,
  fields: Partial<Identity>,
): Promise<Identity | null> {
  return database.transaction('rw', database.values, async () => {
    const identity = await readIdentity(database);
    if (identity === null) return null;
    const changed = { ...identity, ...fields };
    await database.values.put({ key: valueKeys.identity, value: changed });
    return changed;
  });
}

export async function forgetIdentity(database: PhoneDatabase): Promise<void> {
  await database.values.clear();
}
