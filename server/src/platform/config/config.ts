import { resolve } from 'node:path';
import { readVariables } from './read-variables.js';
import type { Variables } from './variables.js';

/** The settings of one process, checked and frozen. Only `main.ts` and the commands make one from `process.env`. */
export interface Config {
  readonly environment: Variables['GATEHOUSE_ENV'];
  readonly process: Variables['GATEHOUSE_PROCESS'];
  /** Absolute path of the folder that holds everything kept on disk. */
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** Origin that browsers use; unset means whatever address this process listens on. */
  readonly publicUrl: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly database: DatabaseConfig;
  readonly redisUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Unset in development and test: a secret is made in the data folder. */
  readonly accessTokenSecret: string | undefined;
  /** 32 bytes as base64url or hex. Unset in development and test: a key is made in the data folder. */
  readonly encryptionKey: string | undefined;
  readonly metricsToken: string | undefined;
  readonly rateLimitPerMinute: number;
  readonly logLevel: string;
  /** Absolute path; unset means standard output. */
  readonly logFile: string | undefined;
}

export type DatabaseConfig =
  | { readonly kind: 'embedded'; readonly poolSize: number }
  | {
      readonly kind: 'external';
      readonly poolSize: number;
      readonly appUrl: string;
      readonly systemUrl: string | undefined;
      readonly ownerUrl: string | undefined;
    };

/**
 * Turns environment variables into the configuration.
 * @throws ConfigError with one line for the first variable that is missing or wrong
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const variables = readVariables(env);
  const config: Config = {
    environment: variables.GATEHOUSE_ENV,
    process: variables.GATEHOUSE_PROCESS,
    dataFolder: resolve(variables.GATEHOUSE_DATA),
    host: variables.HOST,
    port: variables.PORT,
    publicUrl: variables.PUBLIC_URL,
    trustedProxies: splitList(variables.TRUST_PROXY ?? ''),
    corsOrigins: splitList(variables.CORS_ORIGINS),
    database: databaseConfig(variables),
    redisUrl: variables.REDIS_URL,
    smtpUrl: variables.SMTP_URL,
    mailFrom: variables.MAIL_FROM,
    accessTokenSecret: variables.ACCESS_TOKEN_SECRET,
    encryptionKey: variables.ENCRYPTION_KEY,
    metricsToken: variables.METRICS_TOKEN,
    rateLimitPerMinute: variables.RATE_LIMIT,
    logLevel: variables.LOG_LEVEL,
    logFile: variables.LOG_FILE === undefined ? undefined : resolve(variables.LOG_FILE),
  };
  return Object.freeze(config);
}

function databaseConfig(variables: Variables): DatabaseConfig {
  if (variables.DATABASE_URL === undefined) return { kind: 'embedded', poolSize: variables.DATABASE_POOL };
  return {
    kind: 'external',
    poolSize: variables.DATABASE_POOL,
    appUrl: variables.DATABASE_URL,
    systemUrl: variables.DATABASE_SYSTEM_URL,
    ownerUrl: variables.DATABASE_OWNER_URL,
  };
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
