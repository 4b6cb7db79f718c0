import type { Config } from './config.js';

/**
 * Why this configuration must not serve real people, one line each; empty in development and test.
 * Staging and production refuse every part that exists for trying things out.
 */
export function refusals(config: Config): string[] {
  if (config.environment === 'development' || config.environment === 'test') return [];
  const found: string[] = [];
  const where = `in ${config.environment}`;
  if (config.database.kind === 'embedded') found.push(`DATABASE_URL must be set ${where}.`);
  if (config.process !== 'api' && config.database.kind === 'external' && !config.database.systemUrl)
    found.push(`DATABASE_SYSTEM_URL must be set ${where} for a process that runs jobs.`);
  if (!config.smtpUrl) found.push(`SMTP_URL must be set ${where}.`);
  if (!config.accessTokenSecret) found.push(`ACCESS_TOKEN_SECRET must be set ${where}.`);
  if (!config.encryptionKey) found.push(`ENCRYPTION_KEY must be set ${where}.`);
  if (!config.publicUrl?.startsWith('https://'))
    found.push(`PUBLIC_URL must be an https:// address ${where}.`);
  if (config.trustedProxies.length === 0)
    found.push(`TRUST_PROXY must name the proxy that ends TLS ${where}.`);
  return found;
}
