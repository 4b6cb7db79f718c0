import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { concatBytes, fromBase64Url } from '@gatehouse/shared/bytes';
import { openBlob, SIGNATURE_BYTES, verifyP256 } from '@gatehouse/shared/signing';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Tenancy } from '../../../platform/tenancy/tenancy.js';
import { checkinErrors } from '../errors.js';
import { challengeSeconds, deviceTokenSeconds } from '../rules.js';
import { readSignKey } from './device-queries.js';
import type { DeviceTokens } from './device-tokens.js';

export interface Challenges {
  make(): Uint8Array;
  /** Whether it was made here within the last two minutes. */
  isFresh(challenge: Uint8Array): boolean;
}

const timeBytes = 6;
const randomLength = 16;
const tagBytes = 16;
const challengeBytes = timeBytes + randomLength + tagBytes;
/** Clocks of two instances are not the same. */
const toleranceMs = 5_000;

/**
 * Challenges that nothing is stored for: milliseconds since 1970 (6) ‖ random (16) ‖ HMAC-SHA-256 of both, cut to 16.
 * @param secret what the keys of access tokens are made of
 */
export function createChallenges(secret: string, now: () => number = Date.now): Challenges {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'gatehouse device challenge 1', 32));
  const tagOf = (said: Uint8Array) => createHmac('sha256', key).update(said).digest().subarray(0, tagBytes);
  return {
    make() {
      const said = Buffer.concat([Buffer.alloc(timeBytes), randomBytes(randomLength)]);
      said.writeUIntBE(now(), 0, timeBytes);
      return Buffer.concat([said, tagOf(said)]);
    },
    isFresh(challenge) {
      if (challenge.length !== challengeBytes) return false;
      const said = Buffer.from(challenge.subarray(0, challengeBytes - tagBytes));
      if (!timingSafeEqual(challenge.subarray(said.length), tagOf(said))) return false;
      const ageMs = now() - said.readUIntBE(0, timeBytes);
      return ageMs >= -toleranceMs && ageMs <= challengeSeconds * 1000;
    },
  };
}

export interface SessionDeps {
  readonly tenancy: Tenancy;
  readonly challenges: Challenges;
  readonly tokens: DeviceTokens;
}

const verify = verifyP256(crypto.subtle);

/**
 * Gives the phone a token for a quarter of an hour, whatever its status: a revoked one still hands over its rows.
 * @throws AppError checkin.session_refused, the same for a wrong phone, challenge and signature
 */
export async function openDeviceSession(
  deps: SessionDeps,
  request: { organisationId: string; deviceId: string; challenge: string; signature: string },
): Promise<{ accessToken: string; expiresInSeconds: number }> {
  const { organisationId, deviceId } = request;
  const challenge = fromBase64Url(request.challenge);
  const signature = fromBase64Url(request.signature);
  if (!challenge || !signature || !deps.challenges.isFresh(challenge))
    throw new AppError(checkinErrors.sessionRefused);
  const publicKey = await deps.tenancy.run({ organisationId }, (trx) => readSignKey(trx, deviceId));
  if (!publicKey) throw new AppError(checkinErrors.sessionRefused);
  const opened = await openBlob(concatBytes(challenge, signature), {
    kind: 'session',
    publicKey,
    verify,
    maxBytes: challengeBytes + SIGNATURE_BYTES,
  });
  if (!opened.ok) throw new AppError(checkinErrors.sessionRefused);
  return {
    accessToken: deps.tokens.sign({ organisationId, deviceId }),
    expiresInSeconds: deviceTokenSeconds,
  };
}
