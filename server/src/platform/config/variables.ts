import Type, { type Static } from 'typebox';

/**
 * Every environment variable that Gatehouse reads. A variable's `description` is what the operator's
 * handbook and the error line print, so it is written for the person who sets it.
 * Any of them may also be given as `NAME_FILE`, a path to a file that holds the value (container secrets).
 */
export const variablesSchema = Type.Object({
  GATEHOUSE_ENV: Type.Union(
    [Type.Literal('development'), Type.Literal('test'), Type.Literal('staging'), Type.Literal('production')],
    { default: 'development', description: 'development, test, staging or production' },
  ),
  GATEHOUSE_PROCESS: Type.Union([Type.Literal('all'), Type.Literal('api'), Type.Literal('worker')], {
    default: 'all',
    description: 'what this process does: all, api or worker',
  }),
  GATEHOUSE_DATA: Type.String({
    default: '.data',
    minLength: 1,
    description: 'folder for everything kept on disk',
  }),
  HOST: Type.String({ default: '127.0.0.1', minLength: 1, description: 'address to listen on' }),
  PORT: Type.Integer({ default: 8420, minimum: 0, maximum: 65535, description: 'port to listen on' }),
  PUBLIC_URL: Type.Optional(
    Type.String({ pattern: '^https?://[^/]+$', description: 'origin that browsers use, without a path' }),
  ),
  TRUST_PROXY: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'addresses of the proxies in front, separated by commas, e.g. 10.0.0.0/8',
    }),
  ),
  CORS_ORIGINS: Type.String({
    default: '',
    description: 'other origins that may call the API from a browser, separated by commas',
  }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'PostgreSQL address for the role gatehouse_app',
    }),
  ),
  DATABASE_SYSTEM_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'PostgreSQL address for the role gatehouse_system (workers: outbox and jobs)',
    }),
  ),
  DATABASE_OWNER_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'PostgreSQL address for the owner of the schemas (only the migrate command)',
    }),
  ),
  DATABASE_SUPERUSER_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description:
        'PostgreSQL address of a superuser (only the migrate command, to create database and roles)',
    }),
  ),
  DATABASE_POOL: Type.Integer({
    default: 10,
    minimum: 1,
    maximum: 200,
    description: 'connections to PostgreSQL per process and role',
  }),
  REDIS_URL: Type.Optional(
    Type.String({ pattern: '^rediss?://', description: 'Redis or Valkey address for jobs and rate limits' }),
  ),
  SMTP_URL: Type.Optional(Type.String({ pattern: '^smtps?://', description: 'mail server address' })),
  MAIL_FROM: Type.String({
    default: 'Gatehouse <tickets@gatehouse.invalid>',
    minLength: 3,
    description: 'sender of every mail',
  }),
  ACCESS_TOKEN_SECRET: Type.Optional(
    Type.String({ minLength: 32, description: 'secret that signs access tokens, at least 32 characters' }),
  ),
  ENCRYPTION_KEY: Type.Optional(
    Type.String({
      pattern: '^([0-9A-Za-z_-]{43}|[0-9a-fA-F]{64})$',
      description: 'key that encrypts secrets in the database: 32 random bytes as base64url or hex',
    }),
  ),
  METRICS_TOKEN: Type.Optional(
    Type.String({
      minLength: 16,
      description: 'token that lets a machine other than this one read /metrics',
    }),
  ),
  RATE_LIMIT: Type.Integer({
    default: 600,
    minimum: 1,
    maximum: 1_000_000,
    description: 'API requests a minute from one address',
  }),
  LOG_LEVEL: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((level) => Type.Literal(level)),
    { default: 'info', description: 'fatal, error, warn, info, debug, trace or silent' },
  ),
  LOG_FILE: Type.Optional(
    Type.String({ minLength: 1, description: 'file for the log; unset: standard output' }),
  ),
});

export type Variables = Static<typeof variablesSchema>;
