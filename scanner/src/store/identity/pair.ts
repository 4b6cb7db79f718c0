import { toBase64Url } from '@gatehouse/shared/bytes';
import {
  confirmationCode,
  decodePairingLink,
  type PairingLink,
  readPairingCode,
} from '@gatehouse/shared/protocol';
import type { PhoneDatabase } from '../database.js';
import type { PairOutcome } from '../phone.js';
import type { Ports } from '../ports.js';
import { type Answer, dataOf, type Failure, request } from '../sync/http.js';
import { becomePaired, type Identity, keysForPairing, type PhoneKeys } from './identity.js';

type Paired = { readonly ok: true; readonly identity: Identity } | Exclude<PairOutcome, { ok: true }>;

/**
 * Registers this phone by the portal's link. The same link again, after a lost answer or a kill, uses the same keys and
 * becomes the same phone.
 */
export async function pairByLink(ports: Ports, database: PhoneDatabase, text: string): Promise<Paired> {
  const link = decodePairingLink(text);
  if (!link.ok) return { ok: false, reason: link.reason === 'needs_update' ? 'refused' : 'not_a_link' };
  const keys = await keysForPairing(database, ports.crypto, link.value.pairing).catch(() => null);
  if (keys === null) return { ok: false, reason: 'storage' };
  const answer = await register(ports, link.value, keys);
  if (!answer.ok) return { ok: false, reason: reasonOf(answer) };
  const { deviceId, name } = (dataOf(answer.bytes) ?? {}) as Record<string, unknown>;
  if (typeof deviceId !== 'string') return { ok: false, reason: 'offline' };
  const identity: Identity = {
    organisationId: link.value.organisation,
    pairingId: link.value.pairing,
    deviceId,
    keys,
    doorKeys: { current: link.value.doorKey, successor: null },
    // Made here and not taken from the answer: it is what shows that the server heard of these very keys.
    confirmationCode: confirmationCode(keys.signPublic, keys.agreePublic),
    name: typeof name === 'string' ? name : '',
    status: 'waiting',
    revocation: null,
  };
  await becomePaired(database, identity);
  return { ok: true, identity };
}

/**
 * The link that somebody typed ten characters for; any other text as it is. The server that the app came from is asked,
 * over the connection that brought the app itself.
 */
export async function linkOfText(
  ports: Ports,
  text: string,
): Promise<{ readonly ok: true; readonly link: string } | Exclude<PairOutcome, { ok: true }>> {
  const code = readPairingCode(text);
  if (code === null) return { ok: true, link: text };
  const wish = { path: '/api/v1/device/pairing-links', method: 'POST', expects: 'json' } as const;
  const answer = await request(ports, { ...wish, body: JSON.stringify({ code }) });
  if (!answer.ok) return { ok: false, reason: answer.reason === 'busy' ? 'slow' : reasonOf(answer) };
  const { url } = (dataOf(answer.bytes) ?? {}) as Record<string, unknown>;
  return typeof url === 'string' ? { ok: true, link: url } : { ok: false, reason: 'offline' };
}

function register(ports: Ports, link: PairingLink, keys: PhoneKeys): Promise<Answer> {
  const body = {
    organisationId: link.organisation,
    pairingId: link.pairing,
    secret: toBase64Url(link.secret),
    signKey: toBase64Url(keys.signPublic),
    agreeKey: toBase64Url(keys.agreePublic),
  };
  const wish = { path: '/api/v1/device/pair', method: 'POST', expects: 'json' } as const;
  return request(ports, { ...wish, body: JSON.stringify(body) });
}

const reasons = {
  'checkin.pairing_unknown': 'unknown',
  'checkin.pairing_expired': 'expired',
  'checkin.pairing_used': 'used',
} as const;

export function reasonOf(failure: Failure): (typeof reasons)[keyof typeof reasons] | 'offline' | 'refused' {
  if (failure.reason === 'unreachable' || failure.reason === 'busy') return 'offline';
  const code = failure.reason === 'refused' ? failure.code : '';
  return Object.entries(reasons).find(([known]) => known === code)?.[1] ?? 'refused';
}
