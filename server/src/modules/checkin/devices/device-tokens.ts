import { hkdfSync } from 'node:crypto';
import type { JWT } from '@fastify/jwt';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../../platform/errors/app-error.js';
import { platformErrors } from '../../../platform/errors/platform-errors.js';
import { cursorPatterns } from '../../../platform/http/cursor.js';
import { deviceTokenSeconds } from '../rules.js';

/** Which phone a token is for. */
export interface DeviceName {
  readonly organisationId: string;
  readonly deviceId: string;
}

export interface DeviceTokens {
  sign(device: DeviceName): string;
  /** @throws AppError platform.unauthenticated */
  read(request: FastifyRequest): DeviceName;
}

const issuer = 'gatehouse';
const audience = 'gatehouse-device';

/**
 * Access tokens of phones. Neither kind of token opens what is for the other: they have another audience and are
 * signed with another key.
 * @param secret what the keys of access tokens are made of
 */
export function createDeviceTokens(jwt: JWT, secret: string): DeviceTokens {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'gatehouse device token 1', 32));
  const verification = {
    key,
    algorithms: ['HS256' as const],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ['iss', 'aud', 'sub', 'org', 'exp'],
  };
  return {
    sign: ({ organisationId, deviceId }) =>
      jwt.sign(
        { sub: deviceId, org: organisationId },
        { key, algorithm: 'HS256', expiresIn: deviceTokenSeconds, iss: issuer, aud: audience },
      ),
    read(request) {
      try {
        const token = /^Bearer ([\w.-]+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
        const { sub, org } = jwt.verify<{ sub: string; org: string }>(token, verification);
        if (!cursorPatterns.uuid.test(sub) || !cursorPatterns.uuid.test(org)) throw new Error('no ids');
        return { organisationId: org, deviceId: sub };
      } catch {
        throw new AppError(platformErrors.unauthenticated);
      }
    },
  };
}
