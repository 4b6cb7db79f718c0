import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.js';

export interface Secrets {
  /** Signs access tokens. */
  readonly accessToken: string;
  /** Seals secrets in the database; 32 bytes. */
  readonly encryptionKey: Buffer;
}

/**
 * The secrets from the environment, or ones made on the first start and kept in the data folder for their owner
 * only. Staging and production never come here without them (see `refusals`).
 */
export function loadSecrets(config: Config): Secrets {
  const encryptionKey = config.encryptionKey ?? keptSecret(config.dataFolder, 'encryption-key');
  return {
    accessToken: config.accessTokenSecret ?? keptSecret(config.dataFolder, 'access-token'),
    encryptionKey: Buffer.from(encryptionKey, encryptionKey.length === 64 ? 'hex' : 'base64url'),
  };
}

/** Reads a secret from `<data>/secrets/<name>`, made of random bytes on first use. */
export function keptSecret(dataFolder: string, name: string, byteCount = 32): string {
  const folder = join(dataFolder, 'secrets');
  const path = join(folder, name);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    writeFileSync(`${path}.part`, randomBytes(byteCount).toString('base64url'), { mode: 0o600 });
    renameSync(`${path}.part`, path);
  }
  return readFileSync(path, 'utf8').trim();
}
