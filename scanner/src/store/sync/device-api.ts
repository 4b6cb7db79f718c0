import { fromBase64Url, toBase64Url } from '@gatehouse/shared/bytes';
import type { DoorKeys } from '@gatehouse/shared/manifest';
import { TRUSTED_KEYS_HEADER, trustedKeysHeader } from '@gatehouse/shared/protocol';
import { type Sign, signBlob, splitBlob } from '@gatehouse/shared/signing';
import type { Ports } from '../ports.js';
import { type Answer, dataOf, type Failure, type Request, request } from './http.js';

/** A token is renewed this long before it ends, so that no request meets the end. */
const RENEW_BEFORE_MS = 60_000;

/** Who asks. */
export interface Caller {
  readonly organisationId: string;
  readonly deviceId: string;
  readonly sign: Sign;
  /** Said with every request, so that the server can lead this phone to the key that signs now. */
  readonly doorKeys: () => DoorKeys;
}

/** The server as a paired phone sees it. */
export interface DeviceApi {
  /** Never rejects. Signs in when needed, and once more when the server no longer knows the token. */
  ask(wish: Request): Promise<Answer>;
}

interface Token {
  readonly text: string;
  readonly endsAt: number;
}

export function createDeviceApi(
  ports: Pick<Ports, 'fetch' | 'origin' | 'monotonic'>,
  caller: Caller,
): DeviceApi {
  let token: Token | null = null;
  let signingIn: Promise<Token | Failure> | null = null;

  async function validToken(): Promise<Token | Failure> {
    if (token !== null && ports.monotonic() < token.endsAt) return token;
    // Requests at the same time share one sign-in.
    signingIn ??= signIn(ports, caller).finally(() => {
      signingIn = null;
    });
    const answer = await signingIn;
    if (isToken(answer)) token = answer;
    return answer;
  }

  async function askOnce(wish: Request): Promise<Answer> {
    const held = await validToken();
    if (!isToken(held)) return held;
    const trusted = { [TRUSTED_KEYS_HEADER]: trustedKeysHeader(caller.doorKeys()) };
    const headers = { ...wish.headers, ...trusted, authorization: `Bearer ${held.text}` };
    const answer = await request(ports, { ...wish, headers });
    if (!answer.ok && answer.reason === 'unauthorised' && token === held) token = null;
    return answer;
  }

  return {
    async ask(wish) {
      const answer = await askOnce(wish);
      return !answer.ok && answer.reason === 'unauthorised' ? askOnce(wish) : answer;
    },
  };
}

function isToken(value: Token | Failure): value is Token {
  return 'text' in value;
}

/** The server's challenge, signed by the key that never leaves this phone. */
async function signIn(
  ports: Pick<Ports, 'fetch' | 'origin' | 'monotonic'>,
  { organisationId, deviceId, sign }: Omit<Caller, 'doorKeys'>,
): Promise<Token | Failure> {
  const asked = await post(ports, '/api/v1/device/challenges', {});
  if (!asked.ok) return asked;
  const { challenge } = (dataOf(asked.bytes) ?? {}) as { challenge?: string };
  const bytes = fromBase64Url(challenge ?? '');
  if (challenge === undefined || bytes === null) return { ok: false, reason: 'unreachable' };
  const { signature } = splitBlob(await signBlob('session', bytes, sign));
  const body = { organisationId, deviceId, challenge, signature: toBase64Url(signature) };
  const answered = await post(ports, '/api/v1/device/sessions', body);
  if (!answered.ok) return answered;
  const { accessToken, expiresInSeconds } = (dataOf(answered.bytes) ?? {}) as Record<string, unknown>;
  if (typeof accessToken !== 'string' || typeof expiresInSeconds !== 'number')
    return { ok: false, reason: 'unreachable' };
  const lifeMs = Math.max(0, expiresInSeconds * 1000 - RENEW_BEFORE_MS);
  return { text: accessToken, endsAt: ports.monotonic() + lifeMs };
}

function post(ports: Pick<Ports, 'fetch' | 'origin'>, path: string, body: unknown): Promise<Answer> {
  return request(ports, { path, method: 'POST', body: JSON.stringify(body), expects: 'json' });
}
