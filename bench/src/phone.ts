import { request } from 'node:http';
import { toBase64Url } from '@gatehouse/shared/bytes';
import { decodePairingLink } from '@gatehouse/shared/protocol';
import { type Sign, signBlob, signP256, splitBlob } from '@gatehouse/shared/signing';
import type { BenchGatehouse } from './start.js';

/** What came over the wire: the bytes are as they were sent, not unpacked. */
export interface WireAnswer {
  readonly status: number;
  readonly encoding: string | undefined;
  readonly body: Buffer;
}

/** A paired phone of one event. */
export interface BenchPhone {
  /** 32 bytes of the organisation's door key. */
  readonly doorKey: Uint8Array;
  readonly deviceId: string;
  readonly accessToken: string;
  readonly sign: Sign;
  /** @param path behind `/api/v1/device/events/{eventId}` */
  get(path: string): Promise<WireAnswer>;
}

/** Pairs a phone as a person does, by the link that the portal shows. */
export async function pairPhone(gatehouse: BenchGatehouse, eventId: string): Promise<BenchPhone> {
  const { send, url, organisationId } = gatehouse;
  const at = `/api/v1/events/${eventId}`;
  const offer = await send('POST', `${at}/device-pairings`, { name: 'Bench', profile: 'steward' });
  const link = decodePairingLink((offer as { url: string }).url);
  if (!link.ok) throw new Error(`The link is ${link.reason}.`);
  const signPair = await newPair('ECDSA', ['sign', 'verify']);
  const agreePair = await newPair('ECDH', ['deriveBits']);
  const paired = await send('POST', '/api/v1/device/pair', {
    organisationId,
    pairingId: link.value.pairing,
    secret: toBase64Url(link.value.secret),
    signKey: await publicText(signPair.publicKey),
    agreeKey: await publicText(agreePair.publicKey),
  });
  const { deviceId } = paired as { deviceId: string };
  await send('POST', `${at}/devices/${deviceId}/confirm`);
  const { challenge } = (await send('POST', '/api/v1/device/challenges')) as { challenge: string };
  const sign = signP256(crypto.subtle, signPair.privateKey);
  const { signature } = splitBlob(await signBlob('session', Buffer.from(challenge, 'base64url'), sign));
  const session = { organisationId, deviceId, challenge, signature: toBase64Url(signature) };
  const { accessToken } = (await send('POST', '/api/v1/device/sessions', session)) as { accessToken: string };
  return {
    ...{ doorKey: link.value.doorKey, deviceId, accessToken, sign },
    get: (path) => getBytes(`${url}/api/v1/device/events/${eventId}${path}`, accessToken),
  };
}

function newPair(name: 'ECDSA' | 'ECDH', usages: ('sign' | 'verify' | 'deriveBits')[]) {
  return crypto.subtle.generateKey({ name, namedCurve: 'P-256' }, false, usages);
}

async function publicText(key: Awaited<ReturnType<typeof newPair>>['publicKey']): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', key)));
}

function getBytes(url: string, accessToken: string): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${accessToken}`, 'accept-encoding': 'br' };
    const outgoing = request(url, { headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          encoding: incoming.headers['content-encoding'],
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
