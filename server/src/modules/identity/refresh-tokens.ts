import { createHash, randomBytes } from 'node:crypto';

/** A secret of 256 random bits, as the cookie carries it. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a refresh token. The token is random and long, so a plain hash is enough. */
export function hashRefreshToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
