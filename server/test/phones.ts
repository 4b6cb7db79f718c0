import { fromBase64Url, toBase64Url } from '@gatehouse/shared/bytes';
import { decodePairingLink, type PairingLink } from '@gatehouse/shared/protocol';
import {
  type AgreePair,
  SIGNATURE_BYTES,
  type Sign,
  signBlob,
  signP256,
  splitBlob,
} from '@gatehouse/shared/signing';
import type { InjectOptions } from 'fastify';
import type { App } from '../src/platform/http/create-server.js';
import { create, dataOf } from './answers.js';
import type { Actor } from './test-app.js';

/** The keys of a phone that was never paired. */
export interface PhoneKeys {
  readonly signKey: string;
  readonly agreeKey: string;
  readonly sign: Sign;
  readonly agreePair: AgreePair;
}

/** A paired phone that has signed in. */
export interface Phone {
  readonly organisationId: string;
  readonly deviceId: string;
  readonly keys: PhoneKeys;
  readonly accessToken: string;
  request(options: InjectOptions): ReturnType<App['inject']>;
}

export async function newPhoneKeys(): Promise<PhoneKeys> {
  const signPair = await newPair('ECDSA', ['sign', 'verify']);
  const agreePair = await newPair('ECDH', ['deriveBits']);
  return {
    signKey: await publicText(signPair.publicKey),
    agreeKey: await publicText(agreePair.publicKey),
    sign: signP256(crypto.subtle, signPair.privateKey),
    agreePair,
  };
}

function newPair(name: 'ECDSA' | 'ECDH', usages: ('sign' | 'verify' | 'deriveBits')[]) {
  return crypto.subtle.generateKey({ name, namedCurve: 'P-256' }, false, usages);
}

async function publicText(key: Awaited<ReturnType<typeof newPair>>['publicKey']): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', key)));
}

/** What the portal's QR code says. */
export async function offerPairing(
  owner: Actor,
  eventId: string,
  input: object = { name: 'North 1', profile: 'steward' },
): Promise<{ id: string; link: PairingLink }> {
  const { id, url } = await create(owner, `/events/${eventId}/device-pairings`, input);
  const decoded = decodePairingLink(url);
  if (!decoded.ok) throw new Error(`The link is ${decoded.reason}.`);
  return { id, link: decoded.value };
}

/** Phones come from everywhere, and one address may not pair many of them. */
function someAddress(): string {
  const [a, b, c] = crypto.getRandomValues(new Uint8Array(3));
  return `10.${a}.${b}.${c}`;
}

/** What a phone sends that has read the code. */
export function pairRequest(link: PairingLink, keys: PhoneKeys): InjectOptions {
  const { signKey, agreeKey } = keys;
  return {
    method: 'POST',
    url: '/api/v1/device/pair',
    headers: { 'user-agent': 'Phone 1.0' },
    remoteAddress: someAddress(),
    payload: {
      organisationId: link.organisation,
      pairingId: link.pairing,
      secret: toBase64Url(link.secret),
      signKey,
      agreeKey,
    },
  };
}

/** Signs in with the phone's own key. @returns the access token */
export async function signInPhone(
  app: App,
  phone: { organisationId: string; deviceId: string; keys: PhoneKeys },
): Promise<string> {
  const { organisationId, deviceId, keys } = phone;
  const { challenge } = dataOf(await app.inject({ method: 'POST', url: '/api/v1/device/challenges' }));
  const signature = await signChallenge(challenge, keys.sign);
  const payload = { organisationId, deviceId, challenge, signature };
  const url = '/api/v1/device/sessions';
  const answer = await app.inject({ method: 'POST', url, payload, remoteAddress: someAddress() });
  return dataOf(answer).accessToken;
}

export async function signChallenge(challenge: string, sign: Sign): Promise<string> {
  const blob = await signBlob('session', fromBase64Url(challenge) ?? new Uint8Array(), sign);
  const { signature } = splitBlob(blob);
  if (signature.length !== SIGNATURE_BYTES) throw new Error('The signature has a wrong length.');
  return toBase64Url(signature);
}

/** Pairs a phone and signs it in. It waits for its confirmation unless that is asked for too. */
export async function pairPhone(
  place: { app: App; owner: Actor; eventId: string },
  options: { confirm: boolean; input?: object } = { confirm: true },
): Promise<Phone> {
  const { app, owner, eventId } = place;
  const { link } = await offerPairing(owner, eventId, options.input);
  const keys = await newPhoneKeys();
  const { deviceId } = dataOf(await app.inject(pairRequest(link, keys)));
  const url = `/api/v1/events/${eventId}/devices/${deviceId}/confirm`;
  if (options.confirm) dataOf(await owner.request({ method: 'POST', url }));
  const { organisationId } = owner;
  const accessToken = await signInPhone(app, { organisationId, deviceId, keys });
  return {
    organisationId,
    deviceId,
    keys,
    accessToken,
    request: (request) =>
      app.inject({ ...request, headers: { authorization: `Bearer ${accessToken}`, ...request.headers } }),
  };
}
